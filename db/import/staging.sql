-- Where a package waits while it is checked: a scratch database beside the store, gone afterwards.
--
-- Cells hold what the file holds, an empty cell is NULL; `file` is the number of a package_file.
-- A cell that was refused is NULL too, and has a row in fault.

CREATE TABLE stage.staged_series (
    line INTEGER PRIMARY KEY, id TEXT, name TEXT, definition TEXT, geography TEXT, unit TEXT,
    broader TEXT, part_of TEXT, fiscal_year_start TEXT, note TEXT
);

CREATE TABLE stage.staged_source (
    line INTEGER PRIMARY KEY, id TEXT, title TEXT, publisher TEXT, author TEXT, published_on TEXT,
    url TEXT, archive_url TEXT, accessed_on TEXT, language TEXT, type TEXT, origin TEXT, note TEXT
);

-- All four files; n grows with file and line.
CREATE TABLE stage.staged_claim (
    n INTEGER PRIMARY KEY, file INTEGER, line INTEGER, kind TEXT,
    id TEXT, series TEXT, period_start TEXT, period_end TEXT, period_label TEXT,
    number TEXT, scale TEXT, comparator TEXT, source TEXT, locator TEXT, stated_by TEXT,
    stated_on TEXT, origin TEXT, statement TEXT, replaces TEXT, rank TEXT, rank_reason TEXT,
    note TEXT, status TEXT, reading TEXT, set_by TEXT, base_start TEXT, base_end TEXT
);

-- One row for each id in a list of ids.
CREATE TABLE stage.link (
    file INTEGER, line INTEGER, column_name TEXT, id TEXT, target TEXT
);

CREATE TABLE stage.fault (
    file INTEGER, line INTEGER, column_name TEXT, message TEXT,
    cell INTEGER -- 1: the cell or row itself is at fault, so that no rule need look at it
);

-- What is to be written: a row for each claim that is new, changed, or only stands differently
-- beside the others. n is the order of the groups, in which a store is best read.
CREATE TABLE stage.standing (
    n INTEGER PRIMARY KEY,
    staged INTEGER, -- staged_claim.n
    replaced INTEGER, -- claim.n of the version that it takes the place of
    since INTEGER, -- NULL: this revision
    period_type TEXT, value_key TEXT, known_on TEXT, choice_key TEXT, first_key TEXT,
    ended_on TEXT, latest INTEGER, first INTEGER
);
