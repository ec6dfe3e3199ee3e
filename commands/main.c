#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/words.h"
#include "commands/commands.h"

struct command {
    const char *name;
    const char *arguments; /* after the name, for the usage line */
    const char *summary;   /* one line */
    const char *flags;     /* its own, a line each, or "" */
    int (*run)(int argc, char **argv);
};

static const struct command commands[] = {
    {"serve", "", "serves the database over HTTP",
     "  --check-config            print the effective settings and end\n", serve_command},
    {"import", "FOLDER", "takes a data package into the database",
     "  --dry-run                 check and compare, but write nothing\n", import_command},
    {"check", "FOLDER", "checks a data package and says all that is wrong with it", "",
     check_command},
    {"export", "FOLDER", "writes the database as a data package", "", export_command},
    {"get", "PATH", "answers one request without a server, as get /v1/figures", "", get_command},
    {"healthcheck", "", "asks the running service whether it is ready",
     "  --live                    ask only whether it is alive\n", healthcheck_command},
    {"openapi", "", "prints the OpenAPI document", "", openapi_command},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_usage(FILE *out)
{
    (void)fprintf(out, "Usage: exportstats COMMAND [ARGUMENTS] [--SETTING VALUE]...\n\n");
    for (int i = 0; i < COMMANDS; i++)
        (void)fprintf(out, "  %-12s%-8s %s\n", commands[i].name, commands[i].arguments,
                      commands[i].summary);
    (void)fprintf(out, "\nexportstats COMMAND --help tells more; exportstats --version the version."
                       "\nExit status: 0 done, 1 bad input, 2 wrong usage.\n");
}

static int print_help(const struct command *command)
{
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, 64 * 1024);
    buffer_format(&text, "Usage: exportstats %s %s%s[--SETTING VALUE]...\n%s %s.\n", command->name,
                  command->arguments, *command->arguments ? " " : "", command->name,
                  command->summary);
    if (*command->flags)
        buffer_format(&text, "\nFlags:\n%s", command->flags);
    buffer_char(&text, '\n');
    config_help(&text);
    return command_print(&text);
}

static int print_version(void)
{
    (void)printf("exportstats %s\n", EXPORTSTATS_VERSION);
    return EXIT_FINE;
}

static int unknown(const char *name)
{
    const char *names[COMMANDS];
    struct words known = WORDS(names);

    for (int i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *near = words_near(&known, slice_of(name));
    (void)fprintf(stderr, "exportstats: There is no command “%s”.", name);
    if (near)
        (void)fprintf(stderr, " Did you mean %s?", near);
    (void)fprintf(stderr, "\nexportstats --help lists them.\n");
    return EXIT_WRONG_USAGE;
}

bool command_flag(int *argc, char **argv, const char *flag)
{
    for (int i = 0; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], flag) != 0)
            continue;
        for (int after = i + 1; after < *argc; after++)
            argv[after - 1] = argv[after];
        (*argc)--;
        return true;
    }
    return false;
}

bool command_settings(struct config *config, int argc, char **argv, const char **arguments,
                      int expected, const char *what, struct error *err)
{
    int count;

    if (!config_load(config, environ, argc, argv, arguments, expected, &count, err))
        return false;
    return count == expected || error_set(err, ERROR_USAGE, "Give %s.", what);
}

int command_fail(const char *command, const struct error *err)
{
    (void)fprintf(stderr, "exportstats %s: %s", command, err->detail);
    if (err->hint[0])
        (void)fprintf(stderr, " %s", err->hint);
    (void)fprintf(stderr, "\n");
    return err->kind == ERROR_USAGE ? EXIT_WRONG_USAGE : EXIT_INPUT;
}

int command_print(const struct buffer *text)
{
    struct slice all = buffer_all(text);

    if (text->failed)
        (void)fprintf(stderr, "exportstats: no memory for the output\n");
    else
        (void)fwrite(all.data, 1, all.size, stdout);
    return text->failed ? EXIT_INPUT : EXIT_FINE;
}

static int run(const struct command *command, int argc, char **argv)
{
    if (command_flag(&argc, argv, "--help") || command_flag(&argc, argv, "-h"))
        return print_help(command);
    if (command_flag(&argc, argv, "--version"))
        return print_version();
    return command->run(argc, argv);
}

/* A socket that took the number of a closed standard output would get our log. */
static void hold_standard_descriptors(void)
{
    int fd = open("/dev/null", O_RDWR);

    while (fd >= 0 && fd <= STDERR_FILENO)
        fd = dup(fd);
    if (fd >= 0)
        (void)close(fd);
}

/* Half of the output with status 0 would be taken for all of it. */
static int finish(int status)
{
    bool whole = fflush(stdout) == 0 && !ferror(stdout);

    if (whole || status != EXIT_FINE)
        return status;
    (void)fprintf(stderr, "exportstats: the output could not be written whole\n");
    return EXIT_INPUT;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_WRONG_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_usage(stdout);
        return EXIT_FINE;
    }
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return run(&commands[i], argc - 2, argv + 2);
    return unknown(argv[1]);
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    /* A file that may grow no further is an error to tell, not to die of. */
    (void)signal(SIGXFSZ, SIG_IGN);
    return finish(dispatch(argc, argv));
}
