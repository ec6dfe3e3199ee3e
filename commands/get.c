#include "commands/commands.h"
#include "handlers/desk.h"

/* exportstats get PATH: asks through the same door as the server does, without a socket. */

enum { BODY_CEILING = 64 * 1024 * 1024, PIECE = 64 * 1024 };

static bool print_all(struct slice bytes)
{
    return fwrite(bytes.data, 1, bytes.size, stdout) == bytes.size;
}

static bool print_body(struct response *response)
{
    char piece[PIECE];
    ssize_t size;

    if (!response->stream.read)
        return print_all(response_body(response));
    while ((size = response->stream.read(response->stream.state, piece, sizeof piece)) > 0)
        if (!print_all((struct slice){piece, (size_t)size}))
            return false;
    return size == 0;
}

/* A client is told no more than that there is no data; who stands at the file, why. */
static void tell_why(const struct config *config)
{
    struct error err = {0};

    if (!desk_validate(config, false, NULL, NULL, &err))
        (void)fprintf(stderr, "exportstats: %s\n", err.detail);
}

static int ask_desk(struct desk *desk, const struct config *config, const char *path)
{
    static const struct request_header headers[] = {{{"Host", 4}, {"localhost", 9}}};
    struct request request = {slice_of("GET"), slice_of(path), slice_of("HTTP/1.1"), headers, 1};
    struct error internal = {0};
    CLEAN(response) struct response response;

    response_init(&response, BODY_CEILING);
    exchange(desk_door(desk), &request, &response, &internal);
    if (internal.kind != ERROR_NONE)
        (void)fprintf(stderr, "exportstats: %s\n", internal.detail);
    if (response.status == 503)
        tell_why(config);
    if (!print_body(&response)) {
        (void)fprintf(stderr, "exportstats: the answer could not be written whole\n");
        return EXIT_INPUT;
    }
    return response.status < 400 ? EXIT_FINE : EXIT_INPUT;
}

int get_command(int argc, char **argv)
{
    struct config config;
    struct error err = {0};
    const char *path = NULL;

    if (!command_settings(&config, argc, argv, &path, 1, "a path", &err))
        return command_fail("get", &err);
    struct service service = {.config = &config};
    CLOSE(desk) struct desk *desk = desk_open(&service, DESK_FRONT, &err);
    return desk ? ask_desk(desk, &config, path) : command_fail("get", &err);
}
