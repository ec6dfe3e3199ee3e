-- Series and sources against the open versions of the store, and the claims that are gone.
INSERT INTO stage.change (file, action, id, place)
SELECT 1, iif(v.series IS NULL, '+', '~'), s.id, s.line
FROM staged_series AS s
LEFT JOIN series_version AS v ON v.series = s.id AND v.closed = 2147483647
WHERE v.series IS NULL
   OR v.name IS NOT s.name
   OR v.definition IS NOT s.definition
   OR v.geography IS NOT s.geography
   OR v.unit IS NOT s.unit
   OR v.broader IS NOT s.broader
   OR v.part_of IS NOT s.part_of
   OR v.fiscal_year_start IS NOT coalesce(s.fiscal_year_start, '01-01')
   OR v.note IS NOT s.note;

INSERT INTO stage.change (file, action, id, place)
SELECT 1, '-', v.series, NULL
FROM series_version AS v
WHERE v.closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM staged_series AS s WHERE s.id = v.series);

INSERT INTO stage.change (file, action, id, place)
SELECT 2, iif(v.source IS NULL, '+', '~'), s.id, s.line
FROM staged_source AS s
LEFT JOIN source_version AS v ON v.source = s.id AND v.closed = 2147483647
WHERE v.source IS NULL
   OR v.title IS NOT s.title
   OR v.publisher IS NOT s.publisher
   OR v.author IS NOT s.author
   OR v.published_on IS NOT s.published_on
   OR v.url IS NOT s.url
   OR v.archive_url IS NOT s.archive_url
   OR v.accessed_on IS NOT s.accessed_on
   OR v.language IS NOT s.language
   OR v.type IS NOT s.type
   OR v.origin IS NOT s.origin
   OR v.note IS NOT s.note;

INSERT INTO stage.change (file, action, id, place)
SELECT 2, '-', v.source, NULL
FROM source_version AS v
WHERE v.closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM staged_source AS s WHERE s.id = v.source);

INSERT INTO stage.change (file, action, id, place)
SELECT CASE c.kind WHEN 'figure' THEN 3 WHEN 'target' THEN 4 WHEN 'growth-rate' THEN 5 ELSE 6 END,
       '-', c.id, c.n
FROM claim AS c
WHERE c.closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM staged_claim AS s WHERE s.id = c.id);
