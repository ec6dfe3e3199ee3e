#include "config/config.h"

#include "config/setting.h"

#include "tests/base/suite.h"

enum { WORDS_MAX = 16, WORDS_ROOM = 512 };

struct words_split {
    char text[WORDS_ROOM];
    char *words[WORDS_MAX];
    int count;
};

struct loaded {
    struct config config;
    struct error err;
    struct words_split variables, arguments;
    const char *rest[2];
    int rest_count;
    bool good;
};

static void split(struct words_split *split, const char *text)
{
    char *save = NULL;

    (void)snprintf(split->text, sizeof split->text, "%s", text);
    for (char *word = strtok_r(split->text, " ", &save); word; word = strtok_r(NULL, " ", &save))
        split->words[split->count++] = word;
    split->words[split->count] = NULL;
}

/* Both are words separated by spaces. */
static const struct loaded *load(const char *variables, const char *arguments)
{
    static struct loaded l;

    l = (struct loaded){0};
    split(&l.variables, variables);
    split(&l.arguments, arguments);
    l.good = config_load(&l.config, l.variables.words, l.arguments.count, l.arguments.words, l.rest,
                         2, &l.rest_count, &l.err);
    return &l;
}

static void check_refused(const struct loaded *l, const char *detail, const char *hint)
{
    ck_assert(!l->good);
    ck_assert_int_eq(l->err.kind, ERROR_USAGE);
    ck_assert_str_eq(l->err.detail, detail);
    ck_assert_str_eq(l->err.hint, hint);
}

START_TEST(defaults)
{
    const struct loaded *l = load("", "");

    ck_assert(l->good);
    ck_assert_str_eq(l->config.listen, "127.0.0.1:8080");
    ck_assert_str_eq(l->config.admin_listen, "");
    ck_assert_int_eq(l->config.unix_mode, 0660);
    ck_assert_str_eq(l->config.trusted_proxies, "");
    ck_assert_str_eq(l->config.database, "exportstats.db");
    ck_assert_str_eq(l->config.base_path, "");
    ck_assert_str_eq(l->config.public_url, "");
    ck_assert_int_eq(l->config.workers, 0);
    ck_assert_int_eq(l->config.connections, 1024);
    ck_assert_int_eq(l->config.idle_timeout, 60);
    ck_assert_int_eq(l->config.head_timeout, 10);
    ck_assert_int_eq(l->config.min_send_rate, 256);
    ck_assert_int_eq(l->config.query_timeout, 5000);
    ck_assert_int_eq(l->config.drain_delay, 0);
    ck_assert_int_eq(l->config.drain_timeout, 25);
    ck_assert_int_eq(l->config.max_age, 300);
    ck_assert_int_eq(l->config.stale_while_revalidate, 86400);
    ck_assert(l->config.landlock);
    ck_assert(l->config.log);
}
END_TEST

START_TEST(flag_before_variable_before_default)
{
    const struct loaded *l =
        load("HOME=/ EXPORTSTATS_WORKERS=3 EXPORTSTATS_MAX_AGE=7", "--workers 4 --log=false");

    ck_assert(l->good);
    ck_assert_int_eq(l->config.workers, 4);
    ck_assert_int_eq(l->config.max_age, 7);
    ck_assert_int_eq(l->config.connections, 1024);
    ck_assert(!l->config.log);
}
END_TEST

START_TEST(last_flag_wins)
{
    const struct loaded *l = load("", "--workers 4 --workers=5");

    ck_assert(l->good);
    ck_assert_int_eq(l->config.workers, 5);
}
END_TEST

START_TEST(other_arguments)
{
    const struct loaded *l = load("", "folder --workers 4 -- --listen");

    ck_assert(l->good);
    ck_assert_int_eq(l->rest_count, 2);
    ck_assert_str_eq(l->rest[0], "folder");
    ck_assert_str_eq(l->rest[1], "--listen");
    l = load("", "a b c");
    check_refused(l, "Unexpected argument “c”.", "");
}
END_TEST

START_TEST(unknown_names)
{
    const struct loaded *l = load("", "--listn x");

    check_refused(l, "Unknown flag --listn.", "Did you mean --listen?");
    l = load("", "--query_timeout 1");
    check_refused(l, "Unknown flag --query_timeout.", "Did you mean --query-timeout?");
    l = load("", "-x");
    check_refused(l, "Unknown flag -x.", "");
    l = load("EXPORTSTATS_LISTN=x", "");
    check_refused(l, "Unknown variable EXPORTSTATS_LISTN.", "Did you mean EXPORTSTATS_LISTEN?");
    l = load("EXPORTSTATS_COLOUR=x", "");
    check_refused(l, "Unknown variable EXPORTSTATS_COLOUR.", "");
}
END_TEST

START_TEST(values_out_of_range)
{
    const struct loaded *l = load("", "--workers 257");

    check_refused(l, "--workers expects a whole number from 0 to 256, not “257”.", "");
    l = load("", "--workers -1");
    check_refused(l, "--workers expects a whole number from 0 to 256, not “-1”.", "");
    l = load("", "--log yes");
    check_refused(l, "--log expects true or false, not “yes”.", "");
    l = load("", "--database=");
    check_refused(l, "--database expects the path of a file, not “”.", "");
    l = load("", "--workers");
    check_refused(l, "--workers needs a value.", "");
    l = load("EXPORTSTATS_CONNECTIONS=0", "");
    check_refused(l, "EXPORTSTATS_CONNECTIONS expects a whole number from 1 to 1000000, not “0”.",
                  "");
}
END_TEST

START_TEST(text_too_long)
{
    char arguments[400] = "--database ";

    memset(arguments + strlen(arguments), 'x', CONFIG_TEXT_ROOM);
    const struct loaded *l = load("", arguments);
    check_refused(l, "--database is longer than 255 bytes.", "");
}
END_TEST

static const struct {
    const char *given, *stored; /* stored NULL: refused */
} addresses[] =
    {
        {"0.0.0.0:80", "0.0.0.0:80"},
        {"[::1]:8080", "[::1]:8080"},
        {"localhost:0", "localhost:0"},
        {"127.0.0.1:1,unix:/run/a.sock,[::]:2", "127.0.0.1:1,unix:/run/a.sock,[::]:2"},
        {"unix:/a", "unix:/a"},
        {"a:1,a:2,a:3,a:4,a:5,a:6,a:7,a:8", "a:1,a:2,a:3,a:4,a:5,a:6,a:7,a:8"},
        {"a:1,a:2,a:3,a:4,a:5,a:6,a:7,a:8,a:9", NULL},
        {"a:1,", NULL},
        {",a:1", NULL},
        {"", NULL},
        {"unix:", NULL},
        {"unix:/", NULL},
        {"unix:a.sock", NULL},
        {"127.0.0.1", NULL},
        {":8080", NULL},
        {"::1:8080", NULL},
        {"[]:8080", NULL},
        {"127.0.0.1:", NULL},
        {"127.0.0.1:65536", NULL},
        {"127.0.0.1:http", NULL},
        {"8080", NULL},
},
  prefixes[] = {
      {"/stats", "/stats"},
      {"/stats/", "/stats"},
      {"/", ""},
      {"/a/b-c_d.e~1", "/a/b-c_d.e~1"},
      {"stats", NULL},
      {"//", NULL},
      {"/a//b", NULL},
      {"/../a", NULL},
      {"/a/.", NULL},
      {"/a%20b", NULL},
      {"/a?b", NULL},
      {"/é", NULL},
};

START_TEST(lists_that_may_be_empty)
{
    const struct loaded *l = load("", "--admin-listen= --trusted-proxies=");

    ck_assert(l->good);
    l = load("", "--admin-listen 127.0.0.1:9 --trusted-proxies 10.0.0.0/8,::1");
    ck_assert(l->good);
    ck_assert_str_eq(l->config.admin_listen, "127.0.0.1:9");
    ck_assert_str_eq(l->config.trusted_proxies, "10.0.0.0/8,::1");
    l = load("", "--trusted-proxies 10.1.0.0/8");
    check_refused(l, "--trusted-proxies: “10.1.0.0/8” has bits set behind its network's.",
                  "The network is 10.0.0.0/8.");
    l = load("", "--admin-listen 127.0.0.1:9,");
    check_refused(l,
                  "--admin-listen expects host:port, as 127.0.0.1:8080 or [::1]:8080, or "
                  "unix:/path, not “”.",
                  "");
    l = load("", "--listen a:1,a:1,a:1,a:1,a:1,a:1,a:1,a:1,a:1");
    check_refused(l, "--listen takes at most 8 addresses.", "");
}
END_TEST

static const struct {
    const char *given, *stored; /* stored NULL: refused */
} origins[] = {
    {"https://stats.example.org", "https://stats.example.org"},
    {"https://stats.example.org/", "https://stats.example.org"},
    {"http://[::1]:8080", "http://[::1]:8080"},
    {"", ""},
    {"/", ""},
    {"stats.example.org", NULL},
    {"https://", NULL},
    {"ftp://stats.example.org", NULL},
    {"https://stats.example.org/stats", NULL},
    {"https://user@stats.example.org", NULL},
    {"https://stats.example.org?x", NULL},
    {"https://b\"c", NULL},
    {"https://a:8443", "https://a:8443"},
    {"https://[2001:db8::1]", "https://[2001:db8::1]"},
    {"https://:", NULL},
    {"https://:443", NULL},
    {"https://a:", NULL},
    {"https://a:b", NULL},
    {"https://a:65536", NULL},
    {"https://a:1:2", NULL},
    {"https://::1", NULL},
    {"https://[", NULL},
    {"https://[]", NULL},
    {"https://[::1", NULL},
    {"https://[::1]x", NULL},
    {"https://[a.example]", NULL},
    {"https://a]b", NULL},
};

START_TEST(public_urls)
{
    for (size_t i = 0; i < sizeof origins / sizeof origins[0]; i++) {
        char flag[300], root[CONFIG_ROOT_ROOM];

        (void)snprintf(flag, sizeof flag, "--base-path=/x --public-url=%s", origins[i].given);
        const struct loaded *l = load("", flag);
        ck_assert_msg(l->good == (origins[i].stored != NULL), "%s", flag);
        if (!l->good)
            continue;
        ck_assert_str_eq(l->config.public_url, origins[i].stored);
        config_root(&l->config, root);
        ck_assert_msg(strncmp(root, origins[i].stored, strlen(origins[i].stored)) == 0 &&
                          strcmp(root + strlen(origins[i].stored), "/x") == 0,
                      "%s", root);
    }
}
END_TEST

static const struct {
    const char *given;
    int64_t stored; /* -1: refused */
} modes[] = {
    {"660", 0660}, {"0600", 0600}, {"7", 07},  {"777", 0777}, {"0", 0},      {"1777", -1},
    {"668", -1},   {"", -1},       {"rw", -1}, {"-7", -1},    {"00660", -1},
};

START_TEST(permissions)
{
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        char flag[64];

        (void)snprintf(flag, sizeof flag, "--unix-mode=%s", modes[i].given);
        const struct loaded *l = load("", flag);
        ck_assert_msg(l->good == (modes[i].stored >= 0), "%s", flag);
        if (l->good)
            ck_assert_int_eq(l->config.unix_mode, modes[i].stored);
    }
}
END_TEST

START_TEST(addresses_and_prefixes)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        char flag[300];

        (void)snprintf(flag, sizeof flag, "--listen=%s", addresses[i].given);
        const struct loaded *l = load("", flag);
        ck_assert_msg(l->good == (addresses[i].stored != NULL), "%s", flag);
        if (l->good)
            ck_assert_str_eq(l->config.listen, addresses[i].stored);
    }
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        char flag[300];

        (void)snprintf(flag, sizeof flag, "--base-path=%s", prefixes[i].given);
        const struct loaded *l = load("", flag);
        ck_assert_msg(l->good == (prefixes[i].stored != NULL), "%s", flag);
        if (l->good)
            ck_assert_str_eq(l->config.base_path, prefixes[i].stored);
    }
}
END_TEST

/* What is printed can be given back as flags, and means the same. */
START_TEST(printed_settings_read_back)
{
    CLEAN(buffer) struct buffer text, again;
    const struct loaded *l = load("", "--workers 3 --log false --base-path /x --listen [::]:1 "
                                      "--unix-mode 7");
    struct slice rest, line;
    char *flags[64];
    char *const nothing[] = {NULL};
    const char *left[1];
    int count = 0, left_count;
    struct config config;
    struct error err;

    buffer_init(&text, 8192);
    buffer_init(&again, 8192);
    config_print(&l->config, &text);
    rest = buffer_all(&text);
    while (slice_cut(&rest, '\n', &line) && line.size > 0) {
        struct slice value = line, name;

        (void)slice_cut(&value, '=', &name);
        value = slice_trim(value);
        name = slice_trim(name);
        ck_assert_int_gt(
            asprintf(&flags[count++], "--%.*s=%.*s", SLICE_ARGS(name), SLICE_ARGS(value)), 0);
    }
    ck_assert_int_eq(count, setting_count);
    ck_assert(config_load(&config, nothing, count, flags, left, 1, &left_count, &err));
    config_print(&config, &again);
    ck_assert(slice_equal(buffer_all(&text), buffer_all(&again)));
    while (count > 0)
        free(flags[--count]);
}
END_TEST

START_TEST(help_names_flag_and_variable)
{
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, 16384);
    config_help(&text);
    buffer_char(&text, '\0');
    ck_assert(!text.failed);
    ck_assert_ptr_nonnull(strstr(text.data, "--stale-while-revalidate"));
    ck_assert_ptr_nonnull(strstr(text.data, "EXPORTSTATS_STALE_WHILE_REVALIDATE, default 86400"));
    ck_assert_ptr_nonnull(strstr(text.data, "EXPORTSTATS_BASE_PATH, default empty"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        defaults,
        flag_before_variable_before_default,
        last_flag_wins,
        other_arguments,
        unknown_names,
        values_out_of_range,
        text_too_long,
        lists_that_may_be_empty,
        public_urls,
        permissions,
        addresses_and_prefixes,
        printed_settings_read_back,
        help_names_flag_and_variable,
    };

    return SUITE_RUN("config", tests);
}
