-- Of its series and source, where a statement joins them (db/query/claim_joins.sql).
     , s.unit AS unit, s.fiscal_year_start AS fiscal_year_start,
       coalesce(c.origin, o.origin) AS origin, o.title AS citation_title,
       o.publisher AS citation_publisher, o.published_on AS citation_published_on,
       o.url AS citation_url
