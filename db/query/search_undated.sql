-- How many versions of claims have these words and are known on no day.
SELECT count(*)
FROM search_undated
CROSS JOIN undated AS u ON u.n = search_undated.rowid
WHERE search_undated MATCH :words AND u.opened <= :revision AND u.closed > :revision
  AND (:kinds IS NULL OR u.kind IN (SELECT value FROM json_each(:kinds)))
