-- The versions of series and source that hold in the asked revision; a remark may have no series.
LEFT JOIN series_version AS s
    ON s.series = c.series AND s.opened <= :revision AND s.closed > :revision
JOIN source_version AS o
    ON o.source = c.source AND o.opened <= :revision AND o.closed > :revision
