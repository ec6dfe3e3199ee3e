-- The store: what each source claimed, in revisions of this service.
--
-- Every row of a *_version table and of claim is one version of one row of the package: it holds in
-- the revisions opened <= r < closed. A row that still holds has closed = 2147483647. Nothing is
-- overwritten but that number, and the copies of what a source said that has changed (claim.cited_*).
--
-- '~' stands for "no date" (and, for a remark, "no series"): it sorts after every date and every
-- id, so that one index order puts last what is undated, and a page can go on from it.

CREATE TABLE revision (
    number      INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 2147483646),
    imported_at TEXT NOT NULL CHECK (imported_at GLOB '????-??-??T??:??:??Z'),
    -- Names the content of this revision and of all before it: two databases that answer alike.
    fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 32),
    -- The package's descriptor without its resources, which are the same for every package.
    metadata    TEXT NOT NULL CHECK (json_valid(metadata)),
    -- The latest day on which any claim was known.
    known_on    TEXT NOT NULL,
    added       INTEGER NOT NULL CHECK (added >= 0),
    changed     INTEGER NOT NULL CHECK (changed >= 0),
    closed      INTEGER NOT NULL CHECK (closed >= 0),
    -- The last document that it knows.
    documents   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Ids are given once and for all.
CREATE TABLE series (
    id TEXT PRIMARY KEY CHECK (id GLOB '[a-z0-9]*' AND id NOT GLOB '*[^a-z0-9.-]*'
                               AND length(id) <= 120)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_version (
    series            TEXT NOT NULL REFERENCES series (id),
    name              TEXT NOT NULL CHECK (name <> ''),
    definition        TEXT NOT NULL CHECK (definition <> ''),
    geography         TEXT NOT NULL CHECK (geography GLOB '[A-Z][A-Z]' OR geography = 'WLD'),
    unit              TEXT CHECK (unit <> ''),
    broader           TEXT CHECK (broader <> ''), -- ids separated by a space
    part_of           TEXT CHECK (part_of <> ''), -- ids separated by a space
    fiscal_year_start TEXT NOT NULL CHECK (fiscal_year_start GLOB '[0-1][0-9]-[0-3][0-9]'),
    note              TEXT CHECK (note <> ''),
    opened            INTEGER NOT NULL REFERENCES revision (number),
    closed            INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (series, opened)
) STRICT, WITHOUT ROWID;

-- Which series are tied by `broader` or `part_of`, each both ways.
CREATE TABLE series_tie (
    series TEXT NOT NULL REFERENCES series (id),
    tied   TEXT NOT NULL REFERENCES series (id) CHECK (tied <> series),
    opened INTEGER NOT NULL REFERENCES revision (number),
    closed INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (series, tied, opened)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    id TEXT PRIMARY KEY CHECK (id GLOB '[a-z0-9]*' AND id NOT GLOB '*[^a-z0-9.-]*'
                               AND length(id) <= 120)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_version (
    source       TEXT NOT NULL REFERENCES source (id),
    title        TEXT CHECK (title <> ''),
    publisher    TEXT NOT NULL CHECK (publisher <> ''),
    author       TEXT CHECK (author <> ''),
    published_on TEXT CHECK (published_on GLOB '????-??-??'),
    url          TEXT NOT NULL CHECK (url <> ''),
    archive_url  TEXT CHECK (archive_url <> ''),
    accessed_on  TEXT CHECK (accessed_on GLOB '????-??-??'),
    language     TEXT CHECK (language <> ''),
    type         TEXT NOT NULL
                 CHECK (type IN ('article', 'press-release', 'dataset', 'report', 'forum')),
    origin       TEXT CHECK (origin <> ''),
    note         TEXT CHECK (note <> ''),
    opened       INTEGER NOT NULL REFERENCES revision (number),
    closed       INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (source, opened)
) STRICT, WITHOUT ROWID;

-- An IN of several words is a table of its own for SQLite, made for each row that is written: the
-- words stand as alternatives, the usual one first. A check is worked out for each row of an import:
-- none here calls a function, count_by_period looks at the shape of each period.
CREATE TABLE claim (
    n            INTEGER PRIMARY KEY,
    -- What questions filter and sort by, which a row is not read through for.
    id           TEXT NOT NULL CHECK (id >= '0' AND id < '{'), -- '{' is what follows on 'z'
    kind         TEXT NOT NULL,
    series       TEXT NOT NULL CHECK (series <> '~' OR kind = 'remark'),
    period_start TEXT NOT NULL,
    period_end   TEXT NOT NULL,
    value_key    TEXT NOT NULL, -- orders as the value in the series' unit; '~' for a remark
    latest       INTEGER NOT NULL,
    first        INTEGER NOT NULL,
    since        INTEGER NOT NULL REFERENCES revision (number), -- the row of the package is the same
    opened       INTEGER NOT NULL REFERENCES revision (number),
    closed       INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    known_on     TEXT NOT NULL, -- stated_on, else the source's published_on, else '~'
    rank         TEXT NOT NULL,
    status       TEXT CHECK (status = 'actual' OR status = 'provisional' OR status = 'revised'
                           OR status = 'estimated' OR status = 'projected'),
    period_type  TEXT NOT NULL,
    source       TEXT NOT NULL REFERENCES source (id),
    -- Among the other claims of its series and period (stats/agreement); NULL: no figure.
    agreement    TEXT CHECK (agreement = 'only' OR agreement = 'agree'
                           OR agreement = 'revision' OR agreement = 'conflict'),
    stated_on    TEXT CHECK (stated_on GLOB '????-??-??'),
    period_label TEXT CHECK (period_label <> ''), -- the package's own; else it is derived
    -- The rest, as the package has it.
    number       TEXT CHECK (number >= '-' AND number < ':'),
    scale        TEXT CHECK (scale = 'million' OR scale = 'billion' OR scale = 'thousand'
                           OR scale = 'crore' OR scale = 'lakh' OR scale = 'trillion'),
    comparator   TEXT CHECK (comparator = '=' OR comparator = '~' OR comparator = '>'
                           OR comparator = '>=' OR comparator = '<' OR comparator = '<='),
    locator      TEXT NOT NULL CHECK (locator <> ''),
    stated_by    TEXT CHECK (stated_by <> ''),
    origin       TEXT CHECK (origin <> ''),
    statement    TEXT NOT NULL CHECK (statement <> ''),
    replaces     TEXT CHECK (replaces <> ''), -- ids separated by a space
    rank_reason  TEXT CHECK (rank_reason <> ''),
    note         TEXT CHECK (note <> ''),
    reading      TEXT CHECK (reading = 'level' OR reading = 'cumulative' OR reading = 'unclear'),
    set_by       TEXT CHECK (set_by <> ''),
    base_start   TEXT CHECK (base_start GLOB '????-??-??'),
    base_end     TEXT CHECK (base_end GLOB '????-??-??'),
    -- Worked out at import (stats/choice).
    choice_key   TEXT NOT NULL, -- lowest is chosen by `latest`; '' is never chosen
    first_key    TEXT NOT NULL, -- lowest is chosen by `first`
    ended_on     TEXT NOT NULL, -- from this day a replacement is known; '' for none
    alternatives INTEGER NOT NULL,
    -- Of a preferred claim also what its source is cited by, while every revision says the same of that
    -- source: a list of such claims looks up none. Else NULL.
    cited_title        TEXT,
    cited_publisher    TEXT,
    cited_published_on TEXT,
    cited_url          TEXT CHECK ((cited_url IS NULL) = (cited_publisher IS NULL)),
    cited_origin       TEXT,
    series_given TEXT GENERATED ALWAYS AS (nullif(series, '~')) VIRTUAL REFERENCES series (id),
    -- What a row has by its kind and its rank; the usual comes first.
    CHECK (CASE kind
               WHEN 'figure' THEN number IS NOT NULL AND comparator IS NOT NULL
                   AND status IS NOT NULL AND agreement IS NOT NULL AND reading IS NULL
                   AND base_start IS NULL AND base_end IS NULL
               WHEN 'target' THEN number IS NOT NULL AND comparator IS NOT NULL
                   AND status IS NULL AND agreement IS NULL AND reading IS NOT NULL
                   AND base_start IS NULL AND base_end IS NULL
               WHEN 'growth-rate' THEN number IS NOT NULL AND comparator IS NOT NULL
                   AND status IS NULL AND agreement IS NULL AND reading IS NULL
                   AND scale IS NULL AND period_start <> '~'
                   AND (base_start IS NULL) = (base_end IS NULL)
                   AND (base_start IS NULL OR base_start <= base_end)
               WHEN 'remark' THEN number IS NULL AND comparator IS NULL
                   AND status IS NULL AND agreement IS NULL AND reading IS NULL
                   AND base_start IS NULL AND base_end IS NULL
               ELSE 0
           END),
    CHECK (CASE rank
               WHEN 'normal' THEN rank_reason IS NULL
               WHEN 'preferred' THEN rank_reason IS NOT NULL
               WHEN 'deprecated' THEN rank_reason IS NOT NULL AND latest = 0 AND first = 0
               ELSE 0
           END),
    CHECK ((latest | first) BETWEEN 0 AND 1),
    CHECK ((period_start >= '0' AND period_start <= period_end AND period_end < ':')
           OR period_start = '~')
) STRICT;

-- One version of an id is open at a time, and one is closed in a revision.
CREATE UNIQUE INDEX claim_id ON claim (id, closed);
-- By id within a file of the package. Figures are most of all claims: theirs is claim_id.
CREATE INDEX claim_other ON claim (kind, id, opened, closed) WHERE kind <> 'figure';

-- One index an order that `sort` offers; the last columns answer the filters that most questions
-- carry without a look at the row.
CREATE INDEX claim_series ON claim (kind, series, period_end, period_start, id,
                                    latest, first, opened, closed, known_on);
-- What is asked most: a fifth of all claims, and nothing else, in that order, with what their values
-- are made of, so that a list of values alone reads no row; and from which day they stand before all
-- others of their period.
CREATE INDEX claim_latest ON claim (kind, series, period_end, period_start, id, opened, closed,
                                    number, scale, comparator, period_label, known_on)
    WHERE latest = 1;
CREATE INDEX claim_source ON claim (source, kind, series, period_end, period_start, id,
                                    latest, first, opened, closed);
CREATE INDEX claim_label ON claim (kind, period_label, series, period_end, period_start, id,
                                   latest, first, opened, closed)
    WHERE period_label IS NOT NULL;
-- What may be the sum of shorter periods.
CREATE INDEX claim_long ON claim (series, period_end, period_start, opened, closed)
    WHERE kind = 'figure' AND period_type <> 'month' AND period_type <> 'day'
      AND period_type <> 'deadline' AND period_type <> 'undated';
-- What a source said before the day on which it was published; all else is known from that day.
CREATE INDEX claim_stated ON claim (source, known_on, opened, closed) WHERE stated_on IS NOT NULL;
-- Where prints of one series and period differ.
CREATE INDEX claim_disputed ON claim (series, period_end, period_start, opened, closed)
    WHERE kind = 'figure'
      AND (agreement = 'revision' OR agreement = 'conflict' OR rank = 'deprecated');
CREATE INDEX claim_deprecated ON claim (kind, series, period_end, period_start, opened, closed,
                                        known_on, period_type, status, source)
    WHERE rank = 'deprecated';
-- What an answer of any day leaves out: with all that it can be asked by, to be counted.
CREATE INDEX claim_undated ON claim (kind, series, period_end, period_start, opened, closed,
                                     period_type, status, rank, source)
    WHERE known_on = '~';

-- The other orders. Figures, which are most of all claims, have theirs to themselves: a column that
-- is the same in all of them would only stand in the way of their sorting.
CREATE INDEX figure_period ON claim (period_end, period_start, series, id,
                                     latest, first, opened, closed)
    WHERE kind = 'figure';
CREATE INDEX figure_value ON claim (value_key, series, id, latest, first, opened, closed)
    WHERE kind = 'figure';
CREATE INDEX figure_period_value ON claim (period_end DESC, period_start DESC, value_key,
                                           series, id, latest, first, opened, closed)
    WHERE kind = 'figure';
CREATE INDEX claim_period ON claim (kind, period_end, period_start, series, id,
                                    latest, first, opened, closed)
    WHERE kind <> 'figure';
CREATE INDEX claim_value ON claim (kind, value_key, series, id, latest, first, opened, closed)
    WHERE kind <> 'figure';
CREATE INDEX claim_period_value ON claim (kind, period_end DESC, period_start DESC, value_key,
                                          series, id, latest, first, opened, closed)
    WHERE kind <> 'figure';
-- What was known by a day, and what has a status or kind of period: where that is few. Of these often
-- few are chosen, which must not take a look at the row.
CREATE INDEX figure_known ON claim (known_on) WHERE kind = 'figure';
CREATE INDEX claim_known ON claim (kind, known_on) WHERE kind <> 'figure';
CREATE INDEX figure_traits ON claim (period_type, status, rank, latest, first) WHERE kind = 'figure';
-- What is not as most figures are, with all that a day and the filters look at: most of it is passed
-- over without a look at the row.
CREATE INDEX figure_rare ON claim (status, rank, series, period_end, period_start, opened, closed,
                                   known_on, ended_on, period_type, source, latest, first)
    WHERE kind = 'figure' AND (status <> 'actual' OR rank = 'preferred');

-- What a revision did: the rows of the package that came with it, and those that ended.
CREATE INDEX claim_since ON claim (since, kind, id, opened) WHERE since = opened;
CREATE INDEX claim_closed ON claim (closed, kind, id) WHERE closed < 2147483647;
CREATE INDEX series_opened ON series_version (opened, series);
CREATE INDEX series_closed ON series_version (closed, series) WHERE closed < 2147483647;
CREATE INDEX source_opened ON source_version (opened, source);
CREATE INDEX source_closed ON source_version (closed, source) WHERE closed < 2147483647;

-- Counts that a list's `total` and the coverage of series and sources come from: never counted
-- while a client waits. subject 'all' has the id ''.
CREATE TABLE tally (
    subject    TEXT NOT NULL CHECK (subject IN ('all', 'series', 'source')),
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('figure', 'growth-rate', 'remark', 'target')),
    claims     INTEGER NOT NULL CHECK (claims > 0),
    latest     INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    deprecated INTEGER NOT NULL,
    first_day  TEXT NOT NULL, -- earliest start of a period; '~' where none has one, and by source
    last_day   TEXT NOT NULL, -- latest end of a period; the same
    opened     INTEGER NOT NULL REFERENCES revision (number),
    closed     INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (subject, id, kind, opened)
) STRICT, WITHOUT ROWID;

-- The periods of a series' figures, packed (db/spans_pack.h): those of the preferred ones, and of those
-- that are deprecated. NULL: too many to be kept. How many lie between two days is counted from them.
CREATE TABLE series_periods (
    series     TEXT NOT NULL REFERENCES series (id),
    latest     BLOB,
    deprecated BLOB,
    opened     INTEGER NOT NULL REFERENCES revision (number),
    closed     INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (series, opened)
) STRICT, WITHOUT ROWID;

-- Claims of one period in counts, by what a list can be filtered by; status is '' for what is no
-- figure.
CREATE TABLE count_by_period (
    kind         TEXT NOT NULL CHECK (kind IN ('figure', 'growth-rate', 'remark', 'target')),
    period_end   TEXT NOT NULL CHECK (period_end = '~' OR period_end GLOB '????-??-??'),
    period_start TEXT NOT NULL CHECK (period_start = '~' OR period_start GLOB '????-??-??'),
    period_type  TEXT NOT NULL,
    status       TEXT NOT NULL,
    rank         TEXT NOT NULL,
    claims       INTEGER NOT NULL CHECK (claims > 0),
    latest       INTEGER NOT NULL CHECK (latest BETWEEN 0 AND claims),
    first        INTEGER NOT NULL CHECK (first BETWEEN 0 AND claims),
    undated      INTEGER NOT NULL CHECK (undated BETWEEN 0 AND claims), -- known on no day
    opened       INTEGER NOT NULL REFERENCES revision (number),
    closed       INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (kind, period_end, period_start, period_type, status, rank, opened)
) STRICT, WITHOUT ROWID;

-- The same by the day from which claims are known ('~': nobody can say). latest and first are by how
-- many more claims the rules choose from that day on: the sum up to a day is what they choose on it.
CREATE TABLE count_by_day (
    kind        TEXT NOT NULL CHECK (kind IN ('figure', 'growth-rate', 'remark', 'target')),
    known_on    TEXT NOT NULL CHECK (known_on = '~' OR known_on GLOB '????-??-??'),
    period_type TEXT NOT NULL,
    status      TEXT NOT NULL,
    rank        TEXT NOT NULL,
    claims      INTEGER NOT NULL CHECK (claims >= 0),
    latest      INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    opened      INTEGER NOT NULL REFERENCES revision (number),
    closed      INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened),
    PRIMARY KEY (kind, known_on, period_type, status, rank, opened)
) STRICT, WITHOUT ROWID;

-- Full text: a document for each content that a row of the package had. Their numbers grow with the
-- revisions, so that an earlier one answers, and ranks, as it did. The texts stay where they are,
-- the index holds words alone.
CREATE TABLE document (
    n      INTEGER PRIMARY KEY,
    claim  INTEGER REFERENCES claim (n), -- the first version with this content
    series TEXT REFERENCES series (id),
    source TEXT REFERENCES source (id),
    opened INTEGER NOT NULL REFERENCES revision (number),
    CHECK ((claim IS NOT NULL) + (series IS NOT NULL) + (source IS NOT NULL) = 1)
) STRICT;

-- Which documents are of a kind: of one revision they follow each other.
CREATE TABLE document_range (
    last  INTEGER PRIMARY KEY,
    first INTEGER NOT NULL CHECK (first <= last),
    kind  TEXT NOT NULL
) STRICT;

CREATE VIEW document_text (n, title, body, note) AS
SELECT d.n, coalesce(s.name, o.title),
       coalesce(c.statement, s.definition, o.publisher || coalesce(', ' || o.author, '')),
       coalesce(c.note || coalesce(' ' || c.rank_reason, ''), c.rank_reason, s.note, o.note)
FROM document AS d
LEFT JOIN claim AS c ON c.n = d.claim
LEFT JOIN series_version AS s ON s.series = d.series AND s.opened = d.opened
LEFT JOIN source_version AS o ON o.source = d.source AND o.opened = d.opened;

CREATE VIRTUAL TABLE search USING fts5 (title, body, note, content = 'document_text',
    content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2');

-- The versions of claims that are known on no day, and the words of these alone: how many of them a
-- search leaves out on a day is counted here. Numbers without a gap are sought in the order in which
-- they stand.
CREATE TABLE undated (
    n      INTEGER PRIMARY KEY,
    claim  INTEGER NOT NULL REFERENCES claim (n),
    kind   TEXT NOT NULL,
    opened INTEGER NOT NULL REFERENCES revision (number),
    closed INTEGER NOT NULL DEFAULT 2147483647 CHECK (closed > opened)
) STRICT;

CREATE VIRTUAL TABLE search_undated USING fts5 (body, note, content = '', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2');

-- For whoever opens the file: what stands in the newest revision, in the terms of the package.
CREATE VIEW current_series AS
SELECT series AS id, name, definition, geography, unit, broader, part_of, fiscal_year_start, note
FROM series_version
WHERE closed = 2147483647;

CREATE VIEW current_sources AS
SELECT source AS id, title, publisher, author, published_on, url, archive_url, accessed_on,
       language, type, origin, note
FROM source_version
WHERE closed = 2147483647;

CREATE VIEW current_claims AS
-- Of all kinds. NULL: no value. number and scale are the printed digits; value is the same in the
-- series' unit, exact up to 18 digits where it is whole and else the nearest floating number.
-- known_on: the day from which it counts. preferred: the rule `latest` chooses it.
SELECT c.id, c.kind, nullif(c.series, '~') AS series, nullif(c.period_start, '~') AS period_start,
       nullif(c.period_end, '~') AS period_end, c.period_label, c.period_type, c.number, c.scale,
       CAST(CASE WHEN c.power >= c.places
                 THEN replace(c.number, '.', '') || substr('000000000000', 1, c.power - c.places)
                 ELSE substr(replace(c.number, '.', ''), 1,
                             length(c.number) - 1 - (c.places - c.power))
                      || '.' || substr(c.number, -(c.places - c.power))
            END AS NUMERIC) AS value,
       c.comparator, s.unit, c.status, c.reading, c.set_by, c.base_start, c.base_end, c.source,
       o.publisher, o.url, c.locator, c.stated_by, c.stated_on,
       coalesce(c.origin, o.origin) AS origin, c.statement, c.replaces, c.rank, c.rank_reason,
       c.note, nullif(c.known_on, '~') AS known_on, c.latest AS preferred
FROM (SELECT *,
             CASE scale WHEN 'thousand' THEN 3 WHEN 'lakh' THEN 5 WHEN 'million' THEN 6
                        WHEN 'crore' THEN 7 WHEN 'billion' THEN 9 WHEN 'trillion' THEN 12 ELSE 0
             END AS power,
             iif(instr(number, '.'), length(number) - instr(number, '.'), 0) AS places
      FROM claim) AS c
LEFT JOIN series_version AS s ON s.series = c.series AND s.closed = 2147483647
JOIN source_version AS o ON o.source = c.source AND o.closed = 2147483647
WHERE c.closed = 2147483647;

CREATE VIEW current_figures AS
-- All prints; with preferred = 1 one a series and period.
SELECT id, series, period_start, period_end, period_label, period_type, number, scale, value,
       comparator, unit, status, source, publisher, url, locator, stated_by, stated_on, origin,
       statement, replaces, rank, rank_reason, note, known_on, preferred
FROM current_claims
WHERE kind = 'figure';

CREATE VIEW current_targets AS
SELECT id, series, period_start, period_end, period_label, period_type, number, scale, value,
       comparator, unit, reading, set_by, source, publisher, url, locator, stated_by, stated_on,
       origin, statement, replaces, rank, rank_reason, note, known_on
FROM current_claims
WHERE kind = 'target';

CREATE VIEW current_growth_rates AS
-- number is the change in percent. Without a base: the same period a year earlier.
SELECT id, series, period_start, period_end, period_label, period_type, base_start, base_end,
       number, comparator, source, publisher, url, locator, stated_by, stated_on, origin, statement,
       replaces, rank, rank_reason, note, known_on
FROM current_claims
WHERE kind = 'growth-rate';

CREATE VIEW current_remarks AS
SELECT id, series, period_start, period_end, period_label, period_type, source, publisher, url,
       locator, stated_by, stated_on, origin, statement, replaces, rank, rank_reason, note, known_on
FROM current_claims
WHERE kind = 'remark';
