-- Whole years that end by a day, and all that lies in a span: what a target is held against.
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end <= :period_end
  AND (c.period_type IN ('fiscal-year', 'calendar-year') OR c.period_start >= :period_start)
  AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY c.period_end, c.period_start, c.id
