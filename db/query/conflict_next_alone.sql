-- The next period in which prints of one series do not all meet, or one is deprecated. What was in
-- conflict on a day still is: on an asked day these are the only ones to look at, too.
SELECT c.period_end, c.period_start
FROM claim AS c INDEXED BY claim_disputed
WHERE c.kind = 'figure'
  AND (c.agreement = 'revision' OR c.agreement = 'conflict' OR c.rank = 'deprecated')
  AND c.series = :series AND (c.period_end, c.period_start) > (:period_end, :period_start)
  AND c.opened <= :revision AND c.closed > :revision
ORDER BY c.period_end, c.period_start
LIMIT 1
