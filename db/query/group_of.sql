-- The series and the period that a figure is about; those of an id never change.
SELECT series, period_end, period_start
FROM claim INDEXED BY claim_id
WHERE id = :id AND kind = 'figure' AND opened <= :revision
LIMIT 1
