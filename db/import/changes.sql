-- What an import would write, for a reader: by file and id.
SELECT file, action, id
FROM (SELECT file, action, id FROM change
      UNION ALL
      SELECT s.file, t.action, s.id
      FROM standing AS t CROSS JOIN staged_claim AS s ON s.n = t.staged
      WHERE t.action <> '=')
ORDER BY file, id
