-- :subject and :ids choose whose counts; :kind NULL sums over all kinds.
SELECT coalesce(sum(claims), 0), coalesce(sum(latest), 0), coalesce(sum(first), 0),
       coalesce(sum(deprecated), 0)
FROM tally
WHERE subject = :subject AND id IN (SELECT value FROM json_each(:ids))
  AND (:kind IS NULL OR kind = :kind) AND opened <= :revision AND closed > :revision
