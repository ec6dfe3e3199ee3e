#include <string.h>

#include "commands/commands.h"
#include "package/report.h"

/* Only a database that is named here is looked at: a package can be checked without any. */
static bool names_database(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (strncmp(argv[i], "--database", strlen("--database")) == 0)
            return true;
    return false;
}

int check_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    struct watch watch;
    struct import import = {
        .faults_told = REPORT_FAULTS, .tell_fault = report_fault, .depth = IMPORT_CHECK};
    bool with_database = names_database(argc, argv);

    if (!command_settings(&config, argc, argv, &import.folder, 1, "the folder of a package", &err))
        return command_fail("check", &err);
    import.database = with_database ? config.database : NULL;
    watch_begin(&watch);
    import.progress = &watch.progress;
    bool ok = package_import(&import, &err);
    watch_end(&watch);
    if (!ok)
        return command_fail("check", &err);
    if (import.faults) {
        report_faults_end(stderr, &import, NULL);
        return EXIT_INPUT;
    }
    (void)printf("%s: no faults\n", import.folder);
    return EXIT_FINE;
}
