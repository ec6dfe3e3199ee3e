-- One claim of a new database. The cells come first, as compare_claims.sql has them; then the group,
-- then how it stands there; of a preferred one also what its source is cited by.
INSERT INTO copy.claim
    (id, period_label, number, scale, comparator, source, locator, stated_by, stated_on, origin,
     statement, replaces, rank, rank_reason, note, status, reading, set_by, base_start, base_end,
     kind, series, period_start, period_end, period_type, value_key, known_on, choice_key,
     first_key, ended_on, latest, first, agreement, alternatives, since, opened,
     cited_title, cited_publisher, cited_published_on, cited_url, cited_origin)
VALUES
    (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
     ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, 1, 1, ?35, ?36, ?37,
     ?38, ?39)
