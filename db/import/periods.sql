-- The periods of each series' figures as they are now; where they are not as they were, a new version.
CREATE TEMP TABLE packed (series TEXT PRIMARY KEY, latest BLOB, deprecated BLOB) WITHOUT ROWID;

-- Along the indexes, which have the periods of a series in the order of their ends.
INSERT INTO packed
SELECT series, pack_periods(period_start, period_end), x''
FROM claim INDEXED BY claim_latest
WHERE kind = 'figure' AND latest = 1 AND closed = 2147483647
GROUP BY series;

INSERT INTO packed
SELECT series, x'', pack_periods(period_start, period_end)
FROM claim INDEXED BY claim_deprecated
WHERE kind = 'figure' AND rank = 'deprecated' AND closed = 2147483647
GROUP BY series
ON CONFLICT DO UPDATE SET deprecated = excluded.deprecated;

UPDATE series_periods SET closed = (SELECT max(number) FROM revision)
WHERE closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM packed AS p
                  WHERE p.series = series_periods.series AND p.latest IS series_periods.latest
                    AND p.deprecated IS series_periods.deprecated);

INSERT INTO series_periods (series, latest, deprecated, opened)
SELECT p.series, p.latest, p.deprecated, (SELECT max(number) FROM revision)
FROM packed AS p
WHERE NOT EXISTS (SELECT 1 FROM series_periods AS s
                  WHERE s.series = p.series AND s.closed = 2147483647);

DROP TABLE packed;
