-- Nothing leads back to itself by way of others.
WITH RECURSIVE
    -- Only what is named and names others can lie on a circle.
    inner_link AS MATERIALIZED (
        SELECT l.column_name, l.id, l.target
        FROM link AS l
        WHERE l.id <> l.target
          AND EXISTS (SELECT 1 FROM link AS o
                      WHERE o.column_name = l.column_name AND o.id = l.target)
          AND EXISTS (SELECT 1 FROM link AS o
                      WHERE o.column_name = l.column_name AND o.target = l.id)
    ),
    reach (column_name, start, at) AS (
        SELECT column_name, id, target FROM inner_link
        UNION
        SELECT r.column_name, r.start, i.target
        FROM reach AS r JOIN inner_link AS i ON i.column_name = r.column_name AND i.id = r.at
        WHERE r.at <> r.start
    )
SELECT l.file, l.line, l.column_name,
       'leads back to "' || l.id || '" by way of "' || min(l.target)
       || '", expected no circle' AS message
FROM reach AS r
JOIN link AS l ON l.column_name = r.column_name AND l.id = r.start AND l.id <> l.target
WHERE r.at = r.start
  AND EXISTS (SELECT 1 FROM reach AS back WHERE back.column_name = l.column_name
              AND back.start = l.target AND back.at = l.id OR l.target = l.id)
GROUP BY l.file, l.line, l.column_name
