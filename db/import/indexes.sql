-- Indexes of claims that are made when the rows stand: to sort is faster than to let them grow.
-- Those in whose order the claims of a new database are written grow at their end alone, and what is
-- not in them costs no look; so do those that hold few.
SELECT name, sql
FROM copy.sqlite_schema
WHERE type = 'index' AND tbl_name = 'claim' AND sql IS NOT NULL
  AND NOT (:new AND (name IN ('claim_series', 'claim_latest', 'claim_long', 'claim_disputed',
                              'claim_deprecated', 'claim_undated', 'claim_closed')
                     OR name IN ('claim_other', 'claim_period', 'claim_value', 'claim_period_value',
                                 'claim_known') AND :others <= :few
                     OR name = 'claim_label' AND :labels <= :few
                     OR name = 'claim_stated' AND :stated <= :few))
ORDER BY rowid
