SELECT 1 FROM claim INDEXED BY claim_label WHERE kind = :kind AND period_label = :label LIMIT 1
