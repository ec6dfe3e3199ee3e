SELECT s.series FROM series_version AS s WHERE s.opened <= :revision AND s.closed > :revision
