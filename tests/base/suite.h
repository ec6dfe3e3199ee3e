/* One Check suite an executable: `int main(void)` names its tests and hands them over. */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SUITE_SECONDS = 120 }; /* enough for generated cases under a sanitizer */

__attribute__((format(printf, 4, 5), noreturn)) static inline void
expect_failed(const char *file, int line, const char *condition, const char *format, ...)
{
    char about[256];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(about, sizeof about, format, args);
    va_end(args);
    ck_abort_msg("%s:%d: %s: %s", file, line, condition, about);
}

#define SUITE_RUN(name, tests) suite_run((name), (tests), sizeof(tests) / sizeof((tests)[0]))

/* An assertion for loops over generated cases: Check's own writes to a pipe each time. */
#define EXPECT(condition, ...)                                                                     \
    do {                                                                                           \
        if (!(condition))                                                                          \
            expect_failed(__FILE__, __LINE__, #condition, __VA_ARGS__);                            \
    } while (0)

/* Runs it and frees it; what main returns. */
static inline int suite_finish(Suite *suite)
{
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static inline int suite_run(const char *name, const TTest *const tests[], size_t count)
{
    Suite *suite = suite_create(name);
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, SUITE_SECONDS);
    for (size_t i = 0; i < count; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}

#endif
