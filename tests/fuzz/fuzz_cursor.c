/* Keys of cursors that nobody handed out. The first byte chooses a list, what follows is the key;
 * it is asked with the check that makes it one of ours, so that the list itself must read or refuse
 * it, and without. */
#include "db/store.h"
#include "desks.h"
#include "fuzz.h"
#include "tests/handlers/forge.h"

static const char *const paths[] = {
    "/v1/figures?limit=2", "/v1/series?limit=1",  "/v1/conflicts?limit=1", "/v1/search?q=exports",
    "/v1/changes?limit=1", "/v1/sources?limit=1", "/v1/figures?sort=value"};

static struct store *store_of(int number)
{
    static struct store *stores[DESKS];
    const char *path = getenv(number ? "EXPORTSTATS_TEST_REVISIONS" : "EXPORTSTATS_TEST_DATABASE");
    struct error err = {0};

    if (!stores[number])
        stores[number] = store_open(path, 0, &err);
    EXPECT(stores[number], "%s", err.detail);
    return stores[number];
}

static void ask_cursor_of(int number, const char *path, struct slice cursor)
{
    CLEAN(buffer) struct buffer target;
    CLEAN(visit) struct visit visit;

    visit_init(&visit);
    buffer_init(&target, (size_t)16 * 1024);
    buffer_format(&target, "%s&cursor=", path);
    for (size_t i = 0; i < cursor.size; i++)
        buffer_format(&target, "%%%02X", (unsigned char)cursor.data[i]);
    visit_get(desk_number(number), buffer_all(&target), NULL, slice_of(""), &visit);
    check_answer(&visit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_text(data, size > 1000 ? 1000 : size);
    CLEAN(buffer) struct buffer cursor;

    buffer_init(&cursor, (size_t)4 * 1024);
    if (!text.size)
        return 0;
    const char *path = paths[(unsigned char)text.data[0] % (sizeof paths / sizeof paths[0])];
    for (int i = 0; i < DESKS; i++) {
        ask_cursor_of(i, path, slice_skip(text, 1));
        buffer_reset(&cursor);
        cursor_forge(store_of(i), path, slice_skip(text, 1), &cursor);
        ask_cursor_of(i, path, buffer_all(&cursor));
    }
    return 0;
}
