  AND o.source > coalesce(:after, '')
  AND (:ids IS NULL OR o.source IN (SELECT value FROM json_each(:ids)))
ORDER BY o.source
LIMIT :limit
