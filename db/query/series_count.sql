SELECT count(*)
FROM series_version AS s
WHERE s.opened <= :revision AND s.closed > :revision
  AND (:ids IS NULL OR s.series IN (SELECT value FROM json_each(:ids)))
  AND (:geo IS NULL OR s.geography IN (SELECT value FROM json_each(:geo)))
  AND (:unit IS NULL OR s.unit IN (SELECT value FROM json_each(:unit)))
