-- Behind compare_claims.sql: the version of the store that each is compared with.
     , c.n, c.since,
       c.n IS NOT NULL AND (
          c.period_label IS NOT s.period_label
          OR c.number IS NOT s.number
          OR c.scale IS NOT s.scale
          OR c.comparator IS NOT s.comparator
          OR c.locator IS NOT s.locator
          OR c.stated_by IS NOT s.stated_by
          OR c.stated_on IS NOT s.stated_on
          OR c.origin IS NOT s.origin
          OR c.statement IS NOT s.statement
          OR c.replaces IS NOT s.replaces
          OR c.rank IS NOT s.rank
          OR c.rank_reason IS NOT s.rank_reason
          OR c.note IS NOT s.note
          OR c.status IS NOT s.status
          OR c.reading IS NOT s.reading
          OR c.set_by IS NOT s.set_by
          OR c.base_start IS NOT s.base_start
          OR c.base_end IS NOT s.base_end),
       c.period_type, c.value_key, c.known_on, c.choice_key, c.first_key, c.ended_on,
       c.latest, c.first, coalesce(c.agreement, ''), c.alternatives
FROM staged_claim AS s INDEXED BY staged_claim_group
LEFT JOIN claim AS c ON c.id = s.id AND c.closed = 2147483647
