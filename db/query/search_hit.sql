-- A document of a page.
SELECT coalesce(c.kind, iif(d.series IS NULL, 'source', 'series')) AS kind,
       coalesce(c.id, d.series, d.source) AS id, s.series AS series,
       coalesce(s.name, o.title, o.publisher) AS title
FROM document AS d
LEFT JOIN claim AS c ON c.n = d.claim
LEFT JOIN series_version AS s
    ON s.series = coalesce(c.series, d.series) AND s.opened <= :revision AND s.closed > :revision
LEFT JOIN source_version AS o ON o.source = d.source AND o.opened = d.opened
WHERE d.n = :n
