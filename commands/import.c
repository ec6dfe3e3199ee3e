#include <unistd.h>

#include "commands/commands.h"
#include "package/report.h"
#include "package/tables.h"

static void tell_change(void *context, char action, enum package_file file, struct slice id)
{
    (void)context;
    (void)printf("%c %s %.*s\n", action, package_file_name(file), SLICE_ARGS(id));
}

static void print_counts(const struct import *import, const char *verb)
{
    const struct changes *changes = &import->changes;
    int64_t before = changes->revision - import->was_written;

    (void)printf("%s %lld added, %lld changed, %lld closed", verb, (long long)changes->added,
                 (long long)changes->changed, (long long)changes->closed);
    if (changes->stands_differently)
        (void)printf(", %lld stand differently beside them",
                     (long long)changes->stands_differently);
    if (changes->metadata && before)
        (void)printf(", the package describes itself anew");
    (void)printf("\n");
}

static void report(const struct import *import)
{
    char verb[64];

    if (import->depth == IMPORT_COMPARE) {
        print_counts(import, "would be");
    } else if (import->was_written) {
        (void)snprintf(verb, sizeof verb, "revision %lld:", (long long)import->changes.revision);
        print_counts(import, verb);
    } else {
        (void)printf("nothing to do: revision %lld holds this package already\n",
                     (long long)import->changes.revision);
    }
}

/* Fixed by SOURCE_DATE_EPOCH for builds that must come out the same. */
static bool import_time(int64_t *seconds, struct error *err)
{
    const char *fixed = getenv("SOURCE_DATE_EPOCH");

    *seconds = time(NULL);
    return !fixed || !*fixed || slice_integer(slice_of(fixed), INT64_C(253402300799), seconds) ||
           error_set(err, ERROR_USAGE, "SOURCE_DATE_EPOCH is “%s”, expected seconds since 1970",
                     fixed);
}

int import_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    struct watch watch;
    struct import import = {.faults_told = REPORT_FAULTS,
                            .tell_fault = report_fault,
                            .tell_change = tell_change,
                            .depth = IMPORT_WRITE};

    if (command_flag(&argc, argv, "--dry-run"))
        import.depth = IMPORT_COMPARE;
    if (!command_settings(&config, argc, argv, &import.folder, 1, "the folder of a package",
                          &err) ||
        !import_time(&import.imported_at, &err))
        return command_fail("import", &err);
    import.database = config.database;
    watch_begin(&watch);
    import.progress = &watch.progress;
    bool ok = package_import(&import, &err);
    watch_end(&watch);
    if (!ok)
        return command_fail("import", &err);
    if (import.faults) {
        report_faults_end(stderr, &import, "nothing was changed");
        return EXIT_INPUT;
    }
    report(&import);
    return EXIT_FINE;
}
