#include "tests/import/world.h"

#include <fcntl.h>
#include <ftw.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/store.h"
#include "package/export.h"

enum { FILE_CEILING = 64 * 1024 * 1024, TOLD_CEILING = 16 * 1024 * 1024, FAULTS = 5000 };

#define SHARED                                                                                     \
    "id,series,period_start,period_end,period_label,number,scale,comparator,source,locator,"       \
    "stated_by,stated_on,origin,statement,replaces,rank,rank_reason,note"

static const struct {
    const char *file, *text;
} files[] = {
    {"datapackage.json",
     "{\"name\": \"small\", \"licenses\": [{\"name\": \"CC0-1.0\"}], \"resources\": ["
     "{\"path\": \"series.csv\"}, {\"path\": \"sources.csv\"}, {\"path\": \"figures.csv\"}, "
     "{\"path\": \"targets.csv\"}, {\"path\": \"growth_rates.csv\"}, {\"path\": "
     "\"remarks.csv\"}]}\n"},
    {"series.csv", "id,name,definition,geography,unit,broader,part_of,fiscal_year_start,note\n"
                   "a,A,Exports of a.,PK,USD,b,,07-01,\n"
                   "b,B,Exports of b.,PK,USD,,,07-01,\n"
                   "c,C,Share of c.,WLD,percent,,,,\n"
                   "d,D,Words about d.,PK,,,,,\n"},
    {"sources.csv",
     "id,title,publisher,author,published_on,url,archive_url,accessed_on,language,type,origin,"
     "note\n"
     "paper,Paper,The Paper,,2021-07-25,https://example.org/paper,,,en,article,,\n"
     "table,Table,The Bureau,,2021-08-20,https://example.org/table,,,en,dataset,bureau,\n"
     "undated,,The Forum,,,https://example.org/undated,,,,forum,,\n"},
    {"figures.csv", SHARED
     ",status\n"
     "a.2021.paper,a,2020-07-01,2021-06-30,,2.12,billion,=,paper,p. 1,,,,It came to "
     "2.12.,,normal,,,"
     "actual\n"
     "a.2021.table,a,2020-07-01,2021-06-30,,2123.035,million,=,table,p. 2,,,,It came to 2123.,,"
     "normal,,,actual\n"
     "a.2022.paper,a,2021-07-01,2022-06-30,,2.6,billion,=,paper,p. 3,,,,It came to 2.6.,,normal,,,"
     "actual\n"
     "c.2021.undated,c,2020-07-01,2021-06-30,,12.5,,=,undated,p. 4,,,,It is 12.5 "
     "percent.,,normal,,,"
     "projected\n"},
    {"targets.csv", SHARED ",reading,set_by\n"
                           "a.target.table,a,,2023-12-31,,5,billion,=,table,p. 5,,,,The aim is 5.,,"
                           "normal,,,level,Ministry\n"},
    {"growth_rates.csv", SHARED ",base_start,base_end\n"
                                "a.growth.paper,a,2020-07-01,2021-06-30,,47.4,,=,paper,p. 6,,,,It "
                                "grew by 47.4.,,normal,,,2019-07-01,2020-06-30\n"},
    {"remarks.csv",
     "id,series,period_start,period_end,period_label,source,locator,stated_by,stated_on,origin,"
     "statement,replaces,rank,rank_reason,note\n"
     "d.remark.paper,d,,,some day,paper,p. 7,,,,It was said.,,normal,,\n"
     "remark.paper,,2021-01-26,2021-01-26,,paper,p. 8,,,,It was said too.,,normal,,\n"},
};

static void path_of(const struct world *world, const char *file, char out[2 * WORLD_ROOM])
{
    (void)snprintf(out, 2 * WORLD_ROOM, "%s/%s", world->package, file);
}

void world_open(struct world *world)
{
    *world = (struct world){0};
    (void)snprintf(world->folder, WORLD_ROOM, "/tmp/world-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(world->folder));
    (void)snprintf(world->package, WORLD_ROOM, "%.64s/package", world->folder);
    (void)snprintf(world->database, WORLD_ROOM, "%.64s/test.db", world->folder);
    ck_assert_int_eq(mkdir(world->package, 0700), 0);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        world_write(world, files[i].file, files[i].text);
    buffer_init(&world->told, TOLD_CEILING);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    return remove(path);
}

void world_close(struct world *world)
{
    (void)nftw(world->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    buffer_clear(&world->told);
}

void world_write(const struct world *world, const char *file, const char *text)
{
    char path[2 * WORLD_ROOM];

    path_of(world, file, path);
    if (!text) {
        ck_assert_int_eq(unlink(path), 0);
        return;
    }
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

void world_read(const char *path, struct buffer *out)
{
    int file = open(path, O_RDONLY);
    ssize_t got = 1;

    buffer_init(out, FILE_CEILING);
    ck_assert_msg(file >= 0, "%s", path);
    while (got > 0) {
        char *end = buffer_grow(out, 65536);

        ck_assert_ptr_nonnull(end);
        got = read(file, end, 65536);
        ck_assert_int_ge(got, 0);
        out->size += (size_t)got;
    }
    (void)close(file);
}

void world_change(const struct world *world, const char *file, const char *from, const char *to)
{
    char path[2 * WORLD_ROOM];
    struct buffer old, new;

    path_of(world, file, path);
    world_read(path, &old);
    buffer_init(&new, FILE_CEILING);
    char *found = memmem(old.data, old.size, from, strlen(from));
    ck_assert_msg(found, "%s has no %s", file, from);
    buffer_add(&new, old.data, (size_t)(found - old.data));
    buffer_text(&new, to);
    buffer_text(&new, (buffer_char(&old, '\0'), old.data + (found - old.data) + strlen(from)));
    buffer_char(&new, '\0');
    world_write(world, file, new.data);
    buffer_clear(&old);
    buffer_clear(&new);
}

void world_add(const struct world *world, const char *file, const char *text)
{
    char path[2 * WORLD_ROOM];

    path_of(world, file, path);
    FILE *out = fopen(path, "a");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_ge(fputs(text, out), 0);
    ck_assert_int_eq(fclose(out), 0);
}

static void tell_fault(void *context, const struct fault *fault)
{
    buffer_format(context, "%s:%lld: %.*s: %.*s\n", package_file_name(fault->file),
                  (long long)fault->line, fault->column.size ? (int)fault->column.size : 3,
                  fault->column.size ? fault->column.data : "row", SLICE_ARGS(fault->message));
}

static void tell_change(void *context, char action, enum package_file file, struct slice id)
{
    buffer_format(context, "%c %s %.*s\n", action, package_file_name(file), SLICE_ARGS(id));
}

int world_run(struct world *world, enum import_depth depth)
{
    struct import import = {.folder = world->package,
                            .database = depth == IMPORT_CHECK && access(world->database, F_OK) != 0
                                            ? NULL
                                            : world->database,
                            .depth = depth,
                            .imported_at = 1700000000,
                            .faults_told = FAULTS,
                            .tell_fault = tell_fault,
                            .tell_change = tell_change,
                            .context = &world->told};

    buffer_reset(&world->told);
    world->err = (struct error){0};
    bool ok = package_import(&import, &world->err);
    buffer_char(&world->told, '\0');
    world->changes = import.changes;
    world->was_written = import.was_written;
    return ok ? (int)import.faults : -1;
}

void world_import(struct world *world, int64_t revision)
{
    int faults = world_run(world, IMPORT_WRITE);

    ck_assert_msg(faults == 0, "%d %s %s", faults, world->err.detail, world->told.data);
    ck_assert(world->was_written);
    ck_assert_int_eq(world->changes.revision, revision);
}

const char *world_ask(const struct world *world, const char *sql, char out[WORLD_ROOM])
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;

    ck_assert_int_eq(sqlite3_open_v2(world->database, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "%s",
                  sqlite3_errmsg(db));
    out[0] = '\0';
    if (sqlite3_step(statement) == SQLITE_ROW)
        (void)snprintf(out, WORLD_ROOM, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return out;
}

void world_export(const struct world *world, const char *folder)
{
    struct error err = {0};
    struct store *store = store_open(world->database, 0, &err);

    ck_assert_msg(store, "%s", err.detail);
    ck_assert_msg(package_export(folder, store, store_revision(store), &err), "%s", err.detail);
    store_close(store);
}

void world_add_rows(const struct world *world, int from, int to)
{
    struct buffer rows;

    buffer_init(&rows, 16 * 1024 * 1024);
    for (int i = from; i < to; i++)
        buffer_format(&rows,
                      "x.%d,a,%04d-01-01,%04d-12-31,,%d,million,=,paper,p. %d,,,,It was "
                      "%d.,,normal,,,actual\n",
                      i, 1000 + i % 1000, 1000 + i % 1000, i, i, i);
    buffer_char(&rows, '\0');
    world_add(world, "figures.csv", rows.data);
    buffer_clear(&rows);
}

void world_expect_readable(const struct world *world, int64_t revision)
{
    struct error err = {0};
    struct store *store = store_open(world->database, 0, &err);
    char out[WORLD_ROOM];

    ck_assert_msg(store, "%s", err.detail);
    ck_assert_int_eq(store_revision(store), revision);
    store_close(store);
    ck_assert_str_eq(world_ask(world, "PRAGMA integrity_check", out), "ok");
}

void world_expect_bytes(const struct buffer *before, const char *path)
{
    struct buffer after;

    world_read(path, &after);
    ck_assert(slice_equal(buffer_all(before), buffer_all(&after)));
    buffer_clear(&after);
}
