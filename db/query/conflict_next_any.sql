-- The next period of one series, whatever its prints say: in a family others may differ from them.
SELECT c.period_end, c.period_start
FROM claim AS c INDEXED BY claim_series
WHERE c.kind = :kind AND c.series = :series
  AND (c.period_end, c.period_start) > (:period_end, :period_start)
  AND c.opened <= :revision AND c.closed > :revision
ORDER BY c.period_end, c.period_start
LIMIT 1
