SELECT unit, fiscal_year_start
FROM series_version
WHERE series = :id AND opened <= :revision AND closed > :revision
