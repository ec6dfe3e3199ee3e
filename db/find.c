#include "base/buffer.h"
#include "db/list.h"
#include "db/near.h"
#include "sql.h"

/* One claim by its id. */

/* ERROR_GONE where the id was closed before that revision, with its last version; else not found.
 */
static bool explain_missing(struct store *store, enum claim_kind kind, struct slice id,
                            int64_t revision, struct error *err)
{
    sqlite3_stmt *statement = store_fixed(store, sql_query_claim_state, err);

    if (!statement)
        return false;
    store_bind_text(statement, ":id", id);
    store_bind_integer(statement, ":revision", revision);
    if (store_step(store, statement, err)) {
        struct slice is = store_text(statement, 0);
        int64_t closed = sqlite3_column_int64(statement, 2);

        (void)(slice_is(is, claim_kinds.items[kind])
                   ? near_closed(id, closed, err)
                   : error_set(err, ERROR_NOT_FOUND, "%.*s is a %.*s, not a %s", SLICE_ARGS(id),
                               SLICE_ARGS(is), claim_kinds.items[kind]));
        sqlite3_reset(statement);
        return false;
    }
    if (err->kind != ERROR_NONE)
        return false;
    statement = store_fixed(store, sql_query_catalog_claims, err);
    if (statement)
        store_bind_text(statement, ":id", id);
    return near_not_found(store, claim_kinds.items[kind], statement, id, err);
}

static void make_find(const void *from, struct buffer *sql)
{
    (void)from;
    buffer_format(sql, "%s%s%sFROM claim AS c INDEXED BY claim_id\n%s%s", sql_query_claim_columns,
                  sql_query_claim_other, sql_query_claim_joined, sql_query_claim_joins,
                  sql_query_claim_by_id);
}

/* A claim that was made only later. */
static bool check_known(const struct claim *claim, struct slice as_of, struct error *err)
{
    struct slice id = claim->id, known_on = claim->known_on;

    if (!as_of.data || slice_compare(known_on, as_of) <= 0)
        return true;
    (void)(slice_is(known_on, "~")
               ? error_set(err, ERROR_NOT_FOUND,
                           "%.*s has no date: when it became known cannot be said", SLICE_ARGS(id))
               : error_set(err, ERROR_NOT_FOUND, "%.*s was not known on %.*s but from %.*s on",
                           SLICE_ARGS(id), SLICE_ARGS(as_of), SLICE_ARGS(known_on)));
    return error_parameter(err, "as_of");
}

bool claim_find(struct store *store, enum claim_kind kind, struct slice id, int64_t revision,
                struct slice as_of, struct claim *claim, struct error *err)
{
    sqlite3_stmt *statement =
        store_statement(store, (uint64_t)(uintptr_t)make_find, make_find, NULL, err);
    struct row_map map;

    if (!statement || !store_map(store, statement, &claim_fields, &map, err))
        return false;
    store_bind_text(statement, ":id", id);
    store_bind_text(statement, ":kind", slice_of(claim_kinds.items[kind]));
    store_bind_integer(statement, ":revision", revision);
    if (!store_step(store, statement, err))
        return err->kind == ERROR_NONE ? explain_missing(store, kind, id, revision, err) : false;
    row_fill(statement, &map, claim);
    claim_complete(claim);
    return check_known(claim, as_of, err);
}
