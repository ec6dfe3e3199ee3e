-- So many claims may stand side by side: each is weighed against all others.
WITH crowd AS (
    SELECT min(n) AS n, count(*) AS claims
    FROM staged_claim
    WHERE kind = 'figure' AND period_end IS NOT NULL
    GROUP BY series, period_end, period_start
    HAVING count(*) > 10000
)
SELECT c.file, c.line, 'period_end' AS column_name,
       'is that of ' || crowd.claims || ' figures of the series, expected at most 10000' AS message
FROM crowd CROSS JOIN staged_claim AS c ON c.n = crowd.n
