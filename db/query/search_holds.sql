-- Whether a document (d, of a claim c) that matches holds in the asked revision and, with :as_of, was
-- known on that day.
(:kinds IS NULL
 OR coalesce(c.kind, iif(d.series IS NULL, 'source', 'series'))
    IN (SELECT value FROM json_each(:kinds)))
AND CASE
        WHEN d.claim IS NOT NULL AND c.closed > :revision
        THEN :as_of IS NULL OR c.known_on <= :as_of
        WHEN d.claim IS NOT NULL
        THEN EXISTS (SELECT 1 FROM claim AS v INDEXED BY claim_id
                     WHERE v.id = c.id AND v.since = c.since AND v.opened <= :revision
                       AND v.closed > :revision AND (:as_of IS NULL OR v.known_on <= :as_of))
        WHEN d.series IS NOT NULL
        THEN EXISTS (SELECT 1 FROM series_version AS s
                     WHERE s.series = d.series AND s.opened = d.opened AND s.closed > :revision)
        ELSE EXISTS (SELECT 1 FROM source_version AS o
                     WHERE o.source = d.source AND o.opened = d.opened AND o.closed > :revision
                       AND (:as_of IS NULL OR o.published_on <= :as_of
                            OR EXISTS (SELECT 1 FROM claim AS k INDEXED BY claim_stated
                                       WHERE k.source = o.source AND k.stated_on IS NOT NULL
                                         AND k.known_on <= :as_of
                                         AND k.opened <= :revision AND k.closed > :revision)))
    END
