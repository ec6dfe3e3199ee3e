-- Every claim of the package, group by group, with what the selection rule asks for, and its cells as
-- write_claim.sql takes them. writer_group.c reads the columns by place.
SELECT s.n, s.kind, coalesce(s.series, ''), coalesce(s.period_start, ''),
       coalesce(s.period_end, ''), coalesce(v.unit, ''), coalesce(v.fiscal_year_start, '01-01'),
       coalesce(s.stated_on, o.published_on, '~'), o.type IN ('article', 'forum'),
       (SELECT min(r.known_on) FROM replacement AS r WHERE r.target = s.id),
       coalesce(s.origin, o.origin, o.publisher),
       s.id, s.period_label, s.number, s.scale, s.comparator, s.source, s.locator, s.stated_by,
       s.stated_on, s.origin, s.statement, s.replaces, s.rank, s.rank_reason, s.note, s.status,
       s.reading, s.set_by, s.base_start, s.base_end
