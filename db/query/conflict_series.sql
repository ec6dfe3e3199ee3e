-- Every series with what it is tied to, to put families together.
SELECT s.series, coalesce(s.broader, ''), s.fiscal_year_start
FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision
ORDER BY s.series
