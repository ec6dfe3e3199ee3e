-- Counted when it was imported.
SELECT added + changed + closed
FROM revision
WHERE number = :number AND number <= :revision
