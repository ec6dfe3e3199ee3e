WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY c.id
