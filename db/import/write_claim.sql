-- The claims of a new database, in the order in which a store is best read; `placed` are the rows of
-- writer_placed.c.
INSERT INTO copy.claim
    (id, kind, series, period_start, period_end, period_label, period_type, number, scale,
     comparator, value_key, source, locator, stated_by, stated_on, origin, statement, replaces,
     rank, rank_reason, note, status, reading, set_by, base_start, base_end, known_on, choice_key,
     first_key, ended_on, latest, first, agreement, alternatives, since, opened,
     cited_title, cited_publisher, cited_published_on, cited_url, cited_origin)
SELECT s.id, s.kind, coalesce(s.series, '~'), coalesce(s.period_start, '~'),
       coalesce(s.period_end, '~'), s.period_label, t.period_type, s.number, s.scale,
       s.comparator, t.value_key, s.source,
       s.locator, s.stated_by, s.stated_on, s.origin, s.statement, s.replaces, s.rank,
       s.rank_reason, s.note, s.status, s.reading, s.set_by, s.base_start, s.base_end, t.known_on,
       t.choice_key, t.first_key, t.ended_on, t.latest, t.first, t.agreement, t.alternatives, 1, 1,
       o.title, o.publisher, o.published_on, o.url, o.origin
FROM placed AS t
CROSS JOIN staged_claim AS s ON s.n = t.staged
-- No id, no look: only a preferred claim has what its source is cited by beside it.
LEFT JOIN staged_source AS o ON o.id = iif(t.latest, s.source, NULL)
