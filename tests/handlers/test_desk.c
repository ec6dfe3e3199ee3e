#include <fcntl.h>
#include <unistd.h>

#include "db/store.h"
#include "forge.h"
#include "handlers/period.h"
#include "tests/base/suite.h"
#include "visit.h"

/* What a desk does that no file of cases can ask for: cursors that others made up, no database, one
 * that is cut off, and answers that do not stay on the shelf. */

static struct config config;
static struct service service = {.config = &config};

static struct desk *desk_at(const char *database, size_t cache_bytes)
{
    struct error err = {0};

    ck_assert_msg(config_load(&config, (char *[]){NULL}, 0, NULL, NULL, 0, &(int){0}, &err), "%s",
                  err.detail);
    ck_assert(slice_copy(slice_of(database), config.database, sizeof config.database));
    service.cache_bytes = cache_bytes;
    struct desk *desk = desk_open(&service, DESK_FRONT, &err);
    ck_assert_msg(desk != NULL, "%s", err.detail);
    return desk;
}

static struct desk *desk_on(const char *variable, size_t cache_bytes)
{
    const char *database = getenv(variable);

    ck_assert_ptr_nonnull(database);
    return desk_at(database, cache_bytes);
}

static bool says(const struct visit *visit, const char *text)
{
    return memmem(visit->body.data, visit->body.size, text, strlen(text)) != NULL;
}

#define LONG_KEY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *variable, *target, *key;
} damaged[] = {
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?limit=1", "x"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?limit=1", "-1"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/sources/techjuice-2021-01-27/claims?limit=1", "1x"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/search?q=exports&limit=1", "99999999999999999999"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", LONG_KEY},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "1.2.0.2\",\"x.2020-07-01"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "1.2.0.2021-06-30.2020-13-01"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "1.2.0.."},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "0.1.3.2021-06-30.2020-07-01"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "0.1.4.."},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/conflicts?limit=1", "3.1.3.."},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?derived=include&limit=1", "1"},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?derived=include&limit=1", "1.2.x.."},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?derived=include&limit=1", "1.2.1.2020-13-01."},
    {"EXPORTSTATS_TEST_DATABASE", "/v1/figures?derived=include&limit=1", "1.2.1.2020-12-01.x"},
    {"EXPORTSTATS_TEST_REVISIONS", "/v1/changes?limit=1", "x"},
    {"EXPORTSTATS_TEST_REVISIONS", "/v1/changes/1?limit=1", "figure"},
    {"EXPORTSTATS_TEST_REVISIONS", "/v1/changes/1?limit=1", "ship:boats"},
    {"EXPORTSTATS_TEST_REVISIONS", "/v1/changes/1?limit=1", "figure:"},
};

START_TEST(damaged_cursors_are_refused)
{
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        struct error err = {0};
        CLOSE(desk) struct desk *desk = desk_on(damaged[i].variable, 0);
        CLOSE(store) struct store *store = store_open(config.database, 0, &err);
        CLEAN(buffer) struct buffer target;
        CLEAN(visit) struct visit visit;

        ck_assert_msg(store != NULL, "%s", err.detail);
        visit_init(&visit);
        buffer_init(&target, 4096);
        buffer_format(&target, "%s&cursor=", damaged[i].target);
        cursor_forge(store, damaged[i].target, slice_of(damaged[i].key), &target);
        visit_get(desk, buffer_all(&target), NULL, slice_of(""), &visit);
        ck_assert_msg(visit.status == 400 && says(&visit, "the cursor is damaged") &&
                          says(&visit, "\"parameter\":\"cursor\""),
                      "%.*s: %d %.*s", SLICE_ARGS(buffer_all(&target)), visit.status,
                      SLICE_ARGS(buffer_all(&visit.body)));
    }
}
END_TEST

static void get(struct desk *desk, const char *target, struct visit *visit)
{
    visit_get(desk, slice_of(target), NULL, slice_of(""), visit);
}

static void measure_nothing(void *measured, struct metrics *metrics)
{
    (void)measured;
    (void)metrics;
}

START_TEST(without_a_database)
{
    service.measure = measure_nothing;
    CLOSE(desk) struct desk *desk = desk_at("/nowhere/there-is-none.db", 0);
    CLEAN(visit) struct visit visit;

    visit_init(&visit);
    get(desk, "/v1/figures", &visit);
    ck_assert_int_eq(visit.status, 503);
    ck_assert(slice_is(visit_header(&visit, "Retry-After"), "5"));
    get(desk, "/readyz", &visit);
    ck_assert(visit.status == 503 && says(&visit, "no database yet"));
    get(desk, "/livez", &visit);
    ck_assert_int_eq(visit.status, 200);
    get(desk, "/metrics", &visit);
    ck_assert_msg(visit.status == 200 && says(&visit, "\nexportstats_database_loaded 0\n"), "%.*s",
                  SLICE_ARGS(buffer_all(&visit.body)));
    ck_assert(!says(&visit, "exportstats_database_revision"));
}
END_TEST

static void copy_to(const char *path)
{
    char piece[8192];
    size_t size;
    FILE *from = fopen(getenv("EXPORTSTATS_TEST_DATABASE"), "rb"), *to = fopen(path, "wb");

    ck_assert(from && to);
    while ((size = fread(piece, 1, sizeof piece, from)) > 0)
        ck_assert_uint_eq(fwrite(piece, 1, size, to), size);
    ck_assert(fclose(from) == 0 && fclose(to) == 0);
}

START_TEST(a_database_that_is_cut_off)
{
    char path[] = "cut-off-XXXXXX";
    int made = mkstemp(path);
    CLEAN(visit) struct visit visit;

    ck_assert(made >= 0 && close(made) == 0);
    copy_to(path);
    CLOSE(desk) struct desk *desk = desk_at(path, 0);
    visit_init(&visit);
    get(desk, "/readyz", &visit);
    ck_assert_int_eq(visit.status, 200);
    ck_assert_int_eq(truncate(path, 8192), 0);
    get(desk, "/readyz", &visit);
    ck_assert_msg(visit.status >= 500, "%d", visit.status);
    get(desk, "/v1/figures.csv?select=all", &visit);
    ck_assert_msg(visit.status >= 500, "%d", visit.status);
    get(desk, "/livez", &visit);
    ck_assert_int_eq(visit.status, 200);
    ck_assert_int_eq(unlink(path), 0);
}
END_TEST

/* Without a shelf the answer is made, and not sent where the client has it. */
START_TEST(an_answer_that_was_not_kept_is_unchanged)
{
    static const char target[] = "/v1/figures?series=pk-ict&limit=2";
    CLOSE(desk) struct desk *desk = desk_on("EXPORTSTATS_TEST_DATABASE", 0);
    CLEAN(visit) struct visit first, again;
    char day[64];

    visit_init(&first);
    visit_init(&again);
    get(desk, target, &first);
    ck_assert(slice_copy(visit_header(&first, "Last-Modified"), day, sizeof day) && day[0]);
    visit_get(desk, slice_of(target), "If-Modified-Since", slice_of(day), &again);
    ck_assert_int_eq(again.status, 304);
    ck_assert_uint_eq(again.body.size, 0);
    ck_assert(slice_equal(visit_header(&first, "ETag"), visit_header(&again, "ETag")));
}
END_TEST

/* The same question in the address and in headers: another Vary, and other links. */
START_TEST(what_is_kept_is_told_apart_by_how_it_was_asked)
{
    static const struct {
        const char *target, *name, *value;
    } asked[] = {
        {"/v1/figures?limit=2&as_of=2021-08-01", NULL, ""},
        {"/v1/figures?limit=2", "Accept-Datetime", "Sun, 01 Aug 2021 00:00:00 GMT"},
        {"/v1/figures?limit=2", NULL, ""},
        {"/v1/figures.csv?limit=2", NULL, ""},
        {"/v1/figures?limit=2", "Accept", "text/csv"},
    };
    enum { ASKED = sizeof asked / sizeof asked[0], TIMES = 3 };
    CLOSE(desk) struct desk *keeping = desk_on("EXPORTSTATS_TEST_DATABASE", 1 << 20);
    CLOSE(desk) struct desk *plain = desk_on("EXPORTSTATS_TEST_DATABASE", 0);
    CLEAN(visit) struct visit kept, made;

    visit_init(&kept);
    visit_init(&made);
    for (int i = 0; i < ASKED * TIMES; i++) {
        struct slice target = slice_of(asked[i % ASKED].target);
        struct slice value = slice_of(asked[i % ASKED].value);

        visit_get(keeping, target, asked[i % ASKED].name, value, &kept);
        visit_get(plain, target, asked[i % ASKED].name, value, &made);
        EXPECT(made.status == 200 && visit_equal(&kept, &made), "%d: %.*s", i,
               SLICE_ARGS(buffer_all(&kept.head)));
    }
    ck_assert_int_ge(atomic_load(&desk_cache_counts(keeping)->hits), ASKED);
}
END_TEST

/* kept: answers that stay where one was given. */
static void refuse_and_give(size_t cache_bytes, int kept)
{
    static const char target[] = "/v1/figures?series=pk-ict&limit=2";
    CLOSE(desk) struct desk *desk = desk_on("EXPORTSTATS_TEST_DATABASE", cache_bytes);
    const struct cache_counts *counts = desk_cache_counts(desk);
    CLEAN(visit) struct visit first, visit;
    char tag[64];

    visit_init(&first);
    visit_init(&visit);
    for (int i = 0; i < 3; i++) {
        visit_get(desk, slice_of(target), "If-Match", slice_of("\"x\""), &visit);
        ck_assert(visit.status == 412 && says(&visit, "/problems/precondition"));
        ck_assert_int_eq(atomic_load(&counts->entries), i < 2 ? 0 : kept);
        if (i == 1)
            get(desk, target, &first);
    }
    ck_assert_int_eq(atomic_load(&counts->hits), 0);
    ck_assert(slice_copy(visit_header(&first, "ETag"), tag, sizeof tag));
    visit_get(desk, slice_of(target), "If-Match", slice_of(tag), &visit);
    ck_assert(visit_equal(&first, &visit));
    ck_assert_int_eq(atomic_load(&counts->hits), kept);
}

/* With a shelf and without; what lies there is refused as well. */
START_TEST(what_a_condition_refuses_is_not_kept)
{
    refuse_and_give(1 << 20, 1);
    refuse_and_give(0, 0);
}
END_TEST

/* One answer asked in many ways, each kept as a name, until a coding has no more room beside them:
 * the client gets it, and the shelf lets go of all. */
static int outgrow(int pad)
{
    enum { SHARE = 20 * 1024, NAMES = 6 };
    static const char target[] = "/v1/figures?series=pk-ict&limit=4&fields=id,display,value";
    CLOSE(desk) struct desk *desk = desk_on("EXPORTSTATS_TEST_DATABASE", (size_t)SHARE * 8);
    CLEAN(visit) struct visit visit;
    CLEAN(buffer) struct buffer accept;

    visit_init(&visit);
    buffer_init(&accept, 8192);
    for (int i = 0; i < NAMES; i++) {
        buffer_reset(&accept);
        buffer_text(&accept, "application/json, text/");
        buffer_repeat(&accept, (char)('a' + i), (size_t)pad);
        visit_get(desk, slice_of(target), "Accept", buffer_all(&accept), &visit);
        ck_assert_int_eq(visit.status, 200);
    }
    visit_get(desk, slice_of(target), "Accept-Encoding", slice_of("gzip"), &visit);
    ck_assert(slice_is(visit_header(&visit, "Content-Encoding"), "gzip"));
    ck_assert_uint_gt(visit.body.size, 0);
    int gone = (int)atomic_load(&desk_cache_counts(desk)->evictions);
    visit_get(desk, slice_of(target), "Accept-Encoding", slice_of("gzip"), &visit);
    ck_assert_int_eq(visit.status, 200);
    return gone;
}

START_TEST(an_answer_that_outgrew_its_share_goes)
{
    int gone = 0;

    for (int pad = 1000; pad < 4000; pad += 100)
        gone += outgrow(pad);
    ck_assert_int_gt(gone, 0);
    ck_assert_int_eq(outgrow(1), 0);
}
END_TEST

/* Of so many ids: "" where they are a set, else why not. */
static const char *set_of(int count, size_t ceiling)
{
    static struct slice ids[40000];
    static struct error err;
    CLEAN(arena) struct arena arena;
    struct text_set set;

    arena_init(&arena, ceiling);
    for (int i = 0; i < count; i++)
        ids[i] = slice_of("an-id-of-a-hundred-and-twenty-characters-or-so-which-is-as-long-as-it-"
                          "may-be-of-which-there-are-not-many-in-this-world");
    err = (struct error){0};
    if (!text_set_make(&arena, ids, count, &set, &err)) {
        ck_assert_int_eq(err.kind, ERROR_ARGUMENT);
        return err.detail;
    }
    ck_assert_int_eq(set.count, count);
    ck_assert_uint_gt(set.json.size, (size_t)count * ids[0].size);
    return "";
}

/* The question is at fault, not the service. */
START_TEST(too_many_series_are_an_argument)
{
    static const char why[] = "the question names too many series";
    const size_t ceiling = 8 << 20;

    ck_assert_str_eq(set_of(1, ceiling), "");
    ck_assert_str_eq(set_of(30000, ceiling), "");
    ck_assert_str_eq(set_of(40000, ceiling), why);
    ck_assert_str_eq(set_of(30000, ceiling / 4), why);
}
END_TEST

/* Nobody need wait for the end of a query to stop. */
START_TEST(queries_are_given_up_at_the_end)
{
    CLOSE(desk) struct desk *desk = desk_on("EXPORTSTATS_TEST_DATABASE", 0);
    CLEAN(visit) struct visit visit;

    visit_init(&visit);
    get(desk, "/v1/conflicts", &visit);
    ck_assert_int_eq(visit.status, 200);
    atomic_store(&service.stopping, true);
    get(desk, "/v1/conflicts", &visit);
    ck_assert(visit.status == 503 && says(&visit, "/problems/deadline"));
    get(desk, "/livez", &visit);
    ck_assert_int_eq(visit.status, 200);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {damaged_cursors_are_refused,
                                  without_a_database,
                                  a_database_that_is_cut_off,
                                  an_answer_that_was_not_kept_is_unchanged,
                                  what_a_condition_refuses_is_not_kept,
                                  an_answer_that_outgrew_its_share_goes,
                                  what_is_kept_is_told_apart_by_how_it_was_asked,
                                  too_many_series_are_an_argument,
                                  queries_are_given_up_at_the_end};

    return SUITE_RUN("desk", tests);
}
