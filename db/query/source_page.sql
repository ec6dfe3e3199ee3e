  AND o.source > coalesce(:after, '')
  AND (:ids IS NULL OR o.source IN (SELECT value FROM json_each(:ids)))
  AND (:type IS NULL OR o.type IN (SELECT value FROM json_each(:type)))
ORDER BY o.source
LIMIT :limit
