SELECT o.source AS id, o.title AS title, o.publisher AS publisher, o.author AS author,
       o.published_on AS published_on, o.url AS url, o.archive_url AS archive_url,
       o.accessed_on AS accessed_on, o.language AS language, o.type AS type, o.origin AS origin,
       o.note AS note,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'source' AND t.id = o.source AND t.kind = 'figure'
          AND t.opened <= :revision AND t.closed > :revision) AS counts_figures,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'source' AND t.id = o.source AND t.kind = 'target'
          AND t.opened <= :revision AND t.closed > :revision) AS counts_targets,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'source' AND t.id = o.source AND t.kind = 'growth-rate'
          AND t.opened <= :revision AND t.closed > :revision) AS counts_growth_rates,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'source' AND t.id = o.source AND t.kind = 'remark'
          AND t.opened <= :revision AND t.closed > :revision) AS counts_remarks
FROM source_version AS o
WHERE o.opened <= :revision AND o.closed > :revision
