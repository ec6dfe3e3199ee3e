-- The series of a claim stands in series.csv.
SELECT c.file, c.line, 'series' AS column_name,
       '"' || c.series || '" does not exist, expected an id of series.csv' AS message
FROM staged_claim AS c
WHERE c.series IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM staged_series AS s WHERE s.id = c.series)
