-- Every claim of the package, group by group, with what the selection rule asks for, and the
-- version of the store that it is compared with. writer_compare.c reads the columns by place.
SELECT s.n, s.kind, coalesce(s.series, ''), coalesce(s.period_start, ''),
       coalesce(s.period_end, ''), coalesce(v.unit, ''), coalesce(v.fiscal_year_start, '01-01'),
       coalesce(s.stated_on, o.published_on, '~'), o.type IN ('article', 'forum'),
       (SELECT min(r.known_on) FROM replacement AS r WHERE r.target = s.id),
       c.n, c.since,
       c.n IS NOT NULL AND (
          c.period_label IS NOT s.period_label
          OR c.number IS NOT s.number
          OR c.scale IS NOT s.scale
          OR c.comparator IS NOT s.comparator
          OR c.locator IS NOT s.locator
          OR c.stated_by IS NOT s.stated_by
          OR c.stated_on IS NOT s.stated_on
          OR c.origin IS NOT s.origin
          OR c.statement IS NOT s.statement
          OR c.replaces IS NOT s.replaces
          OR c.rank IS NOT s.rank
          OR c.rank_reason IS NOT s.rank_reason
          OR c.note IS NOT s.note
          OR c.status IS NOT s.status
          OR c.reading IS NOT s.reading
          OR c.set_by IS NOT s.set_by
          OR c.base_start IS NOT s.base_start
          OR c.base_end IS NOT s.base_end),
       c.period_type, c.value_key, c.known_on, c.choice_key, c.first_key, c.ended_on,
       c.latest, c.first, coalesce(c.agreement, ''), c.alternatives,
       coalesce(s.origin, o.origin, o.publisher),
       -- The cells, as write_claim.sql takes them.
       s.id, s.period_label, s.number, s.scale, s.comparator, s.source, s.locator, s.stated_by,
       s.stated_on, s.origin, s.statement, s.replaces, s.rank, s.rank_reason, s.note, s.status,
       s.reading, s.set_by, s.base_start, s.base_end
FROM staged_claim AS s INDEXED BY staged_claim_group
CROSS JOIN staged_source AS o ON o.id = s.source
LEFT JOIN staged_series AS v ON v.id = s.series
LEFT JOIN claim AS c ON c.id = s.id AND c.closed = 2147483647
ORDER BY s.kind, s.series, s.period_end, s.period_start, s.id
