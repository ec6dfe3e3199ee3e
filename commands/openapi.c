#include "handlers/openapi.h"
#include "commands/commands.h"

/* exportstats openapi: the document that the service gives at /openapi.json. */

int openapi_command(int argc, char **argv)
{
    CLEAN(buffer) struct buffer document = {0};
    struct error err;

    (void)argv;
    if (argc > 0) {
        (void)error_set(&err, ERROR_USAGE, "openapi takes no arguments");
        return command_fail("openapi", &err);
    }
    buffer_init(&document, 4 * 1024 * 1024);
    openapi_write("", true, &document);
    return command_print(&document);
}
