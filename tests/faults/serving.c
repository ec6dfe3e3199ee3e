/* Every route while the n-th call for memory, for a query's time or for the database's file fails.
 *
 * serving DATABASE WAY FILE…: `one` fails one call, `on` all from one on, and both see to it that
 * every route was asked (asked.h); `both` does both. The files are cases of tests/handlers/cases.
 * What may come is the same bytes, a problem document of 5xx, an answer without a body where there
 * is no memory for that, or a stream that breaks off after right bytes; and afterwards the same
 * bytes again.
 *
 * The short form asks every question of the first file and of the others one of each kind (route,
 * status, type, coding, and the parameter that leads through code of its own), and fails each place
 * once, told apart by the innermost calls, and some calls of each question. LONG_TESTS asks all,
 * and fails every call of one of each kind, and of the others every place by its whole stack and
 * some of all calls; where a sanitizer makes that too slow, it is the latter for all. Where calls
 * fail from one on, it is the places of the short form and some of all. */
#include <time.h>

#include "asked.h"
#include "failing.h"
#include "formats/metrics.h"
#include "places.h"
#include "tests/handlers/cases.h"
#include "tests/handlers/visit.h"

enum {
    FILE_CEILING = 4 * 1024 * 1024,
    QUESTION_ROOM = 4096,
    CLOSEST_LOOK = 400, /* at calls of which there are few, in the first file */
    SAMPLE = 41,        /* one of so many calls */
    EACH = 2            /* calls of a question, whether their places are known or not */
};

enum outcome { SAME, PROBLEM, BARE, CUT, WRONG, OUTCOMES };
static const char *const outcome_names[] = {"the same bytes", "problem documents",
                                            "statuses without a body", "cut off", "WRONG"};

static struct config config;
static struct service service = {.config = &config};
/* When the calls begin to fail: on a new desk, on one that has the answer on its shelf, on one that
 * is about to code it; or before there is a question. */
enum warmth { COLD, WARM, RIPE, START, REFRESH };

/* Right answers: the one that comes without faults, and the plain one that a coded one may be. */
static struct visit golden, plain;
static struct visit seen;
static bool is_long, is_head, is_first_file, is_new_kind;
static bool ways[2] = {true, true}; /* one call fails; all from one on */
static long counts[OUTCOMES], runs, faults, questions;

static struct desk *open_desk(void)
{
    struct error err = {0};
    struct desk *desk = desk_open(&service, DESK_FRONT, &err);

    if (!desk) {
        (void)fprintf(stderr, "%s\n", err.detail);
        abort();
    }
    return desk;
}

static bool is_problem(const struct visit *visit)
{
    char status[32];

    (void)snprintf(status, sizeof status, "\"status\":%d,", visit->status);
    if (visit->status < 500 || visit->cut ||
        !slice_is(visit_header(visit, "Content-Type"), "application/problem+json"))
        return false;
    if (is_head)
        return !visit->body.size;
    return memmem(visit->body.data, visit->body.size, status, strlen(status)) &&
           slice_ends(buffer_all(&visit->body), "}\n");
}

static bool is_right(void)
{
    return visit_equal(&golden, &seen) || visit_equal(&plain, &seen);
}

static enum outcome judge(void)
{
    struct slice body = buffer_all(&seen.body), whole = buffer_all(&golden.body);

    if (is_right())
        return SAME;
    if (is_problem(&seen))
        return PROBLEM;
    if (seen.status == 500 && !body.size && !seen.cut)
        return BARE;
    if (seen.cut && seen.status == golden.status && body.size < whole.size &&
        (!body.size || memcmp(body.data, whole.data, body.size) == 0))
        return CUT;
    return WRONG;
}

static void complain(struct slice question, const char *what, const struct visit *visit)
{
    (void)fprintf(stderr, "%.*s\n%s: %d%s\n%.*s\n%.*s\n\n", SLICE_ARGS(question), what,
                  visit->status, visit->cut ? " cut" : "", SLICE_ARGS(buffer_all(&visit->head)),
                  (int)(visit->body.size < 2000 ? visit->body.size : 2000), visit->body.data);
}

/* One question while the nth call fails. */
static void run(struct desk *desk, struct slice question, const struct request *request,
                unsigned kinds, long nth, bool for_good)
{
    char what[80];

    failing_arm(kinds, nth, for_good);
    visit_make(desk, request, &seen);
    faults += failing_disarm();
    enum outcome outcome = judge();
    counts[outcome]++;
    runs++;
    (void)snprintf(what, sizeof what, "call %ld%s of kind %u", nth, for_good ? " and on" : "",
                   kinds);
    if (outcome == WRONG)
        complain(question, what, &seen);
    visit_make(desk, request, &seen);
    if (!is_right()) {
        counts[WRONG]++;
        (void)snprintf(what, sizeof what, "after call %ld of kind %u", nth, kinds);
        complain(question, what, &seen);
    }
}

static struct plan plan_of(unsigned kinds, unsigned state, bool for_good)
{
    bool are_few = kinds & (FAIL_OWN_MEMORY | FAIL_STEP);
    bool is_all = places_look() == LOOK_ALL && is_new_kind && !for_good;
    struct plan plan = {.salt = kinds << 8 | state << 1 | for_good, .at = questions};

    plan.near = !is_long || for_good;
    plan.step = failing_calls() / EACH + 1;
    if (is_first_file && are_few)
        plan.first = CLOSEST_LOOK;
    if (is_long && (is_all || plan.step > SAMPLE))
        plan.step = is_all ? 1 : SAMPLE;
    return plan;
}

static struct desk *desk_of(const struct request *request, enum warmth warmth)
{
    struct desk *desk = open_desk();

    for (int i = 0; i < (int)warmth; i++)
        visit_make(desk, request, &seen);
    return desk;
}

static void run_all(struct slice question, const struct request *request, unsigned kinds,
                    enum warmth warmth, bool for_good)
{
    struct desk *desk = desk_of(request, warmth);

    failing_survey(kinds);
    visit_make(desk, request, &seen);
    (void)failing_disarm();
    struct plan plan = plan_of(kinds, warmth, for_good);
    for (long nth = 0; (nth = plan_next(&plan, nth));) {
        if (warmth != WARM) {
            desk_close(desk);
            desk = desk_of(request, warmth);
        }
        run(desk, question, request, kinds, nth, for_good);
    }
    desk_close(desk);
}

/* Opening a desk: where it fails, it fails with a reason, and an own later look finds the data. */
static void run_start(const struct request *request, unsigned kinds, long nth, bool for_good)
{
    struct error err = {0};

    failing_arm(kinds, nth, for_good);
    CLOSE(desk) struct desk *desk = desk_open(&service, DESK_FRONT, &err);
    faults += failing_disarm();
    runs++;
    if (!desk) {
        counts[err.detail[0] ? PROBLEM : WRONG]++;
        return;
    }
    visit_make(desk, request, &seen);
    counts[judge()]++;
    if (!desk_refresh(desk, &err))
        complain(slice_of(err.detail), "a desk that finds no data", &seen);
    visit_make(desk, request, &seen);
    if (!is_right()) {
        counts[WRONG]++;
        complain(slice_of("start"), "after a start with faults", &seen);
    }
}

static void run_starts(const struct request *request, unsigned kinds, bool for_good)
{
    failing_survey(kinds);
    desk_close(open_desk());
    (void)failing_disarm();
    struct plan plan = plan_of(kinds, START, for_good);
    for (long nth = 0; (nth = plan_next(&plan, nth));)
        run_start(request, kinds, nth, for_good);
}

/* Another database: where it cannot be taken up there is a reason, and the one before is served. */
static void run_refresh(struct desk *desk, const struct request *request, unsigned kinds, long nth,
                        bool for_good)
{
    struct error err = {0};

    atomic_fetch_add(&service.reload, 1);
    failing_arm(kinds, nth, for_good);
    bool taken = desk_refresh(desk, &err);
    faults += failing_disarm();
    runs++;
    visit_make(desk, request, &seen);
    bool fine = is_right() && (taken || err.detail[0]);
    counts[!fine ? WRONG : taken ? SAME : PROBLEM]++;
    if (!fine)
        complain(slice_of("refresh"), err.detail, &seen);
}

static void run_refreshes(const struct request *request, unsigned kinds, bool for_good)
{
    CLOSE(desk) struct desk *desk = open_desk();
    struct error err = {0};

    atomic_fetch_add(&service.reload, 1);
    failing_survey(kinds);
    (void)desk_refresh(desk, &err);
    (void)failing_disarm();
    struct plan plan = plan_of(kinds, REFRESH, for_good);
    for (long nth = 0; (nth = plan_next(&plan, nth));)
        run_refresh(desk, request, kinds, nth, for_good);
}

static void take_golden(const struct request *request)
{
    CLOSE(desk) struct desk *desk = open_desk();

    visit_make(desk, request, &plain);
    for (int i = 0; i < (int)RIPE; i++)
        visit_make(desk, request, &golden);
}

/* Without a cache, and where a coding is made for the shelf. */
static void run_codings(struct slice question, const struct request *request)
{
    size_t bytes = service.cache_bytes;

    service.cache_bytes = 0;
    take_golden(request);
    run_all(question, request, FAIL_OWN_MEMORY, COLD, false);
    service.cache_bytes = bytes;
    take_golden(request);
    run_all(question, request, FAIL_OWN_MEMORY, RIPE, false);
}

static void run_desk(const struct request *request, bool for_good)
{
    run_starts(request, FAIL_MEMORY, for_good);
    run_starts(request, FAIL_FILES, for_good);
    run_refreshes(request, FAIL_MEMORY, for_good);
    run_refreshes(request, FAIL_FILES, for_good);
}

static void run_question(struct slice question, const struct request *request, bool for_good)
{
    static const unsigned others[] = {FAIL_OWN_MEMORY, FAIL_STEP, FAIL_READ, FAIL_SHORT_READ,
                                      FAIL_OPEN};

    run_all(question, request, FAIL_MEMORY, COLD, for_good);
    if (!for_good || is_long) {
        run_all(question, request, FAIL_MEMORY, WARM, for_good);
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
            run_all(question, request, others[i], COLD, for_good);
    }
    if (questions == 1 && golden.status == 200)
        run_desk(request, for_good);
}

static void ask(struct slice question)
{
    struct request_text text;
    long before = faults;

    request_of_text(question, true, &text);
    is_head = slice_is(text.request.method, "HEAD");
    take_golden(&text.request);
    is_new_kind = !asked_is_known(question, &golden) || is_first_file;
    if (!is_new_kind && !is_long)
        return;
    questions++;
    for (int for_good = 0; for_good < 2; for_good++)
        if (ways[for_good])
            run_question(question, &text.request, for_good);
    asked_note(&text.request, &golden, faults - before);
    if (ways[0] && request_header_count(&text.request, "Accept-Encoding"))
        run_codings(question, &text.request);
}

/* The same of a route in the formats in which nothing has asked it so far. */
static void ask_in_all_formats(struct slice question)
{
    const char *route = golden.route, *format, *last = NULL;
    char text[QUESTION_ROOM];

    if (golden.status != 200 || memchr(question.data, '\n', question.size))
        return;
    while ((format = asked_format(route)) && format != last) {
        char mark = memchr(question.data, '?', question.size) ? '&' : '?';

        (void)snprintf(text, sizeof text, "%.*s%cformat=%s", SLICE_ARGS(question), mark, format);
        ask(slice_of(text));
        last = format;
    }
}

static void read_file(const char *name, struct buffer *text)
{
    FILE *file = fopen(name, "rb");
    char piece[4096];
    size_t size;

    while (file && (size = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(text, piece, size);
    if (!file || fclose(file) != 0 || text->failed) {
        (void)fprintf(stderr, "%s cannot be read\n", name);
        abort();
    }
}

static void ask_file(const char *name)
{
    CLEAN(buffer) struct buffer text;
    struct api_case one;

    buffer_init(&text, FILE_CEILING);
    read_file(name, &text);
    struct slice rest = buffer_all(&text);
    while (case_read(&rest, &one)) {
        struct slice last = one.request_header_count
                                ? one.request_headers[one.request_header_count - 1]
                                : one.request_line;

        struct slice question = {one.request_line.data,
                                 (size_t)(last.data + last.size - one.request_line.data)};

        ask(question);
        if (!is_first_file)
            ask_in_all_formats(question);
    }
}

/* Of a server that there is not. */
static void measure(void *measured, struct metrics *metrics)
{
    (void)measured;
    metrics_single(metrics, "requests_total", METRIC_COUNTER, "Requests.", 1);
}

static void choose_ways(const char *name)
{
    ways[0] = strcmp(name, "on") != 0;
    ways[1] = strcmp(name, "one") != 0;
}

static void tell(void)
{
    (void)printf("%ld questions, %ld requests, %ld faults:", questions, runs, faults);
    for (int i = 0; i < OUTCOMES; i++)
        (void)printf(" %ld %s%s", counts[i], outcome_names[i], i + 1 < OUTCOMES ? "," : "\n");
    (void)printf("counts: requests=%ld faults=%ld right=%ld error=%ld cut=%ld wrong=%ld\n", runs,
                 faults, counts[SAME], counts[PROBLEM] + counts[BARE], counts[CUT], counts[WRONG]);
}

int main(int argc, char **argv)
{
    struct error err = {0};

    is_long = places_look() != LOOK_SHORT;
    atomic_store(&service.found, true);
    service.cache_bytes = 1024 * 1024;
    service.measure = measure;
    failing_set_up();
    visit_init(&golden);
    visit_init(&plain);
    visit_init(&seen);
    if (argc < 4 || !config_load(&config, (char *[]){NULL}, 0, NULL, NULL, 0, &(int){0}, &err) ||
        !slice_copy(slice_of(argv[1]), config.database, sizeof config.database))
        return 2;
    choose_ways(argv[2]);
    config.query_timeout = 0;
    is_first_file = true;
    for (int i = 3; i < argc; i++, is_first_file = false)
        ask_file(argv[i]);
    tell();
    visit_clear(&golden);
    visit_clear(&plain);
    visit_clear(&seen);
    return counts[WRONG] || !questions || !(strcmp(argv[2], "both") == 0 || asked_all());
}
