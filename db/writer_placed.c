/* A new store's claims, written by one statement that takes how they stand from here: as rows of a
 * table that SQLite steps through. So its place at the end of the claims and of each index stays
 * where it is from row to row. */
#include "db/writer_walk.h"
#include "sql.h"

static const char module_name[] = "placed";

static const char declaration[] =
    "CREATE TABLE placed (staged INTEGER, period_type TEXT, value_key TEXT, known_on TEXT, "
    "choice_key TEXT, first_key TEXT, ended_on TEXT, latest INTEGER, first INTEGER, "
    "agreement TEXT, alternatives INTEGER)";

enum placed_column {
    PLACED_STAGED,
    PLACED_PERIOD_TYPE,
    PLACED_VALUE_KEY,
    PLACED_KNOWN_ON,
    PLACED_CHOICE_KEY,
    PLACED_FIRST_KEY,
    PLACED_ENDED_ON,
    PLACED_LATEST,
    PLACED_FIRST,
    PLACED_AGREEMENT,
    PLACED_ALTERNATIVES,
};

struct placed {
    sqlite3_vtab_cursor cursor; /* first: SQLite's pointer to it is one to all */
    struct walk *walk;
    struct changes *changes;
    int at; /* of the walk's group */
    bool is_open, has_ended, has_failed;
};

/* SQLite may keep it for longer than we want the table. */
struct placed_table {
    sqlite3_vtab table;
    struct placed *placed;
};

static struct placed *placed_of(sqlite3_vtab_cursor *cursor)
{
    return (struct placed *)cursor;
}

static int connect_table(sqlite3 *db, void *context, int argc, const char *const *argv,
                         sqlite3_vtab **table, char **message)
{
    struct placed_table *made = sqlite3_malloc(sizeof *made);
    int code = made ? sqlite3_declare_vtab(db, declaration) : SQLITE_NOMEM;

    (void)argc;
    (void)argv;
    (void)message;
    if (code != SQLITE_OK) {
        sqlite3_free(made);
        return code;
    }
    *made = (struct placed_table){.placed = context};
    *table = &made->table;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1000000;
    return SQLITE_OK;
}

/* There is one walk, and so one cursor. */
static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    struct placed *placed = ((struct placed_table *)table)->placed;

    if (placed->is_open)
        return SQLITE_BUSY;
    placed->is_open = true;
    placed->at = -1;
    *cursor = &placed->cursor;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    placed_of(cursor)->is_open = false;
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    struct placed *placed = placed_of(cursor);
    struct walk *walk = placed->walk;

    if (++placed->at >= walk->group.count) {
        placed->at = 0;
        placed->has_ended = !walk_next(walk);
    }
    placed->has_failed = placed->has_ended && walk->err->kind != ERROR_NONE;
    if (placed->has_ended)
        return placed->has_failed ? SQLITE_ERROR : SQLITE_OK;
    placed->changes->added++;
    walk_note_day(placed->changes, &walk->group.members[placed->at]);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *cursor, int index, const char *index_name, int argc,
                  sqlite3_value **argv)
{
    (void)index;
    (void)index_name;
    (void)argc;
    (void)argv;
    return next_row(cursor);
}

static int has_ended(sqlite3_vtab_cursor *cursor)
{
    return placed_of(cursor)->has_ended;
}

/* Texts are SQLite's until the next row. */
static void give(sqlite3_context *out, const char *text)
{
    sqlite3_result_text(out, text, -1, SQLITE_STATIC);
}

static int give_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    const struct placed *placed = placed_of(cursor);
    const struct member *member = &placed->walk->group.members[placed->at];
    const struct stand *now = &member->now;

    switch ((enum placed_column)column) {
    case PLACED_STAGED:
        sqlite3_result_int64(out, member->staged);
        break;
    case PLACED_PERIOD_TYPE:
        give(out, now->period_type);
        break;
    case PLACED_VALUE_KEY:
        give(out, now->value_key);
        break;
    case PLACED_KNOWN_ON:
        give(out, now->known_on);
        break;
    case PLACED_CHOICE_KEY:
        give(out, now->choice.key);
        break;
    case PLACED_FIRST_KEY:
        give(out, now->choice.first_key);
        break;
    case PLACED_ENDED_ON:
        give(out, now->choice.ended_on);
        break;
    case PLACED_LATEST:
        sqlite3_result_int(out, now->choice.latest);
        break;
    case PLACED_FIRST:
        sqlite3_result_int(out, now->choice.first);
        break;
    case PLACED_AGREEMENT:
        give(out, now->agreement[0] ? now->agreement : NULL);
        break;
    case PLACED_ALTERNATIVES:
        sqlite3_result_int(out, now->alternatives);
        break;
    }
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = placed_of(cursor)->walk->group.members[placed_of(cursor)->at].staged;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = plan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next_row,
    .xEof = has_ended,
    .xColumn = give_column,
    .xRowid = give_rowid,
};

/* What failed on the walk has its own words. */
static bool write_all(struct placed *placed)
{
    struct walk *walk = placed->walk;
    sqlite3_stmt *insert = staging_prepare(walk->staging, sql_import_write_claim, walk->err);

    if (!insert)
        return false;
    bool ok = sqlite3_step(insert) == SQLITE_DONE && !placed->has_failed;
    if (!ok && !placed->has_failed)
        (void)staging_failed(walk->staging, "storing a row", walk->err);
    sqlite3_finalize(insert);
    return ok;
}

bool placed_write(struct walk *walk, struct changes *changes)
{
    struct placed placed = {.walk = walk, .changes = changes};
    sqlite3 *db = walk->staging->db;

    if (sqlite3_create_module_v2(db, module_name, &module, &placed, NULL) != SQLITE_OK)
        return staging_failed(walk->staging, "a table of claims", walk->err);
    bool ok = write_all(&placed);
    (void)sqlite3_create_module_v2(db, module_name, NULL, NULL, NULL);
    return ok;
}
