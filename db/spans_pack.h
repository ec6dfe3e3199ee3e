/* The periods of a series, packed: two or three bytes each. Only db/spans.c and imports see this.
 */
#ifndef SPANS_PACK_H
#define SPANS_PACK_H

#include <sqlite3.h>

#include "base/slice.h"

/* Days as numbers in their order, 2021-06-30 as 20210630; '~' (db/schema) is above all days. */
struct span {
    int32_t end, start;
};
enum { NO_DAY = INT32_MAX };

/* A longer series is counted by a query: some hundredths of a millisecond are the rest. */
enum { SPANS_MOST = 4096 };

/* False for what is neither a day nor '~'. */
bool span_day(struct slice text, int32_t *day);

/* How many were unpacked, most + 1 where there are more; -1 where the bytes are none of ours. */
int spans_unpack(struct slice packed, struct span *spans, int most);

/* pack_periods(period_start, period_end), an aggregate over periods in the order of their ends;
 * NULL for more than SPANS_MOST. SQLite's code. */
int spans_pack_add(sqlite3 *db);

#endif
