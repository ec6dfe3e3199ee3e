-- What a source is cited by, in the order in which write_claim.sql takes it.
SELECT title, publisher, published_on, url, origin FROM staged_source WHERE id = ?1
