-- After the last row: what the rules and the writer look things up by.

-- The first two hold all that each claim is compared with.
CREATE INDEX stage.staged_series_id ON staged_series (id, unit, fiscal_year_start);
CREATE INDEX stage.staged_source_id ON staged_source (id, published_on, type, origin, publisher);
CREATE INDEX stage.staged_claim_id ON staged_claim (id);
CREATE INDEX stage.staged_claim_group ON staged_claim (kind, series, period_end, period_start, id);
CREATE INDEX stage.link_id ON link (column_name, id, target);
CREATE INDEX stage.link_target ON link (column_name, target);
