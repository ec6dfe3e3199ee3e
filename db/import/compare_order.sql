-- Behind either: what a claim names, and the order.
CROSS JOIN staged_source AS o ON o.id = s.source
LEFT JOIN staged_series AS v ON v.id = s.series
ORDER BY s.kind, s.series, s.period_end, s.period_start, s.id
