-- Nothing replaces, covers or is a part of itself.
SELECT file, line, column_name,
       'names the row itself, expected another ' || iif(column_name = 'replaces', 'claim', 'series')
       AS message
FROM link WHERE id = target
