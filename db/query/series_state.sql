-- The last version of a series that a revision knows: which revision closed it, if any did.
SELECT closed
FROM series_version
WHERE series = :id AND opened <= :revision
ORDER BY opened DESC
LIMIT 1
