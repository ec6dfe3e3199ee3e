-- Every claim of the package, group by group, with what the selection rule asks for.
-- writer_group.c reads the columns by place.
SELECT s.n, s.kind, coalesce(s.series, ''), coalesce(s.period_start, ''),
       coalesce(s.period_end, ''), coalesce(v.unit, ''), coalesce(v.fiscal_year_start, '01-01'),
       coalesce(s.stated_on, o.published_on, '~'), o.type IN ('article', 'forum'),
       (SELECT min(r.known_on) FROM replacement AS r WHERE r.target = s.id),
       coalesce(s.origin, o.origin, o.publisher),
       s.id, s.number, s.scale, s.comparator, s.source, s.replaces, s.rank, s.status
