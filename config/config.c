#include "config/config.h"

#include <stddef.h>

#include "base/words.h"
#include "config/setting.h"

static const char *const PREFIX = "EXPORTSTATS_";
enum { NAME_ROOM = 64 };

/* EXPORTSTATS_IDLE_TIMEOUT from idle-timeout. */
static void variable_name(const char *flag, char out[NAME_ROOM])
{
    (void)snprintf(out, NAME_ROOM, "%s%s", PREFIX, flag);
    for (char *c = out + strlen(PREFIX); *c; c++)
        *c = *c == '-' ? '_' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
}

static const struct setting *find_variable(struct slice name)
{
    char candidate[NAME_ROOM];

    for (int i = 0; i < setting_count; i++) {
        variable_name(settings[i].flag, candidate);
        if (slice_is(name, candidate))
            return &settings[i];
    }
    return NULL;
}

static const struct setting *find_flag(struct slice flag)
{
    for (int i = 0; i < setting_count; i++)
        if (slice_is(flag, settings[i].flag))
            return &settings[i];
    return NULL;
}

/* The setting whose flag is nearest, compared as flags so that both spellings share one list. */
static const struct setting *nearest(struct slice flag)
{
    const struct setting *best = NULL;
    int least = words_tolerance(flag.size) + 1;

    for (int i = 0; i < setting_count; i++) {
        int distance = words_distance(flag, slice_of(settings[i].flag));

        if (distance < least) {
            least = distance;
            best = &settings[i];
        }
    }
    return best;
}

static bool unknown_variable(struct slice name, struct error *err)
{
    char flag[NAME_ROOM] = "", meant[NAME_ROOM];
    struct slice rest = slice_skip(name, strlen(PREFIX));

    for (size_t i = 0; i < rest.size && i + 1 < sizeof flag; i++)
        flag[i] = rest.data[i] == '_' ? '-' : rest.data[i];
    const struct setting *near = nearest(slice_of(flag));
    error_set(err, ERROR_USAGE, "Unknown variable %.*s.", SLICE_ARGS(name));
    if (!near)
        return false;
    variable_name(near->flag, meant);
    return error_hint(err, "Did you mean %s?", meant);
}

static bool unknown_flag(struct slice flag, struct error *err)
{
    const struct setting *near = nearest(flag);

    error_set(err, ERROR_USAGE, "Unknown flag --%.*s.", SLICE_ARGS(flag));
    return near ? error_hint(err, "Did you mean --%s?", near->flag) : false;
}

static bool load_defaults(struct config *config, struct error *err)
{
    for (int i = 0; i < setting_count; i++)
        if (!setting_store(&settings[i], config, slice_of(settings[i].standard), settings[i].flag,
                           err))
            return false;
    return true;
}

static bool load_variable(struct config *config, const char *pair, struct error *err)
{
    struct slice value = slice_of(pair), name;

    (void)slice_cut(&value, '=', &name);
    if (!slice_starts(name, PREFIX))
        return true;
    const struct setting *setting = find_variable(name);
    char label[NAME_ROOM];
    if (!setting)
        return unknown_variable(name, err);
    variable_name(setting->flag, label);
    return setting_store(setting, config, value, label, err);
}

/* "--listen=…" or "--listen …"; *at stands on the flag and is moved to its last argument. */
static bool load_flag(struct config *config, int argc, char *const *argv, int *at,
                      struct error *err)
{
    struct slice value = slice_of(argv[*at] + 2), flag;
    char label[NAME_ROOM];

    (void)slice_cut(&value, '=', &flag);
    const struct setting *setting = find_flag(flag);
    if (!setting)
        return unknown_flag(flag, err);
    (void)snprintf(label, sizeof label, "--%s", setting->flag);
    if (!value.data) {
        if (*at + 1 == argc)
            return error_set(err, ERROR_USAGE, "%s needs a value.", label);
        value = slice_of(argv[++*at]);
    }
    return setting_store(setting, config, value, label, err);
}

struct rest {
    const char **items;
    int room, *count;
};

static bool keep(const struct rest *rest, const char *argument, struct error *err)
{
    if (*rest->count == rest->room)
        return error_set(err, ERROR_USAGE, "Unexpected argument “%s”.", argument);
    rest->items[(*rest->count)++] = argument;
    return true;
}

static bool load_arguments(struct config *config, int argc, char *const *argv,
                           const struct rest *rest, struct error *err)
{
    bool flags = true;

    for (int i = 0; i < argc; i++) {
        if (flags && strcmp(argv[i], "--") == 0) {
            flags = false;
        } else if (flags && argv[i][0] == '-' && argv[i][1] == '-') {
            if (!load_flag(config, argc, argv, &i, err))
                return false;
        } else if (flags && argv[i][0] == '-' && argv[i][1]) {
            return error_set(err, ERROR_USAGE, "Unknown flag %s.", argv[i]);
        } else if (!keep(rest, argv[i], err)) {
            return false;
        }
    }
    return true;
}

bool config_load(struct config *config, char *const *environment, int argc, char *const *argv,
                 const char **rest, int rest_room, int *rest_count, struct error *err)
{
    struct rest left = {rest, rest_room, rest_count};

    *rest_count = 0;
    if (!load_defaults(config, err))
        return false;
    for (; *environment; environment++)
        if (!load_variable(config, *environment, err))
            return false;
    return load_arguments(config, argc, argv, &left, err);
}

void config_root(const struct config *config, char out[CONFIG_ROOT_ROOM])
{
    (void)snprintf(out, CONFIG_ROOT_ROOM, "%s%s", config->public_url, config->base_path);
}

void config_print(const struct config *config, struct buffer *out)
{
    for (int i = 0; i < setting_count; i++) {
        buffer_format(out, "%s = ", settings[i].flag);
        setting_print(&settings[i], config, out);
        buffer_char(out, '\n');
    }
}

void config_help(struct buffer *out)
{
    char variable[NAME_ROOM];

    buffer_text(out, "Settings, each by flag (--flag value or --flag=value), then variable, then "
                     "default:\n");
    for (int i = 0; i < setting_count; i++) {
        const struct setting *s = &settings[i];

        variable_name(s->flag, variable);
        buffer_format(out, "  --%-23s %s\n", s->flag, s->meaning);
        buffer_format(out, "    %s, default %s\n", variable, *s->standard ? s->standard : "empty");
    }
}
