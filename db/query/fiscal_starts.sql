SELECT DISTINCT s.fiscal_year_start
FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision
ORDER BY s.fiscal_year_start
