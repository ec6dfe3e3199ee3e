-- Behind either.
ORDER BY s.kind, s.series, s.period_end, s.period_start, s.id
