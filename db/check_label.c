#include "db/check_label.h"

#include "db/staging_internal.h"
#include "stats/period.h"

static struct slice text_of(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);

    return (struct slice){text, text ? (size_t)sqlite3_value_bytes(value) : 0};
}

static struct month_day fiscal_start_of(sqlite3_value *value)
{
    struct month_day day;

    return month_day_parse(text_of(value), &day) ? day : (struct month_day){1, 1};
}

static struct period period_of(sqlite3_value *start, sqlite3_value *end)
{
    struct period period = {0};

    if (!date_parse(text_of(start), &period.start))
        period.start = (struct date){0};
    if (!date_parse(text_of(end), &period.end))
        period.end = (struct date){0};
    return period;
}

/* Where a series has no fiscal year but the calendar's, or a remark no series, "FY2020-21" is the
 * wording of a source that has one: it begins with the row, or the label is of another period. */
static bool is_other(struct slice label, struct month_day fiscal_start, struct period dates)
{
    struct month_day own = {dates.start.month, dates.start.day};
    struct error err = {0};
    struct period said;
    bool fiscal = false;

    if (period_parse(label, fiscal_start, &said, &fiscal, &err))
        return !period_equal(said, dates);
    if (!fiscal)
        return false;
    return !date_given(dates.start) || !period_parse(label, own, &said, &fiscal, &err) ||
           !period_equal(said, dates);
}

static void label_other(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct month_day fiscal_start = fiscal_start_of(values[1]);
    struct period dates = period_of(values[2], values[3]);
    char says[PERIOD_LABEL_ROOM];

    (void)count;
    if (!is_other(text_of(values[0]), fiscal_start, dates))
        return;
    size_t size = period_label(dates, fiscal_start, says);
    sqlite3_result_text(context, says, (int)size, SQLITE_TRANSIENT);
}

bool check_label_function(struct staging *staging, struct error *err)
{
    return sqlite3_create_function(staging->db, "label_other", 4,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, label_other, NULL,
                                   NULL) == SQLITE_OK ||
           staging_failed(staging, "a function for the rules", err);
}
