/* Settings as flags, one a line. Those that are taken are printed, and read from that the same; the
 * service answers below the base path, and all of its links stay there. */
#include "desks.h"
#include "fuzz.h"

enum { FLAGS = 12, FLAG_ROOM = 400 };

static bool load(struct slice text, struct config *config)
{
    static char flags[FLAGS][FLAG_ROOM];
    char *argv[FLAGS];
    struct error err = {0};
    struct slice line;
    int count = 0;

    while (count < FLAGS && text.size && slice_cut(&text, '\n', &line))
        if (line.size && !memchr(line.data, '\0', line.size) &&
            slice_copy(line, flags[count], FLAG_ROOM)) {
            argv[count] = flags[count];
            count++;
        }
    if (config_load(config, (char *[]){NULL}, count, argv, NULL, 0, &(int){0}, &err))
        return true;
    EXPECT(err.kind == ERROR_USAGE && err.detail[0], "a refusal without a reason");
    return false;
}

static void check_print(const struct config *config)
{
    CLEAN(buffer) struct buffer printed;
    CLEAN(buffer) struct buffer again;
    CLEAN(buffer) struct buffer flags;
    struct config same;
    struct slice rest, line;

    buffer_init(&printed, (size_t)16 * 1024);
    buffer_init(&again, (size_t)16 * 1024);
    buffer_init(&flags, (size_t)16 * 1024);
    config_print(config, &printed);
    rest = buffer_all(&printed);
    /* As many of the lines as one load takes. */
    for (int i = 0; rest.size && slice_cut(&rest, '\n', &line) && line.size; i++) {
        const char *equals = memmem(line.data, line.size, " = ", 3);

        EXPECT(equals, "%.*s", SLICE_ARGS(line));
        if (i % FLAGS == 0)
            buffer_reset(&flags);
        buffer_format(&flags, "--%.*s=%.*s\n", (int)(equals - line.data), line.data,
                      SLICE_ARGS(slice_skip(line, (size_t)(equals - line.data) + 3)));
        EXPECT(load(buffer_all(&flags), &same), "%.*s", SLICE_ARGS(buffer_all(&flags)));
    }
}

static void check_base_path(struct config *config)
{
    struct service service = {.config = config};
    struct error err = {0};
    CLEAN(visit) struct visit visit;
    CLEAN(buffer) struct buffer target;
    const char *path = getenv("EXPORTSTATS_TEST_REVISIONS");

    visit_init(&visit);
    EXPECT(slice_copy(slice_of(path), config->database, CONFIG_TEXT_ROOM), "%s", path);
    buffer_init(&target, 1024);
    CLOSE(desk) struct desk *desk = desk_open(&service, DESK_FRONT, &err);
    EXPECT(desk, "%s", err.detail);
    buffer_format(&target, "%s/v1/series?limit=1", config->base_path);
    visit_get(desk, buffer_all(&target), NULL, slice_of(""), &visit);
    check_answer(&visit);
    EXPECT(visit.status == 200, "%s: %d", config->base_path, visit.status);
    buffer_reset(&target);
    buffer_format(&target, "\"self\":\"%s/v1/series?limit=1\"", config->base_path);
    EXPECT(memmem(visit.body.data, visit.body.size, target.data, target.size), "%.*s",
           SLICE_ARGS(buffer_all(&visit.body)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config config;

    if (!load(fuzz_text(data, size), &config))
        return 0;
    check_print(&config);
    check_base_path(&config);
    return 0;
}
