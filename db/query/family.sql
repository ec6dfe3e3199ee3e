-- Series that are tied to one by `broader` or `part_of`, either way.
SELECT tied
FROM series_tie
WHERE series = :series AND opened <= :revision AND closed > :revision
ORDER BY tied
