-- Series that are tied to one by `broader` or `part_of`, either way.
SELECT f.series
FROM series_version AS s
JOIN series_version AS f ON f.opened <= :revision AND f.closed > :revision AND f.series <> s.series
WHERE s.series = :series AND s.opened <= :revision AND s.closed > :revision
  AND (instr(' ' || coalesce(s.broader, '') || ' ' || coalesce(s.part_of, '') || ' ',
             ' ' || f.series || ' ') > 0
       OR instr(' ' || coalesce(f.broader, '') || ' ' || coalesce(f.part_of, '') || ' ',
                ' ' || s.series || ' ') > 0)
ORDER BY f.series
