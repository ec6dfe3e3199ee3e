/* Calls that fail when they are told to: memory, and files.
 *
 * The rooms of this program are linked with --wrap, so that their calls come here; SQLite's and
 * cJSON's memory and SQLite's files are led here by their own hooks. Whoever arms is one thread. */
#ifndef FAILING_H
#define FAILING_H

#include <stdbool.h>

enum failing {
    FAIL_MEMORY = 1 << 0,
    FAIL_READ = 1 << 1,
    FAIL_SHORT_READ = 1 << 2, /* as at the end of a file that was cut off */
    FAIL_WRITE = 1 << 3,
    FAIL_FULL = 1 << 4, /* half of a write, and no room for the rest */
    FAIL_SYNC = 1 << 5, /* and rename, and taking a name away */
    FAIL_OPEN = 1 << 6,
    FAIL_OWN_MEMORY = 1 << 7, /* that the rooms take themselves: not SQLite's, not cJSON's */
    FAIL_STEP = 1 << 8,       /* a row of a statement: as where the time for a query is up */
    FAIL_FILES = FAIL_READ | FAIL_WRITE | FAIL_SYNC | FAIL_OPEN,
    FAIL_TOLD = FAIL_WRITE | FAIL_FULL | FAIL_SYNC, /* without which nothing was done */
};

/* Once, before anything else of SQLite or cJSON is called. */
void failing_set_up(void);

/* The nth call of those kinds from now on fails (from 1), and all that follow it where for_good. */
void failing_arm(unsigned kinds, long nth, bool for_good);

/* Nothing fails, and the places of calls of those kinds are noted (places.h). */
void failing_survey(unsigned kinds);

/* Ends this process at the nth call of those kinds, as by kill -9. */
void failing_arm_kill(unsigned kinds, long nth);

/* Whether any failed since; nothing fails any more. */
bool failing_disarm(void);

/* How many calls of those kinds there were since. */
long failing_calls(void);

/* Whether this call, of these kinds, is to fail; for the files behind this header. */
bool failing_now(unsigned kinds);
void failing_set_up_files(void);

#endif
