-- What a revision did to the catalogue, by id; an id that was closed is never opened again.
SELECT iif(EXISTS (SELECT 1 FROM source_version AS b
                   WHERE b.source = v.source AND b.opened < :number), 'changed', 'added') AS action,
       'source' AS kind, v.source AS id
FROM source_version AS v INDEXED BY source_opened
WHERE v.opened = :number AND v.source > :after_id
UNION ALL
SELECT 'closed', 'source', v.source
FROM source_version AS v INDEXED BY source_closed
WHERE v.closed = :number AND v.closed < 2147483647 AND v.source > :after_id
  AND NOT EXISTS (SELECT 1 FROM source_version AS b
                  WHERE b.source = v.source AND b.opened = :number)
ORDER BY id
LIMIT :limit
