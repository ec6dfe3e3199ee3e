SELECT o.source FROM source_version AS o WHERE o.opened <= :revision AND o.closed > :revision
