-- An id that was closed is never used again.
SELECT c.file, c.line, 'id' AS column_name,
       '"' || c.id || '" was closed in revision '
       || (SELECT max(closed) FROM claim WHERE claim.id = c.id)
       || ', expected a new id' AS message
FROM (SELECT number FROM revision LIMIT 1) -- none in a new store: nothing to look for
CROSS JOIN staged_claim AS c
WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.id = c.id AND claim.closed = 2147483647)
  AND EXISTS (SELECT 1 FROM claim WHERE claim.id = c.id)
UNION ALL
SELECT 1, s.line, 'id',
       '"' || s.id || '" was closed in revision ' || max(v.closed) || ', expected a new id'
FROM staged_series AS s CROSS JOIN series_version AS v ON v.series = s.id
GROUP BY s.line HAVING max(v.closed) < 2147483647
UNION ALL
SELECT 2, s.line, 'id',
       '"' || s.id || '" was closed in revision ' || max(v.closed) || ', expected a new id'
FROM staged_source AS s CROSS JOIN source_version AS v ON v.source = s.id
GROUP BY s.line HAVING max(v.closed) < 2147483647
