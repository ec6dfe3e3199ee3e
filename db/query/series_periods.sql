SELECT latest, deprecated
FROM series_periods
WHERE series = :series AND opened <= :revision AND closed > :revision
