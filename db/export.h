/* The rows of a store as a package holds them. */
#ifndef EXPORT_H
#define EXPORT_H

#include "base/buffer.h"
#include "db/staging.h"
#include "db/store.h"

enum { EXPORT_COLUMNS = 32, EXPORT_ID_ROOM = 121 };

/* Where an export of one file stands. */
struct export_place {
    enum package_file file;
    int64_t revision;
    char after[EXPORT_ID_ROOM]; /* the last id handed over, "" at the beginning */
    bool at_end;
};

/* The next rows by id, at most `most`, with the cells of these columns in this order; a cell
 * without a value has no data. What `row` gets is lent for the call; when it returns false the rows
 * end with the one it was given. */
bool export_rows(struct store *store, struct export_place *place, int64_t most,
                 const char *const *columns, int count,
                 bool (*row)(void *context, const struct slice *cells), void *context,
                 struct error *err);

/* What the package says about itself, canonical JSON without its resources. */
bool export_metadata(struct store *store, int64_t revision, struct buffer *out, struct error *err);

#endif
