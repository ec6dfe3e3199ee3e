-- source_columns.sql as it was on a day: sources of which anything was known, and how much.
SELECT o.source AS id, o.title AS title, o.publisher AS publisher, o.author AS author,
       o.published_on AS published_on, o.url AS url, o.archive_url AS archive_url,
       o.accessed_on AS accessed_on, o.language AS language, o.type AS type, o.origin AS origin,
       o.note AS note,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_source
        WHERE c.source = o.source AND c.kind = 'figure' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS counts_figures,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_source
        WHERE c.source = o.source AND c.kind = 'target' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS counts_targets,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_source
        WHERE c.source = o.source AND c.kind = 'growth-rate' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS counts_growth_rates,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_source
        WHERE c.source = o.source AND c.kind = 'remark' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS counts_remarks
FROM source_version AS o
WHERE o.opened <= :revision AND o.closed > :revision
  AND (o.published_on <= :as_of
       OR EXISTS (SELECT 1 FROM claim AS c INDEXED BY claim_stated
                  WHERE c.source = o.source AND c.stated_on IS NOT NULL AND c.known_on <= :as_of
                    AND c.opened <= :revision AND c.closed > :revision))
