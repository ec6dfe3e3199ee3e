-- Of the row itself; '~', which stands for no date and no series, is turned into no value as it is read.
SELECT c.n AS n, c.id AS id, c.series AS series, c.period_label AS period_given,
       c.period_start AS period_start, c.period_end AS period_end,
       c.number AS number, c.scale AS scale, c.comparator AS comparator, c.status AS status,
       c.rank AS rank, c.rank_reason AS rank_reason, c.note AS note, c.stated_by AS stated_by,
       c.stated_on AS stated_on, c.replaces AS replaces, c.source AS citation_source,
       c.locator AS citation_locator, c.statement AS citation_statement, c.known_on AS known,
       c.agreement AS agreement, c.alternatives AS alternatives
