       , c.choice_key AS choice_key, c.first_key AS first_key,
       iif(c.ended_on = '' OR c.ended_on > :as_of, NULL, c.ended_on) AS replaced_on, c.since AS version_opened,
       iif(c.closed <= :revision, c.closed, NULL) AS version_closed,
       (SELECT min(d.id)
        FROM claim AS d INDEXED BY claim_series
        WHERE d.kind = c.kind AND d.series = c.series AND d.period_end = c.period_end
          AND d.period_start = c.period_start AND d.opened <= :revision AND d.closed > :revision
          AND d.rank <> 'deprecated' AND (:as_of IS NULL OR d.known_on <= :as_of)
          AND instr(' ' || d.replaces || ' ', ' ' || c.id || ' ') > 0) AS replaced_by,
       iif(:as_of IS NULL, c.first, c.first_key <> '' AND c.first_key =
           (SELECT min(d.first_key)
            FROM claim AS d INDEXED BY claim_series
            WHERE d.kind = c.kind AND d.series = c.series AND d.period_end = c.period_end
              AND d.period_start = c.period_start AND d.opened <= :revision
              AND d.closed > :revision AND d.first_key <> '' AND d.known_on <= :as_of)) AS first
