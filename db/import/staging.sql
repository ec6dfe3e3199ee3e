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
    n INTEGER PRIMARY KEY, file INTEGER, line INTEGER, kind TEXT, id TEXT, series TEXT,
    period_start TEXT, period_end TEXT, period_label TEXT, number TEXT, scale TEXT,
    comparator TEXT, source TEXT, locator TEXT, stated_by TEXT, stated_on TEXT, origin TEXT,
    statement TEXT, replaces TEXT, rank TEXT, rank_reason TEXT, note TEXT, status TEXT,
    reading TEXT, set_by TEXT, base_start TEXT, base_end TEXT
);

-- One row for each id in a list of ids.
CREATE TABLE stage.link (
    file INTEGER, line INTEGER, column_name TEXT, id TEXT, target TEXT
);

CREATE TABLE stage.fault (
    file INTEGER,
    row INTEGER, -- the line on which the row begins
    line INTEGER, -- the line of the fault
    column_name TEXT, message TEXT,
    silence INTEGER -- 0: found by a rule; rules are silent 1: about this cell, 2: about this row
);

-- What is to be written of series, sources and closed claims: '+' added, '~' changed, '-' closed.
CREATE TABLE stage.change (
    file INTEGER, action TEXT, id TEXT,
    place INTEGER -- the staged line, or for a closed claim its claim.n
);

-- What is to be written of claims: a row for each that is added '+', changed '~', or as it was but
-- stands differently beside the others '='. n is the order in which a store is best read.
CREATE TABLE stage.standing (
    n INTEGER PRIMARY KEY,
    staged INTEGER, -- staged_claim.n
    action TEXT,
    replaced INTEGER, -- claim.n of the version that it takes the place of
    since INTEGER, -- the revision since which its row is the same; NULL: the one being written
    period_type TEXT, value_key TEXT, known_on TEXT, choice_key TEXT, first_key TEXT,
    ended_on TEXT, latest INTEGER, first INTEGER, agreement TEXT, alternatives INTEGER
);

-- Claims of one period (axis 0: a is its end, b its start) or known from one day on (axis 1: a), in
-- counts; latest and first are on axis 1 by how many more are chosen from that day on, where nothing is
-- undated.
CREATE TABLE stage.cell (
    axis INTEGER, kind TEXT, a TEXT, b TEXT, period_type TEXT, status TEXT, rank TEXT,
    claims INTEGER, latest INTEGER, first INTEGER, undated INTEGER,
    PRIMARY KEY (axis, kind, a, b, period_type, status, rank)
) WITHOUT ROWID;

-- The days on which replacements became known, by what they replace.
CREATE TABLE stage.replacement (target TEXT, known_on TEXT);

-- The revision being written: one row.
CREATE TABLE stage.writing (revision INTEGER);

-- For messages.
CREATE TABLE stage.package_file (number INTEGER PRIMARY KEY, name TEXT);
INSERT INTO stage.package_file VALUES
    (1, 'series.csv'), (2, 'sources.csv'), (3, 'figures.csv'), (4, 'targets.csv'),
    (5, 'growth_rates.csv'), (6, 'remarks.csv');
