-- Kind, series, period and source of an id never change.
WITH moved AS MATERIALIZED (
    SELECT s.file, s.line, s.kind, coalesce(s.series, '~') AS series,
           coalesce(s.period_start, '~') AS period_start,
           coalesce(s.period_end, '~') AS period_end, s.source,
           c.kind AS old_kind, c.series AS old_series, c.period_start AS old_start,
           c.period_end AS old_end, c.source AS old_source
    FROM (SELECT number FROM revision LIMIT 1)
    CROSS JOIN staged_claim AS s
    CROSS JOIN claim AS c ON c.id = s.id AND c.closed = 2147483647
    WHERE c.kind <> s.kind OR c.series <> coalesce(s.series, '~')
       OR c.period_start <> coalesce(s.period_start, '~')
       OR c.period_end <> coalesce(s.period_end, '~') OR c.source IS NOT s.source
)
SELECT file, line, 'id' AS column_name,
       'names a ' || old_kind || ' so far, expected a new id for a ' || kind AS message
FROM moved WHERE kind <> old_kind
UNION ALL
SELECT file, line, 'series',
       'was ' || iif(old_series = '~', 'empty', '"' || old_series || '"')
       || ' under this id, expected the same or a new id'
FROM moved WHERE kind = old_kind AND series <> old_series
UNION ALL
SELECT file, line, 'period_start',
       'was ' || iif(old_start = '~', 'empty', old_start)
       || ' under this id, expected the same or a new id'
FROM moved WHERE kind = old_kind AND period_start <> old_start
UNION ALL
SELECT file, line, 'period_end',
       'was ' || iif(old_end = '~', 'empty', old_end)
       || ' under this id, expected the same or a new id'
FROM moved WHERE kind = old_kind AND period_end <> old_end
UNION ALL
SELECT file, line, 'source',
       'was "' || old_source || '" under this id, expected the same or a new id'
FROM moved WHERE kind = old_kind AND source IS NOT old_source
