-- How many rows group_history (:versions 1) or group_why (0) has.
SELECT count(*)
FROM claim AS c INDEXED BY claim_series
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND (c.period_end <> '~' OR c.id = :id)
  AND c.opened <= :revision AND (:versions OR c.closed > :revision)
  AND (:as_of IS NULL OR c.known_on <= :as_of)
  AND NOT (:versions AND EXISTS (SELECT 1
                                 FROM claim AS later INDEXED BY claim_id
                                 WHERE later.id = c.id AND later.opened > c.opened
                                   AND later.opened <= :revision AND later.since = c.since))
