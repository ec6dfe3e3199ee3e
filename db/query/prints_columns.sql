-- Prints as the evidence sees them. Undated ones count only where no day is asked.
SELECT c.id, c.source, coalesce(c.origin, o.origin, o.publisher), c.known_on, c.replaces, c.number,
       c.scale, c.comparator, c.status, c.rank, s.unit, c.choice_key, c.ended_on, c.period_start, c.period_end
FROM claim AS c INDEXED BY claim_series
JOIN series_version AS s
    ON s.series = c.series AND s.opened <= :revision AND s.closed > :revision
JOIN source_version AS o
    ON o.source = c.source AND o.opened <= :revision AND o.closed > :revision
