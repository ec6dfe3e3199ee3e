#include "db/schema_apply.h"

#include "db/schema.h"
#include "sql.h"

int schema_known(void)
{
    return (int)(sizeof sql_schema_files / sizeof sql_schema_files[0]);
}

static bool failed(sqlite3 *db, const char *doing, struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "%s: %s", doing, sqlite3_errmsg(db));
}

static bool read_number(sqlite3 *db, const char *sql, int *number, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW;

    if (ok)
        *number = sqlite3_column_int(statement, 0);
    else
        (void)failed(db, sql, err);
    sqlite3_finalize(statement);
    return ok;
}

bool schema_version(sqlite3 *db, const char *schema, const char *path, int *version,
                    struct error *err)
{
    int application = 0;
    char sql[64];

    (void)snprintf(sql, sizeof sql, "PRAGMA %s.application_id", schema);
    if (!read_number(db, sql, &application, err))
        return false;
    (void)snprintf(sql, sizeof sql, "PRAGMA %s.user_version", schema);
    if (!read_number(db, sql, version, err))
        return false;
    if (application != SCHEMA_APPLICATION_ID)
        return error_set(err, ERROR_INPUT, "%s is no exportstats database", path);
    if (*version > schema_known())
        return error_set(err, ERROR_INPUT,
                         "%s has schema version %d, this program knows %d: use a newer program",
                         path, *version, schema_known());
    return true;
}

static bool apply(sqlite3 *db, int version, struct error *err)
{
    const struct sql_file *file = &sql_schema_files[version];
    char end[96];

    (void)snprintf(end, sizeof end, "PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT",
                   version + 1, SCHEMA_APPLICATION_ID);
    return (sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
            sqlite3_exec(db, file->text, NULL, NULL, NULL) == SQLITE_OK &&
            sqlite3_exec(db, end, NULL, NULL, NULL) == SQLITE_OK) ||
           failed(db, file->name, err);
}

bool schema_apply(sqlite3 *db, struct error *err)
{
    int version = 0;

    if (!read_number(db, "PRAGMA user_version", &version, err))
        return false;
    for (; version < schema_known(); version++)
        if (!apply(db, version, err))
            return false;
    return true;
}
