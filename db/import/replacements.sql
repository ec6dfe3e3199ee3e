-- Who replaces whom and when that was known. What is deprecated replaces nothing.
INSERT INTO stage.replacement (target, known_on)
SELECT l.target, coalesce(c.stated_on, o.published_on, '~')
FROM link AS l
CROSS JOIN staged_claim AS c ON c.id = l.id
CROSS JOIN staged_source AS o ON o.id = c.source
WHERE l.column_name = 'replaces' AND c.rank <> 'deprecated';

CREATE INDEX stage.replacement_target ON replacement (target, known_on);
