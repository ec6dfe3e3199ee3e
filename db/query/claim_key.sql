-- Where a page ended: the sort columns of its last row.
SELECT kind, series, period_end, period_start, value_key, id
FROM claim
WHERE n = :after
