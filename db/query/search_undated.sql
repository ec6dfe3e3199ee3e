-- Whether such a document is of a claim of which nobody can say when it was known.
(:kinds IS NULL OR c.kind IN (SELECT value FROM json_each(:kinds)))
AND iif(c.closed > :revision, c.known_on,
        (SELECT v.known_on FROM claim AS v INDEXED BY claim_id
         WHERE v.id = c.id AND v.since = c.since AND v.opened <= :revision
           AND v.closed > :revision)) = '~'
