  AND s.series > coalesce(:after, '')
  AND (:ids IS NULL OR s.series IN (SELECT value FROM json_each(:ids)))
  AND (:geo IS NULL OR s.geography IN (SELECT value FROM json_each(:geo)))
  AND (:unit IS NULL OR s.unit IN (SELECT value FROM json_each(:unit)))
ORDER BY s.series
LIMIT :limit
