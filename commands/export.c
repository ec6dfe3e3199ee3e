#include "package/export.h"
#include "commands/commands.h"
#include "db/store.h"

int export_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    const char *folder;

    if (!command_settings(&config, argc, argv, &folder, 1, "a folder for the package", &err))
        return command_fail("export", &err);
    CLOSE(store) struct store *store = store_open(config.database, 0, &err);
    if (!store || !package_export(folder, store, store_revision(store), &err))
        return command_fail("export", &err);
    (void)printf("revision %lld in %s\n", (long long)store_revision(store), folder);
    return EXIT_FINE;
}
