-- Where documents of some kinds stand, behind one.
SELECT first, last
FROM document_range
WHERE last > :behind AND first <= (SELECT documents FROM revision WHERE number = :revision)
  AND kind IN (SELECT value FROM json_each(:kinds))
ORDER BY last
