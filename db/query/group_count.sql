-- How many rows group_history (:versions 1) or group_why (0) has, and how many a day leaves out for
-- want of a date.
SELECT count(*) FILTER (WHERE :as_of IS NULL OR c.known_on <= :as_of),
       count(*) FILTER (WHERE :as_of IS NOT NULL AND c.known_on = '~')
FROM claim AS c INDEXED BY claim_series
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND (c.period_end <> '~' OR c.id = :id)
  AND c.opened <= :revision AND (:versions OR c.closed > :revision)
  AND NOT (:versions AND EXISTS (SELECT 1
                                 FROM claim AS later INDEXED BY claim_id
                                 WHERE later.id = c.id AND later.opened > c.opened
                                   AND later.opened <= :revision AND later.since = c.since))
