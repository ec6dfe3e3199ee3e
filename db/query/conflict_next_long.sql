-- The next period of one series that is longer than a month and begins with a shorter one.
SELECT c.period_end, c.period_start
FROM claim AS c INDEXED BY claim_long
WHERE c.kind = 'figure' AND c.period_type <> 'month' AND c.period_type <> 'day'
  AND c.period_type <> 'deadline' AND c.period_type <> 'undated'
  AND c.series = :series AND (c.period_end, c.period_start) > (:period_end, :period_start)
  AND c.opened <= :revision AND c.closed > :revision
  AND EXISTS (SELECT 1
              FROM claim AS d INDEXED BY claim_series
              WHERE d.kind = 'figure' AND d.series = c.series AND d.period_end >= c.period_start
                AND d.period_end < c.period_end AND d.period_start = c.period_start
                AND d.opened <= :revision AND d.closed > :revision)
ORDER BY c.period_end, c.period_start
LIMIT 1
