-- A figure replaces a figure, a target a target.
SELECT l.file, l.line, l.column_name,
       '"' || l.target || '" stands in ' || f.name || ', expected a claim of the same file'
       AS message
FROM link AS l
CROSS JOIN staged_claim AS c ON c.id = l.target AND c.file <> l.file
CROSS JOIN package_file AS f ON f.number = c.file
WHERE l.column_name = 'replaces'
  AND NOT EXISTS (SELECT 1 FROM staged_claim AS own WHERE own.id = l.target AND own.file = l.file)
