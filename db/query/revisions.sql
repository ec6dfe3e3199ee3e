-- Revisions up to the asked one, newest first, behind :after.
SELECT number AS number, imported_at AS imported_at, nullif(known_on, '~') AS known_until,
       added AS added, changed AS changed, closed AS closed, fingerprint AS fingerprint
FROM revision
WHERE number <= :revision AND number < :after
ORDER BY number DESC
LIMIT :limit
