#include <xxhash.h>

#include "db/writer_internal.h"
#include "sql.h"

enum { INDEX_SQL_CEILING = 64 * 1024, BULK_LEAST = 20000, BULK_SHARE = 4, FINGERPRINT_ROOM = 33 };

/* An index of so many entries, a few megabytes, grows within the cache. */
enum { FEW = 100000 };

/* A copy that fails is thrown away: nothing need be rolled back. What its rows refer to is looked
 * for when all of them stand (writer_complete.c). */
static const char settings[] = "PRAGMA copy.journal_mode = OFF; PRAGMA copy.synchronous = OFF;"
                               "PRAGMA copy.cache_size = -32000; PRAGMA foreign_keys = OFF;";

static bool open_copy(struct writer *writer, struct staging *staging, struct error *err)
{
    return writer_copy(writer, err) &&
           staging_attach(staging, writer->working, "rw", "copy", err) &&
           staging_exec(staging, settings, err);
}

static void previous_fingerprint(struct staging *staging, char out[FINGERPRINT_ROOM],
                                 struct error *err)
{
    sqlite3_stmt *newest = staging_prepare(
        staging, "SELECT fingerprint FROM revision ORDER BY number DESC LIMIT 1", err);

    out[0] = '\0';
    if (newest && staging_step(staging, newest, err))
        (void)slice_copy(staging_text(newest, 0), out, FINGERPRINT_ROOM);
    sqlite3_finalize(newest);
}

/* Over all revisions so far and this package, whatever the order of its rows. */
static bool make_fingerprint(struct staging *staging, char out[FINGERPRINT_ROOM], struct error *err)
{
    char before[FINGERPRINT_ROOM];
    CLEAN(buffer) struct buffer all;

    previous_fingerprint(staging, before, err);
    buffer_init(&all, staging->metadata_size + 256);
    buffer_format(&all, "%s %016llx%016llx ", before, (unsigned long long)staging->hash_high,
                  (unsigned long long)staging->hash_low);
    buffer_add(&all, staging->metadata, staging->metadata_size);
    if (all.failed || err->kind != ERROR_NONE)
        return all.failed ? error_set(err, ERROR_INTERNAL, "no memory for a fingerprint") : false;
    XXH128_hash_t hash = XXH3_128bits(all.data, all.size);
    (void)snprintf(out, FINGERPRINT_ROOM, "%016llx%016llx", (unsigned long long)hash.high64,
                   (unsigned long long)hash.low64);
    return true;
}

static void bind_named(sqlite3_stmt *statement, const char *name, int64_t value)
{
    sqlite3_bind_int64(statement, sqlite3_bind_parameter_index(statement, name), value);
}

static void bind_words(sqlite3_stmt *statement, const char *name, const char *text)
{
    sqlite3_bind_text(statement, sqlite3_bind_parameter_index(statement, name), text, -1,
                      SQLITE_STATIC);
}

static bool write_revision(struct staging *staging, int64_t imported_at, struct changes *changes,
                           struct error *err)
{
    char fingerprint[FINGERPRINT_ROOM], number[80];

    changes->revision++;
    (void)snprintf(number, sizeof number, "INSERT INTO stage.writing VALUES (%lld)",
                   (long long)changes->revision);
    if (!make_fingerprint(staging, fingerprint, err) || !staging_exec(staging, number, err))
        return false;
    sqlite3_stmt *revision = staging_prepare(staging, sql_import_revision, err);
    if (!revision)
        return false;
    bind_named(revision, ":imported_at", imported_at);
    bind_words(revision, ":fingerprint", fingerprint);
    bind_words(revision, ":metadata", staging->metadata);
    bind_words(revision, ":known_on", changes->known_on[0] ? changes->known_on : "~");
    bind_named(revision, ":added", changes->added);
    bind_named(revision, ":changed", changes->changed);
    bind_named(revision, ":closed", changes->closed);
    bool ok = staging_done(staging, revision, err);
    sqlite3_finalize(revision);
    return ok;
}

static int64_t count_claims(const struct staging *staging)
{
    return staging->rows[FILE_FIGURES] + staging->rows[FILE_TARGETS] +
           staging->rows[FILE_GROWTH_RATES] + staging->rows[FILE_REMARKS];
}

static sqlite3_stmt *prepare_indexes(struct staging *staging, bool is_new, struct error *err)
{
    sqlite3_stmt *indexes = staging_prepare(staging, sql_import_indexes, err);

    if (!indexes)
        return NULL;
    bind_named(indexes, ":new", is_new);
    bind_named(indexes, ":others", count_claims(staging) - staging->rows[FILE_FIGURES]);
    bind_named(indexes, ":labels", staging->labels);
    bind_named(indexes, ":stated", staging->stated_days);
    bind_named(indexes, ":few", FEW);
    return indexes;
}

/* Where a great part of the claims is written most indexes are made anew afterwards. Their SQL goes
 * to `after`, their end to `before`. */
static bool plan_indexes(struct staging *staging, int64_t written, bool is_new,
                         struct buffer *before, struct buffer *after, struct error *err)
{
    sqlite3_stmt *indexes = NULL;

    if (written >= BULK_LEAST && written >= count_claims(staging) / BULK_SHARE)
        indexes = prepare_indexes(staging, is_new, err);
    else
        err->kind = ERROR_NONE;
    while (indexes && staging_step(staging, indexes, err)) {
        buffer_format(before, "DROP INDEX copy.%s;", sqlite3_column_text(indexes, 0));
        buffer_format(after, "%s;\n", sqlite3_column_text(indexes, 1));
    }
    sqlite3_finalize(indexes);
    buffer_char(before, '\0');
    buffer_char(after, '\0');
    if (before->failed || after->failed)
        return error_set(err, ERROR_INTERNAL, "no memory for the indexes");
    return err->kind == ERROR_NONE;
}

static bool write_rows(struct staging *staging, int64_t imported_at, struct changes *changes,
                       struct error *err)
{
    return staging_exec(staging, "BEGIN", err) &&
           write_revision(staging, imported_at, changes, err) &&
           staging_exec(staging, sql_import_write, err) &&
           staging_exec(staging, sql_import_write_cells, err) &&
           staging_exec(staging, "COMMIT", err) && staging_exec(staging, "DETACH copy", err);
}

/* Opens the copy, ready for so many claims; `after` is what then makes its indexes. */
static bool begin(struct writer *writer, struct staging *staging, int64_t claims, bool is_new,
                  const struct progress *progress, struct buffer *after, struct error *err)
{
    CLEAN(buffer) struct buffer before;

    buffer_init(&before, INDEX_SQL_CEILING);
    progress_tell(progress, "writing", 0);
    return open_copy(writer, staging, err) &&
           plan_indexes(staging, claims, is_new, &before, after, err) &&
           staging_exec(staging, before.data, err);
}

bool writer_write(struct writer *writer, struct staging *staging, int64_t imported_at,
                  const struct progress *progress, struct changes *changes, struct error *err)
{
    int64_t claims = changes->added + changes->changed + changes->stands_differently;
    CLEAN(buffer) struct buffer after;

    buffer_init(&after, INDEX_SQL_CEILING);
    return begin(writer, staging, claims, false, progress, &after, err) &&
           write_rows(staging, imported_at, changes, err) &&
           writer_complete(writer, staging, after.data, progress, err) &&
           writer_publish(writer, err);
}

bool writer_write_new(struct writer *writer, struct staging *staging, int64_t imported_at,
                      const struct progress *progress, struct changes *changes, struct error *err)
{
    CLEAN(buffer) struct buffer after;

    buffer_init(&after, INDEX_SQL_CEILING);
    return begin(writer, staging, count_claims(staging), true, progress, &after, err) &&
           writer_place(staging, progress, changes, err) &&
           write_rows(staging, imported_at, changes, err) &&
           writer_complete(writer, staging, after.data, progress, err) &&
           writer_publish(writer, err);
}
