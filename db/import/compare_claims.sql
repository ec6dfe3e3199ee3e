-- Every claim of the package, group by group, with what the selection rule asks for.
-- writer_group.c reads the columns by place.
SELECT s.n, s.kind, coalesce(s.series, ''), coalesce(s.period_start, ''),
       coalesce(s.period_end, ''), s.stated_on, s.origin,
       s.id, s.number, s.scale, s.comparator, s.source, s.replaces, s.rank, s.status
