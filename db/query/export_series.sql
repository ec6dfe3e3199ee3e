-- Series of a revision by id, for series.csv.
SELECT series AS id, name, definition, geography, unit, broader, part_of, fiscal_year_start, note
FROM series_version
WHERE series > :after AND opened <= :revision AND closed > :revision
ORDER BY series
LIMIT :most
