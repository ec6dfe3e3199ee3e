-- What a row replaces, or is narrower than or a part of, stands in the package.
SELECT l.file, l.line, l.column_name,
       '"' || l.target || '" does not exist, expected '
       || iif(l.column_name = 'replaces', 'the id of another claim', 'an id of series.csv')
       AS message
FROM link AS l
WHERE CASE l.column_name
          WHEN 'replaces' THEN NOT EXISTS (SELECT 1 FROM staged_claim AS c WHERE c.id = l.target)
          ELSE NOT EXISTS (SELECT 1 FROM staged_series AS s WHERE s.id = l.target)
      END
