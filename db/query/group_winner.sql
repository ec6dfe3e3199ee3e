-- The print that the rule chooses: the lowest key of those that hold. Of a page that does not begin
-- with it, it would not be known otherwise.
SELECT min(c.choice_key), c.id
FROM claim AS c INDEXED BY claim_series
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND c.period_end <> '~'
  AND c.opened <= :revision AND c.closed > :revision AND c.choice_key <> ''
  AND (:as_of IS NULL OR c.known_on <= :as_of)
  AND (c.ended_on = '' OR c.ended_on > coalesce(:as_of, '~'))
