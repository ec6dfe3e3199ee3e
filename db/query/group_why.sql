-- The prints of one series and period, the chosen one first, then in the order of the rule, then
-- those that are no candidates.
FROM claim AS c INDEXED BY claim_series
LEFT JOIN series_version AS s
    ON s.series = c.series AND s.opened <= :revision AND s.closed > :revision
JOIN source_version AS o
    ON o.source = c.source AND o.opened <= :revision AND o.closed > :revision
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND (c.period_end <> '~' OR c.id = :id)
  AND c.opened <= :revision AND c.closed > :revision
  AND (:as_of IS NULL OR c.known_on <= :as_of)
ORDER BY iif(c.choice_key = '', 2, c.ended_on <> '' AND c.ended_on <= coalesce(:as_of, '~')),
         c.choice_key, c.id
LIMIT :limit OFFSET :after
