-- Of the row what its value is made of alone, for answers that show nothing else (claims_are_lean).
SELECT c.n AS n, c.id AS id, c.series AS series, c.period_label AS period_given,
       c.period_start AS period_start, c.period_end AS period_end,
       c.number AS number, c.scale AS scale, c.comparator AS comparator
