-- The source of a claim stands in sources.csv.
SELECT c.file, c.line, 'source' AS column_name,
       '"' || c.source || '" does not exist, expected an id of sources.csv' AS message
FROM staged_claim AS c
WHERE c.source IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM staged_source AS s WHERE s.id = c.source)
