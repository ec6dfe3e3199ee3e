-- Percentages, ranks and ratios are printed as they are.
SELECT c.file, c.line, 'scale' AS column_name,
       'is "' || c.scale || '", expected none for a series whose unit is ' || s.unit AS message
FROM staged_series AS s
CROSS JOIN staged_claim AS c ON c.kind IN ('figure', 'target') AND c.series = s.id
WHERE s.unit IN ('percent', 'rank', 'ratio') AND c.scale IS NOT NULL
