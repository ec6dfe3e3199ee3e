SELECT s.series AS id, s.name AS name, s.definition AS definition, s.geography AS geography,
       s.unit AS unit, s.broader AS broader, s.part_of AS part_of,
       s.fiscal_year_start AS fiscal_year_start, s.note AS note,
       (SELECT nullif(min(t.first_day), '~') FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.opened <= :revision
          AND t.closed > :revision) AS coverage_start,
       (SELECT max(nullif(t.last_day, '~')) FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.opened <= :revision
          AND t.closed > :revision) AS coverage_end,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.kind = 'figure'
          AND t.opened <= :revision AND t.closed > :revision) AS coverage_figures,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.kind = 'target'
          AND t.opened <= :revision AND t.closed > :revision) AS coverage_targets,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.kind = 'growth-rate'
          AND t.opened <= :revision AND t.closed > :revision) AS coverage_growth_rates,
       (SELECT coalesce(sum(t.claims), 0) FROM tally AS t
        WHERE t.subject = 'series' AND t.id = s.series AND t.kind = 'remark'
          AND t.opened <= :revision AND t.closed > :revision) AS coverage_remarks,
       f.id AS latest_figure, f.period_label AS latest_period_given,
       nullif(f.period_start, '~') AS latest_start, nullif(f.period_end, '~') AS latest_end,
       f.number AS latest_number, f.scale AS latest_scale, f.comparator AS latest_comparator
FROM series_version AS s
LEFT JOIN claim AS f
    ON f.n = (SELECT c.n
              FROM claim AS c INDEXED BY claim_series
              WHERE c.kind = 'figure' AND c.series = s.series AND c.latest = 1
                AND c.opened <= :revision AND c.closed > :revision
                AND c.status IN ('actual', 'provisional', 'revised')
              ORDER BY c.period_end DESC, c.period_start DESC, c.id DESC
              LIMIT 1)
WHERE s.opened <= :revision AND s.closed > :revision
