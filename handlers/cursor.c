#include <stdlib.h>
#include <xxhash.h>

#include "base/buffer.h"
#include "handlers/ask.h"

/* A cursor is "revision~check~key". The check ties its key to the question and to the data: a
 * cursor of another question, another database or a changed one is refused instead of giving other
 * rows. */

static uint64_t check_of(const struct ask *ask, const char *fingerprint, struct slice key)
{
    XXH64_hash_t seed = XXH3_64bits(fingerprint, strlen(fingerprint));

    seed = XXH3_64bits_withSeed(key.data, key.size, seed);
    return XXH3_64bits_withSeed(ask->meaning.data, ask->meaning.size, seed);
}

void ask_cursor(const struct ask *ask, const char *fingerprint, struct slice key,
                struct buffer *out)
{
    buffer_integer(out, ask->revision);
    buffer_char(out, '~');
    buffer_hexadecimal(out, check_of(ask, fingerprint, key));
    buffer_char(out, '~');
    buffer_slice(out, key);
}

static bool refuse(struct error *err, const char *why)
{
    (void)error_set(err, ERROR_ARGUMENT, "%s", why);
    (void)error_parameter(err, "cursor");
    return error_hint(err, "take the cursor from links.next of the page before, with the same "
                           "question");
}

bool ask_refuse_cursor(struct error *err)
{
    return refuse(err, "the cursor is damaged");
}

bool ask_resume(struct ask *ask, struct store *store, struct error *err)
{
    struct slice key = ask->values[PARAM_CURSOR], revision, check; /* a key may hold a "~" */
    struct revision_mark mark;
    CLEAN(buffer) struct buffer expected = {0};

    if (!key.data)
        return true;
    if (!slice_cut(&key, '~', &revision) || !slice_cut(&key, '~', &check) || !key.size ||
        !slice_integer(revision, INT32_MAX, &ask->revision))
        return ask_refuse_cursor(err);
    if (!store_mark(store, ask->revision, &mark, err))
        return err->kind == ERROR_NONE ? refuse(err, "the cursor belongs to other data") : false;
    buffer_init(&expected, 1024);
    ask_cursor(ask, mark.fingerprint, key, &expected);
    if (expected.failed)
        return error_set(err, ERROR_INTERNAL, "no memory for a cursor");
    if (!slice_equal(ask->values[PARAM_CURSOR], buffer_all(&expected)))
        return refuse(err, "the cursor belongs to another question or to other data");
    ask->after = key;
    return true;
}
