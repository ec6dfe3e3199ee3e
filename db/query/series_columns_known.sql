-- series_columns.sql as it was on a day: counted from the claims that were known then.
SELECT s.series AS id, s.name AS name, s.definition AS definition, s.geography AS geography,
       s.unit AS unit, s.broader AS broader, s.part_of AS part_of,
       s.fiscal_year_start AS fiscal_year_start, s.note AS note,
       (SELECT nullif(min(c.period_start), '~') FROM claim AS c INDEXED BY claim_series
        WHERE c.kind IN ('figure', 'target', 'growth-rate', 'remark') AND c.series = s.series
          AND c.known_on <= :as_of AND c.opened <= :revision
          AND c.closed > :revision) AS coverage_start,
       (SELECT max(nullif(c.period_end, '~')) FROM claim AS c INDEXED BY claim_series
        WHERE c.kind IN ('figure', 'target', 'growth-rate', 'remark') AND c.series = s.series
          AND c.known_on <= :as_of AND c.opened <= :revision
          AND c.closed > :revision) AS coverage_end,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_series
        WHERE c.series = s.series AND c.kind = 'figure' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS coverage_figures,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_series
        WHERE c.series = s.series AND c.kind = 'target' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS coverage_targets,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_series
        WHERE c.series = s.series AND c.kind = 'growth-rate' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS coverage_growth_rates,
       (SELECT count(*) FROM claim AS c INDEXED BY claim_series
        WHERE c.series = s.series AND c.kind = 'remark' AND c.known_on <= :as_of
          AND c.opened <= :revision AND c.closed > :revision) AS coverage_remarks,
       f.id AS latest_figure, f.period_label AS latest_period_given,
       nullif(f.period_start, '~') AS latest_start, nullif(f.period_end, '~') AS latest_end,
       f.number AS latest_number, f.scale AS latest_scale, f.comparator AS latest_comparator
FROM series_version AS s
LEFT JOIN claim AS f
    ON f.n = (SELECT c.n
              FROM claim AS c INDEXED BY claim_series
              WHERE c.kind = 'figure' AND c.series = s.series
                AND c.opened <= :revision AND c.closed > :revision
                AND c.status IN ('actual', 'provisional', 'revised')
                AND c.known_on <= :as_of AND c.choice_key <> ''
                AND (c.ended_on = '' OR c.ended_on > :as_of)
                AND NOT EXISTS (SELECT 1
                                FROM claim AS d INDEXED BY claim_series
                                WHERE d.kind = 'figure' AND d.series = c.series
                                  AND d.period_end = c.period_end
                                  AND d.period_start = c.period_start
                                  AND d.opened <= :revision AND d.closed > :revision
                                  AND d.choice_key <> '' AND d.choice_key < c.choice_key
                                  AND d.known_on <= :as_of
                                  AND (d.ended_on = '' OR d.ended_on > :as_of))
              ORDER BY c.period_end DESC, c.period_start DESC, c.id DESC
              LIMIT 1)
WHERE s.opened <= :revision AND s.closed > :revision
