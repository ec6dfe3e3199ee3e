-- Of named series, sought by their ids.
SELECT DISTINCT s.fiscal_year_start
FROM json_each(:ids) AS i
JOIN series_version AS s
    ON s.series = i.value AND s.opened <= :revision AND s.closed > :revision
ORDER BY s.fiscal_year_start
