#include "package/import.h"

#include <unistd.h>

#include "package/load.h"

static bool find_faults(struct import *import, struct staging *staging, struct error *err)
{
    if (!package_load(import->folder, staging, import->progress, &import->is_complete, err))
        return false;
    progress_tell(import->progress, "checking", 0);
    if (import->is_complete && !check_rules(staging, err))
        return false;
    import->faults = check_faults(staging);
    return !import->faults ||
           check_tell(staging, import->faults_told, import->tell_fault, import->context, err);
}

static bool compare(struct import *import, struct staging *staging, struct error *err)
{
    return writer_compare(staging, import->progress, &import->changes, err) &&
           (import->depth != IMPORT_COMPARE ||
            writer_tell(staging, import->tell_change, import->context, err));
}

static bool run(struct import *import, struct staging *staging, struct writer *writer,
                struct error *err)
{
    if (!find_faults(import, staging, err) || !staging_is_sound(err))
        return false;
    if (import->faults || import->depth == IMPORT_CHECK)
        return true;
    if (writer && !writer_store(writer)) {
        import->was_written = writer_write_new(writer, staging, import->imported_at,
                                               import->progress, &import->changes, err);
        return import->was_written;
    }
    if (!compare(import, staging, err) || !staging_is_sound(err))
        return false;
    if (import->depth == IMPORT_COMPARE || !changes_any(&import->changes))
        return true;
    import->was_written =
        writer_write(writer, staging, import->imported_at, import->progress, &import->changes, err);
    return import->was_written;
}

static bool write_package(struct import *import, struct error *err)
{
    CLOSE(writer) struct writer *writer = writer_open(import->database, err);
    CLOSE(staging)
    struct staging *staging =
        writer ? staging_open(writer_store(writer), writer_folder(writer), err) : NULL;

    return staging && run(import, staging, writer, err);
}

/* Without a database yet there is nothing to compare with. */
static bool read_package(struct import *import, struct error *err)
{
    const char *store = import->database;

    if (import->depth == IMPORT_COMPARE && access(store, F_OK) != 0)
        store = NULL;
    CLOSE(staging) struct staging *staging = staging_open(store, NULL, err);
    return staging && run(import, staging, NULL, err);
}

bool package_import(struct import *import, struct error *err)
{
    return import->depth == IMPORT_WRITE ? write_package(import, err) : read_package(import, err);
}
