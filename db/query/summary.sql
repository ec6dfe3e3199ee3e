SELECT r.imported_at, r.metadata, nullif(r.known_on, '~'),
       (SELECT nullif(min(first_day), '~') FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'figure' AND opened <= :revision
          AND closed > :revision),
       (SELECT nullif(max(last_day), '~') FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'figure' AND opened <= :revision
          AND closed > :revision),
       (SELECT count(*) FROM series_version WHERE opened <= :revision AND closed > :revision),
       (SELECT count(*) FROM source_version WHERE opened <= :revision AND closed > :revision),
       (SELECT coalesce(sum(claims), 0) FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'figure' AND opened <= :revision
          AND closed > :revision),
       (SELECT coalesce(sum(claims), 0) FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'growth-rate' AND opened <= :revision
          AND closed > :revision),
       (SELECT coalesce(sum(claims), 0) FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'remark' AND opened <= :revision
          AND closed > :revision),
       (SELECT coalesce(sum(claims), 0) FROM tally
        WHERE subject = 'all' AND id = '' AND kind = 'target' AND opened <= :revision
          AND closed > :revision)
FROM revision AS r
WHERE r.number = :revision
