-- Every print of one series and period, each version of its row that differs in content. What was
-- closed is shown with the series and the source as they last stood beside it.
FROM claim AS c INDEXED BY claim_series
LEFT JOIN series_version AS s
    ON s.series = c.series AND s.opened <= min(c.closed - 1, :revision)
   AND s.closed > min(c.closed - 1, :revision)
JOIN source_version AS o
    ON o.source = c.source AND o.opened <= min(c.closed - 1, :revision)
   AND o.closed > min(c.closed - 1, :revision)
WHERE c.kind = 'figure' AND c.series = :series AND c.period_end = :period_end
  AND c.period_start = :period_start AND (c.period_end <> '~' OR c.id = :id)
  AND c.opened <= :revision AND (:as_of IS NULL OR c.known_on <= :as_of)
  AND NOT EXISTS (SELECT 1
                  FROM claim AS later INDEXED BY claim_id
                  WHERE later.id = c.id AND later.opened > c.opened
                    AND later.opened <= :revision AND later.since = c.since)
ORDER BY c.known_on, c.id, c.opened
LIMIT :limit OFFSET :after
