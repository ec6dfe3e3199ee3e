-- Prints of one series and exact period as the evidence sees them. Undated ones count only where no
-- day is asked.
SELECT c.id, c.source, coalesce(c.origin, o.origin, o.publisher), c.known_on, c.replaces, c.number,
       c.scale, c.comparator, c.status, c.rank, s.unit, c.choice_key, c.ended_on
FROM claim AS c INDEXED BY claim_series
JOIN series_version AS s
    ON s.series = c.series AND s.opened <= :revision AND s.closed > :revision
JOIN source_version AS o
    ON o.source = c.source AND o.opened <= :revision AND o.closed > :revision
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY c.id
