#include "db/spans_pack.h"

#include "base/buffer.h"

/* A period is two numbers, of seven bits a byte, the lowest first: how far its end lies behind the
 * end before, and its start before its end. */

enum { NUMBER_MOST = 5, CEILING = 64 * 1024, LOW = 0x7F, MORE = 0x80 };

struct packing {
    struct buffer bytes;
    int32_t end;
    int count;
    bool failed;
};

bool span_day(struct slice text, int32_t *day)
{
    int32_t number = 0;

    *day = NO_DAY;
    if (text.size == 1 && text.data[0] == '~')
        return true;
    if (text.size != sizeof "2021-06-30" - 1)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        bool hyphen = i == 4 || i == 7;

        if (hyphen ? text.data[i] != '-' : text.data[i] < '0' || text.data[i] > '9')
            return false;
        number = hyphen ? number : number * 10 + text.data[i] - '0';
    }
    *day = number;
    return true;
}

static bool take_number(struct slice *packed, int32_t *number)
{
    uint64_t taken = 0;

    for (int i = 0; i < NUMBER_MOST && packed->size; i++) {
        unsigned char byte = (unsigned char)packed->data[0];

        taken |= (uint64_t)(byte & LOW) << (7 * i);
        *packed = (struct slice){packed->data + 1, packed->size - 1};
        if (byte & MORE)
            continue;
        *number = (int32_t)taken;
        return taken <= INT32_MAX;
    }
    return false;
}

int spans_unpack(struct slice packed, struct span *spans, int most)
{
    int32_t end = 0, behind, length;
    int count = 0;

    while (packed.size && count <= most) {
        if (!take_number(&packed, &behind) || !take_number(&packed, &length) ||
            behind > INT32_MAX - end || length > end + behind)
            return -1;
        end += behind;
        spans[count++] = (struct span){end, end - length};
    }
    return count;
}

static void add_number(struct buffer *bytes, int32_t number)
{
    for (; number > LOW; number >>= 7)
        buffer_char(bytes, (char)(number | MORE));
    buffer_char(bytes, (char)number);
}

static struct slice argument(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);

    return (struct slice){text, text ? (size_t)sqlite3_value_bytes(value) : 0};
}

static void add_period(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct packing *packing = sqlite3_aggregate_context(context, sizeof *packing);
    int32_t start, end;

    (void)count;
    if (!packing)
        return;
    if (!packing->count++)
        buffer_init(&packing->bytes, CEILING);
    packing->failed |= packing->count > SPANS_MOST || !span_day(argument(values[0]), &start) ||
                       !span_day(argument(values[1]), &end) || end < packing->end || start > end;
    if (packing->failed)
        return;
    add_number(&packing->bytes, end - packing->end);
    add_number(&packing->bytes, end - start);
    packing->end = end;
}

static void end_periods(sqlite3_context *context)
{
    struct packing *packing = sqlite3_aggregate_context(context, 0);

    if (packing && packing->bytes.failed)
        sqlite3_result_error_nomem(context);
    else if (packing && !packing->failed)
        sqlite3_result_blob(context, packing->bytes.data, (int)packing->bytes.size,
                            SQLITE_TRANSIENT);
    if (packing)
        buffer_clear(&packing->bytes);
}

int spans_pack_add(sqlite3 *db)
{
    return sqlite3_create_function(db, "pack_periods", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                   NULL, add_period, end_periods);
}
