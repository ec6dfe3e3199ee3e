-- Documents of a page (the numbers n in `page`), with the words around what was found. The index is
-- asked once for all of them: to find all words with one beginning costs it more than to pass over
-- some thousand documents.
SELECT coalesce(c.kind, iif(d.series IS NULL, 'source', 'series')) AS kind,
       coalesce(c.id, d.series, d.source) AS id, s.series AS series,
       coalesce(s.name, o.title, o.publisher) AS title,
       snippet(search, -1, '**', '**', '…', 16) AS snippet
FROM search
CROSS JOIN document AS d ON d.n = search.rowid
LEFT JOIN claim AS c ON c.n = d.claim
LEFT JOIN series_version AS s
    ON s.series = coalesce(c.series, d.series) AND s.opened <= :revision AND s.closed > :revision
LEFT JOIN source_version AS o ON o.source = d.source AND o.opened = d.opened
WHERE search MATCH :words
  AND search.rowid BETWEEN (SELECT min(n) FROM page) AND (SELECT max(n) FROM page)
  AND +search.rowid IN (SELECT n FROM page)
