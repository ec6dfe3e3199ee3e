-- The documents of the revision just written, and the index over their words. What only stands
-- differently has its document already.

-- Words are kept in memory for longer than FTS5 would, and pieces merged by sixteen, not by four.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO search (search, rank) VALUES ('automerge', 16);

INSERT INTO document (series, opened)
SELECT series, opened FROM series_version
WHERE opened = (SELECT max(number) FROM revision)
ORDER BY series;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'series'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

INSERT INTO document (source, opened)
SELECT source, opened FROM source_version
WHERE opened = (SELECT max(number) FROM revision)
ORDER BY source;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'source'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

INSERT INTO search (rowid, title, body, note)
SELECT n, title, body, note FROM document_text
WHERE n > (SELECT max(documents) FROM revision)
ORDER BY n;

INSERT INTO document (claim, opened)
SELECT n, opened FROM claim INDEXED BY claim_since
WHERE since = (SELECT max(number) FROM revision) AND since = opened AND kind = 'figure'
ORDER BY n;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'figure'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

INSERT INTO document (claim, opened)
SELECT n, opened FROM claim INDEXED BY claim_since
WHERE since = (SELECT max(number) FROM revision) AND since = opened AND kind = 'growth-rate'
ORDER BY n;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'growth-rate'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

INSERT INTO document (claim, opened)
SELECT n, opened FROM claim INDEXED BY claim_since
WHERE since = (SELECT max(number) FROM revision) AND since = opened AND kind = 'remark'
ORDER BY n;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'remark'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

INSERT INTO document (claim, opened)
SELECT n, opened FROM claim INDEXED BY claim_since
WHERE since = (SELECT max(number) FROM revision) AND since = opened AND kind = 'target'
ORDER BY n;

INSERT INTO document_range (first, last, kind)
SELECT until + 1, (SELECT max(n) FROM document), 'target'
FROM (SELECT coalesce((SELECT max(last) FROM document_range), 0) AS until)
WHERE until < (SELECT max(n) FROM document);

-- As document_text has it, without a look for series and sources.
INSERT INTO search (rowid, title, body, note)
SELECT d.n, NULL, c.statement,
       coalesce(c.note || coalesce(' ' || c.rank_reason, ''), c.rank_reason)
FROM document AS d CROSS JOIN claim AS c ON c.n = d.claim
WHERE d.n > (SELECT max(documents) FROM revision)
ORDER BY d.n;

UPDATE revision SET documents = (SELECT coalesce(max(n), 0) FROM document)
WHERE number = (SELECT max(number) FROM revision);

-- The same of what is known on no day, each version of it.
UPDATE undated SET closed = (SELECT max(number) FROM revision)
WHERE closed = 2147483647
  AND claim IN (SELECT n FROM claim INDEXED BY claim_closed
                WHERE closed = (SELECT max(number) FROM revision) AND closed < 2147483647);

INSERT INTO undated (claim, kind, opened)
SELECT n, kind, opened FROM claim INDEXED BY claim_undated
WHERE known_on = '~' AND kind IN ('figure', 'growth-rate', 'remark', 'target')
  AND opened = (SELECT max(number) FROM revision)
ORDER BY kind, series, period_end, period_start;

INSERT INTO search_undated (rowid, body, note)
SELECT u.n, c.statement, coalesce(c.note || coalesce(' ' || c.rank_reason, ''), c.rank_reason)
FROM undated AS u
CROSS JOIN claim AS c ON c.n = u.claim
WHERE u.opened = (SELECT max(number) FROM revision)
ORDER BY u.n;
