-- What a revision did to the catalogue, by id; an id that was closed is never opened again.
SELECT iif(EXISTS (SELECT 1 FROM series_version AS b
                   WHERE b.series = v.series AND b.opened < :number), 'changed', 'added') AS action,
       'series' AS kind, v.series AS id
FROM series_version AS v INDEXED BY series_opened
WHERE v.opened = :number AND v.series > :after_id
UNION ALL
SELECT 'closed', 'series', v.series
FROM series_version AS v INDEXED BY series_closed
WHERE v.closed = :number AND v.closed < 2147483647 AND v.series > :after_id
  AND NOT EXISTS (SELECT 1 FROM series_version AS b
                  WHERE b.series = v.series AND b.opened = :number)
ORDER BY id
LIMIT :limit
