-- What a finished store must hold: a row for each thing that is not as it should be.
SELECT 'claims are ' || (SELECT count(*) FROM claim INDEXED BY claim_id
                         WHERE closed = 2147483647) || ' where the package has ' || :claims
WHERE (SELECT count(*) FROM claim INDEXED BY claim_id WHERE closed = 2147483647) <> :claims
UNION ALL
SELECT 'series do not fit the package'
WHERE (SELECT count(*) FROM series_version WHERE closed = 2147483647) <> :series
UNION ALL
SELECT 'sources do not fit the package'
WHERE (SELECT count(*) FROM source_version WHERE closed = 2147483647) <> :sources
UNION ALL
SELECT 'the counts do not fit the claims'
WHERE (SELECT coalesce(sum(claims), 0) FROM tally WHERE subject = 'all' AND closed = 2147483647)
      <> :claims
UNION ALL
SELECT 'the counts by period do not fit the claims'
WHERE (SELECT coalesce(sum(claims), 0) FROM count_by_period WHERE closed = 2147483647) <> :claims
UNION ALL
SELECT 'the counts by day do not fit the claims'
WHERE (SELECT coalesce(sum(claims), 0) FROM count_by_day WHERE closed = 2147483647) <> :claims
UNION ALL
SELECT 'a row of ' || "table" || ' refers to ' || parent || ', which does not hold it'
FROM pragma_foreign_key_check
UNION ALL
SELECT quick_check FROM pragma_quick_check WHERE quick_check <> 'ok'
