WHERE c.id = :id AND c.kind = :kind AND c.opened <= :revision AND c.closed > :revision
ORDER BY c.closed DESC
LIMIT 1
