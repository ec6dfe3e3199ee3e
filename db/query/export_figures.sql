-- Figures of a revision by id, for figures.csv.
SELECT id, nullif(series, '~') AS series, nullif(period_start, '~') AS period_start,
       nullif(period_end, '~') AS period_end, period_label, number, scale, comparator, source,
       locator, stated_by, stated_on, origin, statement, replaces, rank, rank_reason, note,
       status, reading, set_by, base_start, base_end
FROM claim INDEXED BY claim_id
WHERE id > :after AND kind = 'figure' AND opened <= :revision AND closed > :revision
ORDER BY id
LIMIT :most
