-- The documents of the revision just written, and the index over their words. What only stands
-- differently has its document already.
INSERT INTO document (series, opened)
SELECT series, opened FROM series_version
WHERE opened = (SELECT max(number) FROM revision)
ORDER BY series;

INSERT INTO document (source, opened)
SELECT source, opened FROM source_version
WHERE opened = (SELECT max(number) FROM revision)
ORDER BY source;

INSERT INTO document (claim, opened)
SELECT n, opened FROM claim INDEXED BY claim_since
WHERE since = (SELECT max(number) FROM revision) AND since = opened
ORDER BY n;

-- In memory for longer than FTS5 would: fewer pieces are merged.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);

INSERT INTO search (rowid, title, body, note)
SELECT n, title, body, note FROM document_text
WHERE n > (SELECT max(documents) FROM revision)
ORDER BY n;

UPDATE revision SET documents = (SELECT coalesce(max(n), 0) FROM document)
WHERE number = (SELECT max(number) FROM revision);
