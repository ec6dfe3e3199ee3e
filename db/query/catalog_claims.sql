-- Ids near a mistyped one: its neighbours in order, which a slip near the end leaves close by.
SELECT id FROM (SELECT id FROM claim INDEXED BY claim_id WHERE id >= :id ORDER BY id LIMIT 20)
UNION ALL
SELECT id FROM (SELECT id FROM claim INDEXED BY claim_id WHERE id < :id ORDER BY id DESC LIMIT 20)
