-- What a revision did to claims, by kind and id. A version whose content is older than itself only
-- stands differently beside others: no change of its row.
SELECT iif(EXISTS (SELECT 1 FROM claim AS b INDEXED BY claim_id
                   WHERE b.id = c.id AND b.opened < :number), 'changed', 'added') AS action,
       c.kind AS kind, c.id AS id
FROM claim AS c INDEXED BY claim_since
WHERE c.since = :number AND c.since = c.opened AND (c.kind, c.id) > (:after_kind, :after_id)
UNION ALL
SELECT 'closed', c.kind, c.id
FROM claim AS c INDEXED BY claim_closed
WHERE c.closed = :number AND c.closed < 2147483647 AND (c.kind, c.id) > (:after_kind, :after_id)
  AND NOT EXISTS (SELECT 1 FROM claim AS b INDEXED BY claim_id
                  WHERE b.id = c.id AND b.opened = :number)
ORDER BY kind, id
LIMIT :limit
