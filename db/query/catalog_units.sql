SELECT DISTINCT s.unit FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision AND s.unit IS NOT NULL
