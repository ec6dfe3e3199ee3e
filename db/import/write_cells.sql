-- The counts as they are now; where they are not as they were, a new version.
UPDATE copy.count_by_period AS t SET closed = (SELECT revision FROM writing)
WHERE closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM cell AS s
                  WHERE s.axis = 0 AND s.kind = t.kind AND s.a = t.period_end AND s.b = t.period_start
                    AND s.period_type = t.period_type AND s.status = t.status AND s.rank = t.rank
                    AND s.claims = t.claims AND s.latest = t.latest AND s.first = t.first
                    AND s.undated = t.undated);

INSERT INTO copy.count_by_period
    (kind, period_end, period_start, period_type, status, rank, claims, latest, first, undated,
     opened)
SELECT s.kind, s.a, s.b, s.period_type, s.status, s.rank, s.claims, s.latest, s.first, s.undated,
       (SELECT revision FROM writing)
FROM cell AS s
WHERE s.axis = 0 AND s.claims > 0
  AND NOT EXISTS (SELECT 1 FROM copy.count_by_period AS t
                  WHERE s.kind = t.kind AND s.a = t.period_end AND s.b = t.period_start
                    AND s.period_type = t.period_type AND s.status = t.status AND s.rank = t.rank
                    AND t.closed = 2147483647);

UPDATE copy.count_by_day AS t SET closed = (SELECT revision FROM writing)
WHERE closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM cell AS s
                  WHERE s.axis = 1 AND s.kind = t.kind AND s.a = t.known_on
                    AND s.period_type = t.period_type AND s.status = t.status AND s.rank = t.rank
                    AND s.claims = t.claims AND s.latest = t.latest AND s.first = t.first);

INSERT INTO copy.count_by_day
    (kind, known_on, period_type, status, rank, claims, latest, first, opened)
SELECT s.kind, s.a, s.period_type, s.status, s.rank, s.claims, s.latest, s.first,
       (SELECT revision FROM writing)
FROM cell AS s
WHERE s.axis = 1 AND (s.claims <> 0 OR s.latest <> 0 OR s.first <> 0)
  AND NOT EXISTS (SELECT 1 FROM copy.count_by_day AS t
                  WHERE s.kind = t.kind AND s.a = t.known_on
                    AND s.period_type = t.period_type AND s.status = t.status AND s.rank = t.rank
                    AND t.closed = 2147483647);
