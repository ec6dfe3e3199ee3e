SELECT DISTINCT s.fiscal_year_start
FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision
  AND (:ids IS NULL OR s.series IN (SELECT value FROM json_each(:ids)))
ORDER BY s.fiscal_year_start
