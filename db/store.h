/* The store as readers meet it: one connection, one thread, one revision.
 *
 * A database file never changes once it stands under its name (imports write another and rename
 * it), so a store holds one read transaction for its whole life and sees one revision from start to
 * end. SQLite lives behind db/ and shows in no header. */
#ifndef STORE_H
#define STORE_H

#include "base/clean.h"
#include "base/error.h"
#include "base/slice.h"

struct store;

/* Read only. Checks that the file is one of ours (application id), of a schema we know, and holds a
 * revision; store_check looks closer. query_timeout: milliseconds a query may take, 0 for no limit.
 * ERROR_UNAVAILABLE where there is no such file, ERROR_INPUT where it is no database of ours,
 * ERROR_INTERNAL else. */
struct store *store_open(const char *path, int64_t query_timeout, struct error *err);
void store_close(struct store *store);
DEFINE_CLOSE(store)

/* Whether the file that it reads still is as it was when it was opened; another file under the same
 * name does not matter. ERROR_UNAVAILABLE where it was changed in place. */
bool store_is_intact(const struct store *store, struct error *err);

/* Whether an answer may be made of what this thread read since the last look: the file is intact,
 * and no value was lost for want of memory (ERROR_INTERNAL). To be asked before any of it is sent,
 * also where nothing was found. */
bool store_is_sound(const struct store *store, struct error *err);

/* go_on is asked every some thousand steps of a query; where it says no, the query ends with
 * ERROR_DEADLINE. */
void store_attend(struct store *store, bool (*go_on)(void *context), void *context);

/* Whether the file is as long as it should be and the stored counts hold; reads an index over all
 * claims. ERROR_INPUT where not. */
bool store_check(struct store *store, struct error *err);

/* Whether all pages are in order; reads all of the file. ERROR_INPUT where not. */
bool store_check_pages(struct store *store, struct error *err);

/* The newest revision in the file. */
int64_t store_revision(const struct store *store);

/* What an earlier revision is known by. */
struct revision_mark {
    int64_t number;
    char fingerprint[33];
    int64_t imported_at; /* seconds since 1970 */
};
/* False where there is none such (err->kind is ERROR_NONE) or on failure. */
bool store_mark(struct store *store, int64_t revision, struct revision_mark *mark,
                struct error *err);

/* A stream keeps the store it began with: each hold is given back by store_close. */
struct store *store_hold(struct store *store);

#endif
