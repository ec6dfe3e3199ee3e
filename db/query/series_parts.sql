-- Every series with what it is part of and the unit in which it is added up.
SELECT s.series, coalesce(s.part_of, ''), coalesce(s.unit, ''), s.fiscal_year_start
FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision
ORDER BY s.series
