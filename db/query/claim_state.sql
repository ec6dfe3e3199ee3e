-- The last version of an id that a revision knows: which revision closed it, if any did.
SELECT kind, opened, closed
FROM claim
WHERE id = :id AND opened <= :revision
ORDER BY closed DESC
LIMIT 1
