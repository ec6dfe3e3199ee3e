#include "commands/commands.h"
#include "server/server.h"

static int print_settings(const struct config *config)
{
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, 64 * 1024);
    config_print(config, &text);
    return command_print(&text);
}

int serve_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    bool check = command_flag(&argc, argv, "--check-config");

    if (!command_settings(&config, argc, argv, NULL, 0, "no arguments but settings", &err))
        return command_fail("serve", &err);
    if (check)
        return print_settings(&config);
    return server_run(&config, &err) ? EXIT_FINE : command_fail("serve", &err);
}
