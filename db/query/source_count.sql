SELECT count(*)
FROM source_version AS o
WHERE o.opened <= :revision AND o.closed > :revision
  AND (:ids IS NULL OR o.source IN (SELECT value FROM json_each(:ids)))
  AND (:as_of IS NULL OR o.published_on <= :as_of
       OR EXISTS (SELECT 1 FROM claim AS c INDEXED BY claim_stated
                  WHERE c.source = o.source AND c.stated_on IS NOT NULL AND c.known_on <= :as_of
                    AND c.opened <= :revision AND c.closed > :revision))
