-- An id stands in one row of one file; the claim files share their ids.
WITH
    claim_twice AS (SELECT id, min(n) AS n FROM staged_claim GROUP BY id HAVING count(*) > 1),
    series_twice AS (SELECT id, min(line) AS line FROM staged_series GROUP BY id
                     HAVING count(*) > 1),
    source_twice AS (SELECT id, min(line) AS line FROM staged_source GROUP BY id
                     HAVING count(*) > 1)
SELECT c.file, c.line, 'id' AS column_name,
       '"' || c.id || '" is given twice, expected an id of its own (the other stands in '
       || f.name || ', line ' || first.line || ')' AS message
FROM claim_twice AS t
CROSS JOIN staged_claim AS c ON c.id = t.id AND c.n > t.n
CROSS JOIN staged_claim AS first ON first.n = t.n
CROSS JOIN package_file AS f ON f.number = first.file
UNION ALL
SELECT 1, s.line, 'id',
       '"' || s.id || '" is given twice, expected an id of its own (the other stands on line '
       || t.line || ')'
FROM series_twice AS t CROSS JOIN staged_series AS s ON s.id = t.id AND s.line > t.line
UNION ALL
SELECT 2, s.line, 'id',
       '"' || s.id || '" is given twice, expected an id of its own (the other stands on line '
       || t.line || ')'
FROM source_twice AS t CROSS JOIN staged_source AS s ON s.id = t.id AND s.line > t.line
