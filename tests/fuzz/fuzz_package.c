/* A package: files one after the other, each behind a line "=== NAME". Its faults have a place; a
 * sound one is imported, and what is exported again is the same package: importing that changes
 * nothing. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "db/store.h"
#include "fuzz.h"
#include "package/export.h"
#include "package/import.h"
#include "package/tables.h"

enum { ROOM = 64, PATH_ROOM = 256 };

static const char *const names[] = {"datapackage.json", "series.csv",  "sources.csv", "figures.csv",
                                    "growth_rates.csv", "remarks.csv", "targets.csv"};
enum { NAMES = sizeof names / sizeof names[0] };

/* package and back are folders, the database and all that lies beside it. */
static char folder[ROOM], package[2 * ROOM], back[2 * ROOM], database[2 * ROOM];

static void tidy(void)
{
    (void)unlink(database);
    (void)rmdir(package);
    (void)rmdir(back);
    (void)rmdir(folder);
}

static void open_folder(void)
{
    if (folder[0])
        return;
    (void)snprintf(folder, ROOM, "%s/fuzz-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
    EXPECT(mkdtemp(folder), "no folder");
    (void)snprintf(package, sizeof package, "%s/package", folder);
    (void)snprintf(back, sizeof back, "%s/back", folder);
    (void)snprintf(database, sizeof database, "%s/test.db", folder);
    EXPECT(mkdir(package, 0700) == 0 && mkdir(back, 0700) == 0, "no folder");
    (void)atexit(tidy);
}

static void clear_folder(const char *path)
{
    char file[PATH_ROOM];

    for (int i = 0; i < NAMES; i++) {
        (void)snprintf(file, sizeof file, "%s/%s", path, names[i]);
        (void)unlink(file);
    }
}

static void write_file(const char *name, struct slice text)
{
    char path[PATH_ROOM];

    (void)snprintf(path, sizeof path, "%s/%s", package, name);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT(file >= 0 && write(file, text.data, text.size) == (ssize_t)text.size, "%s", path);
    (void)close(file);
}

static void write_files(struct slice text)
{
    while (slice_starts(text, "=== ")) {
        struct slice name = slice_of("");
        const char *end = NULL;

        (void)slice_cut(&text, '\n', &name);
        if (!text.data)
            return;
        end = memmem(text.data, text.size, "\n=== ", 5);
        struct slice file = {text.data, end ? (size_t)(end - text.data) + 1 : text.size};
        text = slice_skip(text, file.size);
        for (int i = 0; i < NAMES; i++)
            if (slice_is(slice_skip(name, 4), names[i]))
                write_file(names[i], file);
    }
}

static void tell_fault(void *context, const struct fault *fault)
{
    (void)context;
    EXPECT(fault->line >= 0 && fault->message.size, "a fault without a place");
    EXPECT(utf8_fault(fault->message) == fault->message.size, "no UTF-8");
    EXPECT(utf8_fault(fault->column) == fault->column.size, "no UTF-8");
}

static void tell_change(void *context, char action, enum package_file file, struct slice id)
{
    (void)context, (void)action, (void)file, (void)id;
}

static struct import run(const char *from, const char *into, enum import_depth depth)
{
    struct import import = {.folder = from,
                            .database = into,
                            .depth = depth,
                            .imported_at = 1700000000,
                            .faults_told = 100,
                            .tell_fault = tell_fault,
                            .tell_change = tell_change};
    struct error err = {0};

    EXPECT(package_import(&import, &err), "%s", err.detail);
    return import;
}

static void check_sound(void)
{
    struct error err = {0};
    struct import import = run(package, database, IMPORT_WRITE);

    EXPECT(import.faults == 0 && import.was_written, "sound, and not written");
    struct store *store = store_open(database, 0, &err);
    EXPECT(store && store_check(store, &err), "%s", err.detail);
    EXPECT(package_export(back, store, store_revision(store), &err), "%s", err.detail);
    store_close(store);
    import = run(back, database, IMPORT_WRITE);
    EXPECT(import.faults == 0, "faults in what was exported");
    EXPECT(!import.was_written, "a change in what was exported");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_folder();
    write_files(fuzz_text(data, size));
    struct import import = run(package, NULL, IMPORT_CHECK);
    if (!import.faults && import.is_complete)
        check_sound();
    clear_folder(package);
    clear_folder(back);
    (void)unlink(database);
    return 0;
}
