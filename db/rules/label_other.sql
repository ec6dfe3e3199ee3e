-- A label that reads as a period means the row's own dates: readers and questions take it at its
-- word. Dates that are at fault themselves say nothing.
WITH labelled AS MATERIALIZED (
    SELECT c.file, c.line, c.period_label,
           label_other(c.period_label, (SELECT s.fiscal_year_start FROM staged_series AS s
                                        WHERE s.id = c.series LIMIT 1),
                       c.period_start, c.period_end) AS dates
    FROM staged_claim AS c
    WHERE c.period_label IS NOT NULL
      AND (c.period_start IS NULL OR c.period_start <= c.period_end)
)
SELECT l.file, l.line, 'period_label' AS column_name,
       'says "' || l.period_label || '", the dates say ' || l.dates
       || ', expected none or words that are no period' AS message
FROM labelled AS l
WHERE l.dates IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM fault AS f WHERE f.file = l.file AND f.row = l.line
                  AND f.column_name IN ('series', 'period_start', 'period_end'))
