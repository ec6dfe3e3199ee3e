-- A label that some list prints is a period on every list, also where nothing stands under it.
SELECT 1
FROM claim INDEXED BY claim_label
WHERE kind IN ('figure', 'growth-rate', 'remark', 'target') AND period_label = :label
LIMIT 1
