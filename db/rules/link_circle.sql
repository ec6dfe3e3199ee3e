-- Nothing leads back to itself by way of others: circle_node says who does (db/check_circle.c).
SELECT l.file, l.line, l.column_name,
       'leads back to "' || l.id || '" by way of "' || min(l.target)
       || '", expected no circle' AS message
FROM circle_node AS s
CROSS JOIN link AS l ON l.column_name = s.column_name AND l.id = s.id AND l.target <> l.id
CROSS JOIN circle_node AS t ON t.column_name = l.column_name AND t.id = l.target
WHERE s.circle = t.circle
GROUP BY l.file, l.line, l.column_name
