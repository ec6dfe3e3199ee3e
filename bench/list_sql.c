/* Prints the statement that the service runs for all figures, so that the sqlite3 shell can be
 * asked the very same: list_sql REVISION. */
#include <stdio.h>
#include <string.h>

#include "db/claims_sql.h"

static void print_bound(struct slice sql, const char *revision)
{
    static const struct {
        const char *name, *value;
    } bound[] = {{":revision", NULL}, {":kind", "'figure'"}, {":limit", "-1"}};

    while (sql.size) {
        size_t i = 0, count = sizeof bound / sizeof bound[0];

        while (i < count && !slice_starts(sql, bound[i].name))
            i++;
        (void)fputs(i == count ? "" : bound[i].value ? bound[i].value : revision, stdout);
        if (i == count)
            (void)fputc(sql.data[0], stdout);
        sql = slice_skip(sql, i == count ? 1 : strlen(bound[i].name));
    }
}

int main(int argc, char **argv)
{
    const struct variant all = {
        .purpose = ROWS, .sort = SORT_SERIES, .filters = BY_KIND | BY_FIGURES};
    CLEAN(buffer) struct buffer sql;

    buffer_init(&sql, (size_t)64 * 1024);
    variant_sql(&all, &sql);
    print_bound(buffer_all(&sql), argc > 1 ? argv[1] : "1");
    (void)puts(";");
    return sql.failed;
}
