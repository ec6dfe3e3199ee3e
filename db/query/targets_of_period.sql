-- All targets of one series and exact period, to see what became of each.
SELECT c.id, c.source, c.set_by, c.known_on, c.replaces, c.number, c.scale, c.comparator, 'actual',
       c.rank, s.unit, '', '', c.period_start, c.period_end, c.reading
FROM claim AS c INDEXED BY claim_series
JOIN series_version AS s
    ON s.series = c.series AND s.opened <= :revision AND s.closed > :revision
WHERE c.kind = 'target' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY c.id
