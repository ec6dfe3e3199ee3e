-- Behind search_matches without :as_of: claims of which nobody can say when they were known.
  AND iif(c.closed > :revision, c.known_on,
          (SELECT v.known_on FROM claim AS v INDEXED BY claim_id
           WHERE v.id = c.id AND v.since = c.since AND v.opened <= :revision
             AND v.closed > :revision)) = '~'
