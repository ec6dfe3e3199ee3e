SELECT title, publisher, published_on, url, origin
FROM source_version
WHERE source = :id AND opened <= :revision AND closed > :revision
