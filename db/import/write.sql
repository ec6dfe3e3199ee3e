-- One revision, in one transaction. What still holds is closed in no revision yet.
UPDATE copy.series_version SET closed = (SELECT revision FROM writing)
WHERE closed = 2147483647
  AND series IN (SELECT id FROM change WHERE file = 1 AND action <> '+');

INSERT INTO copy.series (id) SELECT id FROM change WHERE file = 1 AND action = '+';

INSERT INTO copy.series_version
    (series, name, definition, geography, unit, broader, part_of, fiscal_year_start, note, opened)
SELECT s.id, s.name, s.definition, s.geography, s.unit, s.broader, s.part_of,
       coalesce(s.fiscal_year_start, '01-01'), s.note, (SELECT revision FROM writing)
FROM change AS c
CROSS JOIN staged_series AS s ON s.line = c.place
WHERE c.file = 1 AND c.action <> '-';

UPDATE copy.series_tie AS t SET closed = (SELECT revision FROM writing)
WHERE closed = 2147483647
  AND NOT EXISTS (SELECT 1 FROM link AS l WHERE l.column_name IN ('broader', 'part_of')
                  AND l.id = t.series AND l.target = t.tied)
  AND NOT EXISTS (SELECT 1 FROM link AS l WHERE l.column_name IN ('broader', 'part_of')
                  AND l.id = t.tied AND l.target = t.series);

INSERT INTO copy.series_tie (series, tied, opened)
SELECT l.a, l.b, (SELECT revision FROM writing)
FROM (SELECT id AS a, target AS b FROM link WHERE column_name IN ('broader', 'part_of')
      UNION
      SELECT target, id FROM link WHERE column_name IN ('broader', 'part_of')) AS l
WHERE NOT EXISTS (SELECT 1 FROM copy.series_tie AS t
                  WHERE t.series = l.a AND t.tied = l.b AND t.closed = 2147483647);

UPDATE copy.source_version SET closed = (SELECT revision FROM writing)
WHERE closed = 2147483647
  AND source IN (SELECT id FROM change WHERE file = 2 AND action <> '+');

INSERT INTO copy.source (id) SELECT id FROM change WHERE file = 2 AND action = '+';

INSERT INTO copy.source_version
    (source, title, publisher, author, published_on, url, archive_url, accessed_on, language,
     type, origin, note, opened)
SELECT s.id, s.title, s.publisher, s.author, s.published_on, s.url, s.archive_url, s.accessed_on,
       s.language, s.type, s.origin, s.note, (SELECT revision FROM writing)
FROM change AS c
CROSS JOIN staged_source AS s ON s.line = c.place
WHERE c.file = 2 AND c.action <> '-';

UPDATE copy.claim SET closed = (SELECT revision FROM writing)
WHERE n IN (SELECT place FROM change WHERE file > 2 AND action = '-'
            UNION ALL SELECT replaced FROM standing WHERE replaced IS NOT NULL);

INSERT INTO copy.claim
    (id, kind, series, period_start, period_end, period_label, period_type, number, scale,
     comparator, value_key, source, locator, stated_by, stated_on, origin, statement, replaces,
     rank, rank_reason, note, status, reading, set_by, base_start, base_end, known_on, choice_key,
     first_key, ended_on, latest, first, agreement, alternatives, since, opened,
     cited_title, cited_publisher, cited_published_on, cited_url, cited_origin)
SELECT s.id, s.kind, coalesce(s.series, '~'), coalesce(s.period_start, '~'),
       coalesce(s.period_end, '~'), s.period_label, t.period_type, s.number, s.scale,
       s.comparator, t.value_key, s.source,
       s.locator, s.stated_by, s.stated_on, s.origin, s.statement, s.replaces, s.rank,
       s.rank_reason, s.note, s.status, s.reading, s.set_by, s.base_start, s.base_end, t.known_on,
       t.choice_key, t.first_key, t.ended_on, t.latest, t.first, t.agreement, t.alternatives,
       coalesce(t.since, (SELECT revision FROM writing)), (SELECT revision FROM writing),
       o.title, o.publisher, o.published_on, o.url, o.origin
FROM standing AS t
CROSS JOIN staged_claim AS s ON s.n = t.staged
LEFT JOIN staged_source AS o ON o.id = s.source AND t.latest
ORDER BY t.n;
