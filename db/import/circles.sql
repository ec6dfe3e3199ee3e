-- Who could lie on a circle of links, by number: what is named and names others itself.

CREATE TABLE stage.circle_node (
    n INTEGER PRIMARY KEY, column_name TEXT, id TEXT,
    circle INTEGER -- the same for all that lead to each other; NULL: on none
);
INSERT INTO stage.circle_node (column_name, id)
SELECT column_name, id FROM link WHERE id <> target
INTERSECT
SELECT column_name, target FROM link WHERE id <> target;
CREATE UNIQUE INDEX stage.circle_node_id ON circle_node (column_name, id);

CREATE TABLE stage.circle_link (
    source INTEGER, target INTEGER, PRIMARY KEY (source, target)
) WITHOUT ROWID;
INSERT OR IGNORE INTO stage.circle_link
SELECT s.n, t.n
FROM circle_node AS s
CROSS JOIN link AS l ON l.column_name = s.column_name AND l.id = s.id AND l.target <> l.id
CROSS JOIN circle_node AS t ON t.column_name = l.column_name AND t.id = l.target;
CREATE INDEX stage.circle_link_target ON circle_link (target);
