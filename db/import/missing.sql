-- What a finished store must hold: a row for each thing that is not as it should be.
--
-- The rows passed the schema's checks as they were written. Here all that was written is read once
-- more to its end, and nothing may be missing from one place that another has: the indexes that
-- hold all claims have an entry for each row. :walk is true, and nothing that could be counted
-- without a walk.
WITH held (place, entries, expected) AS (
    SELECT 'claims', (SELECT count(*) FROM claim INDEXED BY claim_id WHERE closed = 2147483647),
           :claims
    UNION ALL
    SELECT 'series', (SELECT count(*) FROM series_version WHERE closed = 2147483647), :series
    UNION ALL
    SELECT 'sources', (SELECT count(*) FROM source_version WHERE closed = 2147483647), :sources
    UNION ALL
    SELECT 'counts', (SELECT sum(claims) FROM tally
                      WHERE subject = 'all' AND closed = 2147483647), :claims
    UNION ALL
    SELECT 'counts by source', (SELECT sum(claims) FROM tally
                                WHERE subject = 'source' AND closed = 2147483647), :claims
    UNION ALL
    SELECT 'counts by period', (SELECT sum(claims) FROM count_by_period
                                WHERE closed = 2147483647), :claims
    UNION ALL
    SELECT 'counts by day', (SELECT sum(claims) FROM count_by_day WHERE closed = 2147483647),
           :claims
    UNION ALL
    SELECT 'preferred claims', (SELECT count(*) FROM claim INDEXED BY claim_latest
                                WHERE latest = 1 AND closed = 2147483647),
           (SELECT sum(latest) FROM tally WHERE subject = 'all' AND closed = 2147483647)
    UNION ALL
    SELECT 'rare figures', (SELECT count(*) FROM claim INDEXED BY figure_rare
                            WHERE kind = 'figure' AND (status <> 'actual' OR rank = 'preferred')
                              AND closed = 2147483647),
           (SELECT sum(claims) FROM count_by_period
            WHERE kind = 'figure' AND (status <> 'actual' OR rank = 'preferred')
              AND closed = 2147483647)
    UNION ALL
    SELECT 'claims without a day', (SELECT count(*) FROM claim INDEXED BY claim_undated
                                    WHERE known_on = '~' AND closed = 2147483647),
           (SELECT sum(claims) FROM count_by_day WHERE known_on = '~' AND closed = 2147483647)
    UNION ALL
    SELECT 'claims of a period without a day', (SELECT sum(undated) FROM count_by_period
                                                WHERE closed = 2147483647),
           (SELECT sum(claims) FROM count_by_day WHERE known_on = '~' AND closed = 2147483647)
    UNION ALL
    SELECT 'texts without a day', (SELECT count(*) FROM undated WHERE closed = 2147483647),
           (SELECT sum(claims) FROM count_by_day WHERE known_on = '~' AND closed = 2147483647)
    UNION ALL
    SELECT 'documents', (SELECT count(*) FROM document WHERE :walk),
           (SELECT documents FROM revision ORDER BY number DESC LIMIT 1)
    UNION ALL
    SELECT 'documents with words', (SELECT count(*) FROM search_docsize WHERE :walk),
           (SELECT documents FROM revision ORDER BY number DESC LIMIT 1)
    UNION ALL
    SELECT 'words', (SELECT count(*) > 0 FROM search_data WHERE :walk), 1
    UNION ALL
    SELECT 'new documents', (SELECT max(documents) - coalesce((SELECT documents FROM revision
                                    ORDER BY number DESC LIMIT 1 OFFSET 1), 0) FROM revision),
           (SELECT added + changed FROM revision ORDER BY number DESC LIMIT 1)
    UNION ALL
    SELECT i.place, i.entries, (SELECT max(n) FROM claim)
    FROM (
        SELECT 'versions' AS place, (SELECT count(*) FROM claim NOT INDEXED WHERE :walk) AS entries
        UNION ALL
        SELECT 'versions by id', (SELECT count(*) FROM claim INDEXED BY claim_id WHERE :walk)
        UNION ALL
        SELECT 'versions by series', (SELECT count(*) FROM claim INDEXED BY claim_series WHERE :walk)
        UNION ALL
        SELECT 'versions by source', (SELECT count(*) FROM claim INDEXED BY claim_source WHERE :walk)
        UNION ALL
        SELECT 'versions by period',
               (SELECT count(*) FROM claim INDEXED BY figure_period WHERE kind = 'figure')
               + (SELECT count(*) FROM claim INDEXED BY claim_period WHERE kind <> 'figure')
        UNION ALL
        SELECT 'versions by value',
               (SELECT count(*) FROM claim INDEXED BY figure_value WHERE kind = 'figure')
               + (SELECT count(*) FROM claim INDEXED BY claim_value WHERE kind <> 'figure')
        UNION ALL
        SELECT 'versions by period and value',
               (SELECT count(*) FROM claim INDEXED BY figure_period_value WHERE kind = 'figure')
               + (SELECT count(*) FROM claim INDEXED BY claim_period_value WHERE kind <> 'figure')
        UNION ALL
        SELECT 'versions by day',
               (SELECT count(*) FROM claim INDEXED BY figure_known WHERE kind = 'figure')
               + (SELECT count(*) FROM claim INDEXED BY claim_known WHERE kind <> 'figure')
    ) AS i
    UNION ALL
    SELECT 'figures by traits',
           (SELECT count(*) FROM claim INDEXED BY figure_traits WHERE kind = 'figure'),
           (SELECT count(*) FROM claim INDEXED BY figure_known WHERE kind = 'figure')
)
SELECT place || ' are ' || coalesce(entries, 0) || ', expected ' || coalesce(expected, 0)
FROM held
WHERE coalesce(entries, 0) <> coalesce(expected, 0)
UNION ALL
-- Each claim counts for its series and its source: what these counts name is what claims refer to.
SELECT 'a claim refers to the ' || t.subject || ' ' || t.id || ', which does not exist'
FROM tally AS t
WHERE t.subject IN ('series', 'source') AND t.closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM series_version AS s
                  WHERE t.subject = 'series' AND s.series = t.id AND s.closed = 2147483647)
  AND NOT EXISTS (SELECT 1 FROM source_version AS o
                  WHERE t.subject = 'source' AND o.source = t.id AND o.closed = 2147483647)
UNION ALL
SELECT 'a row of ' || k."table" || ' refers to ' || k.parent || ', which does not hold it'
FROM (SELECT 'series_version' AS name UNION ALL SELECT 'series_tie' UNION ALL
      SELECT 'source_version' UNION ALL SELECT 'tally' UNION ALL SELECT 'series_periods' UNION ALL
      SELECT 'count_by_period' UNION ALL SELECT 'count_by_day') AS t, pragma_foreign_key_check(t.name) AS k
