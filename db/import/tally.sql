-- The counts that lists and coverage come from, as they are now; where they are not as they were,
-- a new version.
CREATE TEMP TABLE counted (
    subject TEXT, id TEXT, kind TEXT, claims INTEGER, latest INTEGER, first INTEGER,
    deprecated INTEGER, first_day TEXT, last_day TEXT,
    PRIMARY KEY (subject, id, kind)
) WITHOUT ROWID;

-- '~' sorts after every day.
INSERT INTO counted
SELECT 'series', series, kind, count(*), sum(latest), sum(first), 0, min(period_start),
       coalesce(max(period_end) FILTER (WHERE period_end <> '~'), '~')
FROM claim INDEXED BY claim_series
WHERE kind IN ('figure', 'growth-rate', 'remark', 'target') AND closed = 2147483647
GROUP BY kind, series;

INSERT INTO counted
SELECT 'source', source, kind, count(*), sum(latest), sum(first), 0, '~', '~'
FROM claim INDEXED BY claim_source
WHERE closed = 2147483647
GROUP BY source, kind;

INSERT INTO counted
SELECT 'all', '', kind, sum(claims), sum(latest), sum(first), 0, min(first_day),
       coalesce(max(nullif(last_day, '~')), '~')
FROM counted WHERE subject = 'series'
GROUP BY kind;

-- A remark may be about no series.
DELETE FROM counted WHERE subject = 'series' AND id = '~';

-- Few are deprecated.
CREATE TEMP TABLE wrong AS
SELECT series, source, kind, count(*) AS claims
FROM claim INDEXED BY claim_deprecated
WHERE rank = 'deprecated' AND kind IN ('figure', 'growth-rate', 'remark', 'target')
  AND closed = 2147483647
GROUP BY series, source, kind;

UPDATE counted SET deprecated = w.claims
FROM (SELECT series AS id, kind, sum(claims) AS claims FROM wrong GROUP BY series, kind) AS w
WHERE subject = 'series' AND counted.id = w.id AND counted.kind = w.kind;

UPDATE counted SET deprecated = w.claims
FROM (SELECT source AS id, kind, sum(claims) AS claims FROM wrong GROUP BY source, kind) AS w
WHERE subject = 'source' AND counted.id = w.id AND counted.kind = w.kind;

UPDATE counted SET deprecated = w.claims
FROM (SELECT kind, sum(claims) AS claims FROM wrong GROUP BY kind) AS w
WHERE subject = 'all' AND counted.kind = w.kind;

UPDATE tally SET closed = (SELECT max(number) FROM revision)
WHERE closed = 2147483647
  AND NOT EXISTS (
      SELECT 1 FROM counted AS c
      WHERE c.subject = tally.subject AND c.id = tally.id AND c.kind = tally.kind
        AND c.claims = tally.claims AND c.latest = tally.latest AND c.first = tally.first
        AND c.deprecated = tally.deprecated AND c.first_day = tally.first_day
        AND c.last_day = tally.last_day);

INSERT INTO tally (subject, id, kind, claims, latest, first, deprecated, first_day, last_day,
                   opened)
SELECT c.subject, c.id, c.kind, c.claims, c.latest, c.first, c.deprecated, c.first_day, c.last_day,
       (SELECT max(number) FROM revision)
FROM counted AS c
WHERE NOT EXISTS (SELECT 1 FROM tally AS t
                  WHERE t.subject = c.subject AND t.id = c.id AND t.kind = c.kind
                    AND t.closed = 2147483647);

DROP TABLE counted;
DROP TABLE wrong;
