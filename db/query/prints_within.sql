-- A period and all that lie in it: what it may be the sum of.
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end >= :period_start
  AND c.period_end <= :period_end AND c.period_start >= :period_start AND c.period_start < '~'
  AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY c.period_end, c.period_start, c.id
