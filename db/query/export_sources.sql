-- Sources of a revision by id, for sources.csv.
SELECT source AS id, title, publisher, author, published_on, url, archive_url, accessed_on,
       language, type, origin, note
FROM source_version
WHERE source > :after AND opened <= :revision AND closed > :revision
ORDER BY source
LIMIT :most
