WHERE c.id = :id AND c.kind = :kind AND c.opened <= :revision AND c.closed > :revision
ORDER BY c.opened DESC
LIMIT 1
