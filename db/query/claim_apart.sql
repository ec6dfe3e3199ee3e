-- Where they are looked up apart (db/cited.h), of the source what the row itself has.
     , coalesce(c.origin, c.cited_origin) AS origin, c.cited_title AS citation_title,
       c.cited_publisher AS citation_publisher, c.cited_published_on AS citation_published_on,
       c.cited_url AS citation_url
