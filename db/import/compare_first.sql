-- Behind compare_claims.sql where the store is new.
FROM staged_claim AS s INDEXED BY staged_claim_group
