-- The last version of a source that a revision knows: which revision closed it, if any did.
SELECT closed
FROM source_version
WHERE source = :id AND opened <= :revision
ORDER BY opened DESC
LIMIT 1
