/* A store as a data package, in canonical bytes: rows by id, LF, quotes only where they must be. */
#ifndef PACKAGE_EXPORT_H
#define PACKAGE_EXPORT_H

#include "db/export.h"

/* One file of the package, piece by piece; between two pieces nothing is held. */
struct package_stream {
    struct export_place place;
    bool has_begun, has_ended;
};

/* file: "datapackage.json", "figures.csv"; false: the package has no such file. */
bool package_stream_begin(struct package_stream *stream, struct slice file, int64_t revision);

/* Adds whole rows until `out` has grown by about `size` bytes (one row may go beyond, the
 * descriptor comes whole: up to 128 KiB) or the file ends: stream->has_ended. */
bool package_stream_fill(struct package_stream *stream, struct store *store, struct buffer *out,
                         size_t size, struct error *err);

/* Writes the seven files into the folder, which is made where there is none; each file is replaced
 * as a whole, the descriptor last. */
bool package_export(const char *folder, struct store *store, int64_t revision, struct error *err);

#endif
