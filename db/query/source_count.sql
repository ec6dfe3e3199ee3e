SELECT count(*)
FROM source_version AS o
WHERE o.opened <= :revision AND o.closed > :revision
  AND (:ids IS NULL OR o.source IN (SELECT value FROM json_each(:ids)))
  AND (:type IS NULL OR o.type IN (SELECT value FROM json_each(:type)))
