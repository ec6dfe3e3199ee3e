/* A desk that was asked before, and keeps no answers, while memory fails at the n-th call, for
 * every n.
 *
 * warm DATABASE: questions that libraries answer with more than rows. What comes is the same bytes
 * or an answer of 5xx, and then the same bytes again: nothing may stay behind in a connection
 * either. */
#include "failing.h"
#include "tests/handlers/visit.h"

static const char *const questions[] = {"/v1/search?q=%D8%A8%D8%B1%D8%A2%D9%85%D8%AF%D8%A7%D8%AA",
                                        "/v1/search?q=office&limit=2", "/v1/changes.csv",
                                        "/v1/figures?select=all&limit=3"};

static struct visit golden, seen;
static long faults, same, refused, wrong;

static void complain(const char *question, long nth, const char *when)
{
    wrong++;
    (void)fprintf(stderr, "%s, %s call %ld: %d\n%.*s\n", question, when, nth, seen.status,
                  SLICE_ARGS(buffer_all(&seen.body)));
}

/* False where no call failed any more. */
static bool fail_once(struct desk *desk, const char *question, long nth)
{
    failing_arm(FAIL_MEMORY, nth, false);
    visit_get(desk, slice_of(question), NULL, slice_of(""), &seen);
    bool failed = failing_disarm();

    faults += failed;
    if (visit_equal(&golden, &seen))
        same++;
    else if (seen.status >= 500 && !seen.cut)
        refused++;
    else
        complain(question, nth, "at");
    visit_get(desk, slice_of(question), NULL, slice_of(""), &seen);
    if (!visit_equal(&golden, &seen))
        complain(question, nth, "after");
    return failed;
}

static void ask_all(struct desk *desk)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        long nth = 1;

        visit_get(desk, slice_of(questions[i]), NULL, slice_of(""), &golden);
        if (golden.status != 200)
            complain(questions[i], 0, "without a fault at");
        while (fail_once(desk, questions[i], nth))
            nth++;
    }
}

int main(int argc, char **argv)
{
    static struct config config;
    static struct service service = {.config = &config};
    struct error err = {0};

    failing_set_up();
    visit_init(&golden);
    visit_init(&seen);
    atomic_store(&service.found, true);
    if (argc < 2 || !config_load(&config, (char *[]){NULL}, 0, NULL, NULL, 0, &(int){0}, &err) ||
        !slice_copy(slice_of(argv[1]), config.database, sizeof config.database))
        return 2;
    struct desk *desk = desk_open(&service, DESK_FRONT, &err);
    if (!desk)
        return 2;
    ask_all(desk);
    desk_close(desk);
    (void)printf("%ld faults: %ld the same bytes, %ld answers of 5xx, %ld WRONG\n", faults, same,
                 refused, wrong);
    (void)printf("counts: requests=%ld faults=%ld right=%ld error=%ld wrong=%ld\n",
                 same + refused + wrong, faults, same, refused, wrong);
    visit_clear(&golden);
    visit_clear(&seen);
    return wrong != 0 || !faults;
}
