-- Series that are tied to one by `broader` or `part_of`, either way; of many parts not all are
-- read, so that other definitions come first.
SELECT t.tied
FROM series_tie AS t
JOIN series_version AS s
    ON s.series = t.series AND s.opened <= :revision AND s.closed > :revision
JOIN series_version AS o
    ON o.series = t.tied AND o.opened <= :revision AND o.closed > :revision
WHERE t.series = :series AND t.opened <= :revision AND t.closed > :revision
ORDER BY instr(' ' || coalesce(s.broader, '') || ' ', ' ' || t.tied || ' ') = 0
     AND instr(' ' || coalesce(o.broader, '') || ' ', ' ' || t.series || ' ') = 0, t.tied
