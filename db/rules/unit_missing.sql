-- A series with numbers has a unit.
SELECT 1 AS file, s.line, 'unit' AS column_name,
       'is empty, expected a unit, because "' || s.id || '" has numbers' AS message
FROM staged_series AS s
WHERE s.unit IS NULL
  AND EXISTS (SELECT 1 FROM staged_claim AS c
              WHERE c.kind IN ('figure', 'growth-rate', 'target') AND c.series = s.id)
