/* What an import makes of a store that holds revisions already. */
#include "tests/import/world.h"

static void import(struct world *world, int64_t revision, int64_t added, int64_t changed,
                   int64_t closed)
{
    world_import(world, revision);
    ck_assert_int_eq(world->changes.added, added);
    ck_assert_int_eq(world->changes.changed, changed);
    ck_assert_int_eq(world->changes.closed, closed);
}

#define ASK(sql, expected)                                                                         \
    do {                                                                                           \
        char out[WORLD_ROOM];                                                                      \
        ck_assert_str_eq(world_ask(&world, (sql), out), (expected));                               \
    } while (0)

START_TEST(the_first_import_makes_revision_1)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    ASK("SELECT count(*) FROM claim WHERE opened = 1 AND since = 1 AND closed = 2147483647", "8");
    ASK("SELECT imported_at FROM revision", "2023-11-14T22:13:20Z");
    ASK("SELECT known_on FROM revision", "2021-08-20");
    ASK("SELECT added FROM revision", "15");
    ASK("SELECT fiscal_year_start FROM series_version WHERE series = 'c'", "01-01");
    ASK("PRAGMA integrity_check", "ok");
    ASK("SELECT count(*) FROM pragma_foreign_key_check", "0");
    world_close(&world);
}
END_TEST

START_TEST(claims_stand_as_the_rule_says)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    /* The article prints fewer digits, and before the table: it was first, the table is latest. */
    ASK("SELECT group_concat(latest || first || known_on, ' ') FROM (SELECT * FROM claim WHERE "
        "series = 'a' AND kind = 'figure' AND period_end = '2021-06-30' ORDER BY id)",
        "012021-07-25 102021-08-20");
    ASK("SELECT latest || first || known_on FROM claim WHERE id = 'c.2021.undated'", "10~");
    /* No figure, no choice. */
    ASK("SELECT count(*) FROM claim WHERE kind <> 'figure' AND (latest OR first OR choice_key <> "
        "'' "
        "OR first_key <> '')",
        "0");
    ASK("SELECT group_concat(period_type, ' ') FROM (SELECT * FROM claim ORDER BY id)",
        "fiscal-year fiscal-year fiscal-year fiscal-year deadline span undated day");
    ASK("SELECT count(*) FROM claim WHERE (value_key = '~') <> (kind = 'remark')", "0");
    world_close(&world);
}
END_TEST

START_TEST(the_same_package_makes_no_revision)
{
    struct world world;
    struct buffer before, after;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    world_read(world.database, &before);
    ck_assert_int_eq(world_run(&world, IMPORT_WRITE), 0);
    ck_assert(!world.was_written);
    ck_assert_int_eq(world.changes.revision, 1);
    world_read(world.database, &after);
    ck_assert(slice_equal(buffer_all(&before), buffer_all(&after)));
    buffer_clear(&before);
    buffer_clear(&after);
    world_close(&world);
}
END_TEST

START_TEST(rows_are_added_changed_and_closed)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    world_add(&world, "figures.csv",
              "a.2023,a,2022-07-01,2023-06-30,,2.596,billion,=,table,p. 9,,,,It was "
              "2.596.,,normal,,,actual\n");
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    world_change(&world, "series.csv", "b,B,Exports of b.", "b,B,All exports of b.");
    world_change(&world, "sources.csv", "undated,,The Forum", "undated,A thread,The Forum");
    world_change(&world, "remarks.csv",
                 "d.remark.paper,d,,,some day,paper,p. 7,,,,It was said.,,normal,,\n", "");
    import(&world, 2, 1, 3, 1);
    ASK("SELECT opened || closed FROM claim WHERE id = 'd.remark.paper'", "12");
    ASK("SELECT group_concat(opened || ' ' || closed || ' ' || since || ' ' || statement, '; ') "
        "FROM (SELECT * FROM claim WHERE id = 'a.2022.paper' ORDER BY opened)",
        "1 2 1 It came to 2.6.; 2 2147483647 2 It reached 2.6.");
    ASK("SELECT count(*) FROM series_version WHERE series = 'b'", "2");
    ASK("SELECT count(*) FROM source_version WHERE source = 'undated'", "2");
    ASK("SELECT count(*) FROM claim WHERE opened = 2", "2");
    ASK("SELECT group_concat(claims || ' ' || opened || ' ' || closed, '; ') FROM (SELECT * FROM "
        "tally WHERE subject = 'all' AND kind IN ('figure', 'remark') ORDER BY kind, opened)",
        "4 1 2; 5 2 2147483647; 2 1 2; 1 2 2147483647");
    ASK("SELECT count(*) FROM tally WHERE subject = 'series' AND id = '~'", "0");
    ASK("PRAGMA integrity_check", "ok");
    world_close(&world);
}
END_TEST

/* What a preferred claim's source is cited by stands beside the claim: in all revisions that the
 * claim is of, or, once the source says something else, nowhere. */
#define ASK_COPIES(kept)                                                                           \
    do {                                                                                           \
        ASK("SELECT count(*) FROM claim WHERE cited_publisher IS NOT NULL", (kept));               \
        ASK("SELECT count(*) FROM claim AS c JOIN source_version AS o ON o.source = c.source "     \
            "AND o.opened < c.closed AND o.closed > c.opened WHERE c.cited_publisher IS NOT NULL " \
            "AND (c.cited_title IS NOT o.title OR c.cited_publisher IS NOT o.publisher OR "        \
            "c.cited_published_on IS NOT o.published_on OR c.cited_url IS NOT o.url OR "           \
            "c.cited_origin IS NOT o.origin)",                                                     \
            "0");                                                                                  \
        ASK("SELECT count(*) FROM claim AS c WHERE c.latest AND c.cited_publisher IS NULL AND "    \
            "NOT EXISTS (SELECT 1 FROM source_version AS o WHERE o.source = c.source "             \
            "AND o.closed < 2147483647)",                                                          \
            "0");                                                                                  \
    } while (0)

START_TEST(copies_of_a_source_go_when_it_changes)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    ASK_COPIES("3");
    world_change(&world, "sources.csv", "undated,,The Forum", "undated,A thread,The Forum");
    import(&world, 2, 0, 1, 0);
    ASK_COPIES("2");
    /* Written again, its newest text alone would be copied. */
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    world_change(&world, "sources.csv", "undated,A thread,The Forum", "undated,,The Forum");
    import(&world, 3, 0, 2, 0);
    ASK_COPIES("3");
    world_change(&world, "sources.csv", "The Paper,,2021-07-25", "The Press,,2021-07-25");
    import(&world, 4, 0, 1, 0);
    ASK_COPIES("1");
    world_close(&world);
}
END_TEST

/* Rows that did not change stand differently: a new version, the row itself since the same. */
START_TEST(what_stands_differently_gets_a_version)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    world_add(&world, "figures.csv",
              "a.2021.new,a,2020-07-01,2021-06-30,,2.130,billion,=,table,p. 9,,2021-09-01,,It was "
              "2.130.,a.2021.table,normal,,,revised\n");
    import(&world, 2, 1, 0, 0);
    /* Both older prints of the period: one is replaced, and both have one alternative more. */
    ck_assert_int_eq(world.changes.stands_differently, 2);
    ASK("SELECT group_concat(alternatives || ' ' || opened, '; ') "
        "FROM (SELECT * FROM claim WHERE id = 'a.2021.paper' ORDER BY opened)",
        "1 1; 2 2");
    ASK("SELECT agreement FROM claim WHERE id = 'a.2021.new'", "conflict");
    ASK("SELECT group_concat(latest || ' ' || ended_on || ' ' || since || ' ' || opened, '; ') "
        "FROM "
        "(SELECT * FROM claim WHERE id = 'a.2021.table' ORDER BY opened)",
        "1  1 1; 0 2021-09-01 1 2");
    ASK("SELECT latest FROM claim WHERE id = 'a.2021.new'", "1");
    /* The day of a source moves all that it said. */
    world_change(&world, "sources.csv", "The Paper,,2021-07-25", "The Paper,,2021-10-25");
    import(&world, 3, 0, 1, 0);
    ASK("SELECT count(*) FROM claim WHERE opened = 3 AND since = 1 AND source = 'paper' AND "
        "known_on "
        "= '2021-10-25'",
        "5");
    ASK("SELECT first FROM claim WHERE id = 'a.2021.table' AND closed = 2147483647", "1");
    /* Its type makes it a relay or none. */
    world_change(&world, "sources.csv", ",article,", ",report,");
    import(&world, 4, 0, 1, 0);
    ASK("SELECT latest FROM claim WHERE id = 'a.2021.paper' AND closed = 2147483647", "1");
    /* The fiscal year of a series moves the types of its periods. */
    world_change(&world, "series.csv", "a,A,Exports of a.,PK,USD,b,,07-01",
                 "a,A,Exports of "
                 "a.,PK,USD,b,,01-01");
    import(&world, 5, 0, 1, 0);
    ASK("SELECT period_type FROM claim WHERE id = 'a.2021.paper' AND closed = 2147483647", "span");
    /* A deprecated replacement replaces nothing. */
    world_change(&world, "figures.csv", "a.2021.table,normal,,,revised",
                 "a.2021.table,deprecated,A slip.,,revised");
    import(&world, 6, 0, 1, 0);
    ASK("SELECT ended_on FROM claim WHERE id = 'a.2021.table' AND closed = 2147483647", "");
    ASK("SELECT count(*) FROM claim WHERE id = 'a.2021.new' AND latest AND closed = 2147483647",
        "0");
    ASK("SELECT deprecated FROM tally WHERE subject = 'source' AND id = 'table' AND kind = "
        "'figure' "
        "AND closed = 2147483647",
        "1");
    ASK("PRAGMA integrity_check", "ok");
    world_close(&world);
}
END_TEST

START_TEST(ids_are_never_used_again_and_never_move)
{
    struct world world;
    static const struct {
        const char *file, *from, *to, *expected;
    } moves[] = {
        {"figures.csv", "a.2022.paper,a,", "a.2022.paper,b,",
         "figures.csv:4: series: was \"a\" under this id, expected the same or a new id\n"},
        {"figures.csv", "2021-07-01,2022-06-30", "2021-07-01,2022-07-31",
         "figures.csv:4: period_end: was 2022-06-30 under this id, expected the same or a new "
         "id\n"},
        {"targets.csv", "a,,2023-12-31", "a,2023-01-01,2023-12-31",
         "targets.csv:2: period_start: was empty under this id, expected the same or a new id\n"},
        {"figures.csv", "=,paper,p. 3", "=,table,p. 3",
         "figures.csv:4: source: was \"paper\" under this id, expected the same or a new id\n"},
        {"remarks.csv", "remark.paper,,", "remark.paper,d,",
         "remarks.csv:3: series: was empty under this id, expected the same or a new id\n"},
        {"remarks.csv", "remark.paper,,", "a.old,,",
         "remarks.csv:3: id: \"a.old\" was closed in revision 2, expected a new id\n"},
        {"series.csv", "d,D", "old,D",
         "series.csv:5: id: \"old\" was closed in revision 2, expected a new id\n"
         "remarks.csv:2: series: \"d\" does not exist, expected an id of series.csv\n"},
        {"sources.csv", "undated,,The", "old,,The",
         "sources.csv:4: id: \"old\" was closed in revision 2, expected a new id\n"
         "figures.csv:5: source: \"undated\" does not exist, expected an id of sources.csv\n"},
    };

    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        world_open(&world);
        static const char claim[] = "a.old,a,,,,1,,=,paper,x,,,,It was 1.,,normal,,,actual\n",
                          series[] = "old,Old,Old.,PK,USD,,,,\n",
                          source[] = "old,,P,,,https://example.org,,,,report,,\n";
        world_add(&world, "figures.csv", claim);
        world_add(&world, "series.csv", series);
        world_add(&world, "sources.csv", source);
        import(&world, 1, 18, 0, 0);
        world_change(&world, "figures.csv", claim, "");
        world_change(&world, "series.csv", series, "");
        world_change(&world, "sources.csv", source, "");
        import(&world, 2, 0, 0, 3);
        world_change(&world, moves[i].file, moves[i].from, moves[i].to);
        ck_assert_int_gt(world_run(&world, IMPORT_WRITE), 0);
        ck_assert_str_eq(world.told.data, moves[i].expected);
        world_close(&world);
    }
}
END_TEST

START_TEST(a_dry_run_tells_and_changes_nothing)
{
    struct world world;
    struct buffer before, after;

    world_open(&world);
    ck_assert_int_eq(world_run(&world, IMPORT_COMPARE), 0);
    ck_assert_int_eq(world.changes.added, 15);
    ck_assert_int_ne(remove(world.database), 0); /* none was made */
    import(&world, 1, 15, 0, 0);
    world_read(world.database, &before);
    world_add(&world, "series.csv", "e,E,Exports of e.,PK,USD,,,,\n");
    world_change(&world, "figures.csv", "It came to 2.6.", "It reached 2.6.");
    world_change(&world, "targets.csv",
                 "a.target.table,a,,2023-12-31,,5,billion,=,table,p. 5,,,,The aim is "
                 "5.,,normal,,,level,Ministry\n",
                 "");
    ck_assert_int_eq(world_run(&world, IMPORT_COMPARE), 0);
    ck_assert_str_eq(world.told.data, "+ series.csv e\n~ figures.csv a.2022.paper\n"
                                      "- targets.csv a.target.table\n");
    world_read(world.database, &after);
    ck_assert(slice_equal(buffer_all(&before), buffer_all(&after)));
    buffer_clear(&before);
    buffer_clear(&after);
    world_close(&world);
}
END_TEST

START_TEST(what_the_package_says_about_itself_is_a_revision)
{
    struct world world;

    world_open(&world);
    import(&world, 1, 15, 0, 0);
    world_change(&world, "datapackage.json", "\"small\"", "\"small\", \"title\": \"Small\"");
    import(&world, 2, 0, 0, 0);
    ck_assert(world.changes.metadata);
    ASK("SELECT json_extract(metadata, '$.title') FROM revision WHERE number = 2", "Small");
    world_close(&world);
}
END_TEST

/* The same content has the same fingerprint, in whatever order its rows are; other content and
 * another past have another. */
START_TEST(fingerprints_name_content_and_past)
{
    struct world one, two;
    char a[WORLD_ROOM], b[WORLD_ROOM];
    static const char last[] = "c,C,Share of c.,WLD,percent,,,,\n";
    static const char sql[] = "SELECT fingerprint FROM revision ORDER BY number DESC LIMIT 1";

    world_open(&one);
    world_open(&two);
    import(&one, 1, 15, 0, 0);
    world_change(&two, "series.csv", last, "");
    world_add(&two, "series.csv", last);
    import(&two, 1, 15, 0, 0);
    ck_assert_str_eq(world_ask(&one, sql, a), world_ask(&two, sql, b));
    ck_assert_uint_eq(strlen(a), 32);
    world_change(&two, "series.csv", "Share of c.", "A share of c.");
    import(&two, 2, 0, 1, 0);
    world_change(&two, "series.csv", "A share of c.", "Share of c.");
    import(&two, 3, 0, 1, 0);
    ck_assert_str_ne(world_ask(&one, sql, a), world_ask(&two, sql, b));
    world_close(&one);
    world_close(&two);
}
END_TEST

/* Each is held against all others, but not every two of those anew for each that is wrong. */
START_TEST(a_crowd_is_weighed_in_time)
{
    enum { CROWD = 3000 };
    struct world world;
    CLEAN(buffer) struct buffer rows;

    buffer_init(&rows, 1 << 20);
    for (int i = 0; i < CROWD; i++)
        buffer_format(&rows,
                      "y.%d,a,2001-01-01,2001-12-31,,%d,,~,paper,p. 1,,%04d-01-01,o,It came.,,%s,,"
                      "actual\n",
                      i, 10 * i, 1000 + i, i % 2 ? "deprecated,a slip" : "normal,");
    buffer_char(&rows, '\0');
    world_open(&world);
    world_add(&world, "figures.csv", rows.data);
    world_import(&world, 1);
    ASK("SELECT group_concat(DISTINCT agreement) FROM claim WHERE id GLOB 'y.*'", "revision");
    ASK("SELECT group_concat(DISTINCT alternatives) FROM claim WHERE id GLOB 'y.*' "
        "AND rank = 'normal'",
        "1499");
    world_close(&world);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_first_import_makes_revision_1,
        claims_stand_as_the_rule_says,
        the_same_package_makes_no_revision,
        rows_are_added_changed_and_closed,
        copies_of_a_source_go_when_it_changes,
        what_stands_differently_gets_a_version,
        ids_are_never_used_again_and_never_move,
        a_dry_run_tells_and_changes_nothing,
        what_the_package_says_about_itself_is_a_revision,
        fingerprints_name_content_and_past,
        a_crowd_is_weighed_in_time,
    };

    return SUITE_RUN("revisions", tests);
}
