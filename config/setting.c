#include "config/setting.h"

#include <inttypes.h>
#include <stddef.h>

#include "base/network.h"

/* Fewer than a request's path may have (http/question.c), so that all stays within reach. */
enum { PREFIX_SEGMENTS = 16 };

#define AT(member) offsetof(struct config, member)

const struct setting settings[] = {
    {"listen", SETTING_ADDRESSES, AT(listen), 1, CONFIG_ADDRESSES_MAX, "127.0.0.1:8080",
     "addresses to serve on, with commas between: host:port (0: a free one) or unix:/path"},
    {"admin-listen", SETTING_ADDRESSES, AT(admin_listen), 0, CONFIG_ADDRESSES_MAX, "",
     "addresses of their own, without base path, for health and metrics; else both are on listen"},
    {"unix-mode", SETTING_MODE, AT(unix_mode), 0, 0777, "660",
     "permissions of Unix sockets, in octal digits"},
    {"trusted-proxies", SETTING_NETWORKS, AT(trusted_proxies), 0, NETWORKS_MAX, "",
     "proxies whose word on the client's address is taken, as 10.0.0.0/8,::1"},
    {"database", SETTING_FILE, AT(database), 0, 0, "exportstats.db", "the database file"},
    {"base-path", SETTING_PREFIX, AT(base_path), 0, 0, "",
     "path that all URLs stand below, as /stats"},
    {"public-url", SETTING_ORIGIN, AT(public_url), 0, 0, "",
     "scheme and host by which the public finds us, for absolute links: https://stats.example.org"},
    {"workers", SETTING_INTEGER, AT(workers), 0, 256, "0",
     "threads; 0: one a processor, 16 at most"},
    {"connections", SETTING_INTEGER, AT(connections), 1, 1000000, "1024",
     "most connections at once; a newcomer above gets 503"},
    {"idle-timeout", SETTING_INTEGER, AT(idle_timeout), 1, 86400, "60",
     "seconds without a byte until a connection is closed"},
    {"head-timeout", SETTING_INTEGER, AT(head_timeout), 1, 3600, "10",
     "seconds for a whole request head"},
    {"min-send-rate", SETTING_INTEGER, AT(min_send_rate), 0, 1000000000, "256",
     "bytes a second that a reader must take on average over idle-timeout; 0: any will do"},
    {"query-timeout", SETTING_INTEGER, AT(query_timeout), 1, 600000, "5000",
     "milliseconds for one query"},
    {"drain-delay", SETTING_INTEGER, AT(drain_delay), 0, 3600, "0",
     "seconds between readyz 503 and closing the listener"},
    {"drain-timeout", SETTING_INTEGER, AT(drain_timeout), 0, 3600, "25",
     "seconds for answers in flight to end"},
    {"cache", SETTING_INTEGER, AT(cache), 0, 65536, "32",
     "MiB of answers kept ready, all threads together; 0: none"},
    {"max-age", SETTING_INTEGER, AT(max_age), 0, 31536000, "300",
     "seconds an answer may be cached"},
    {"stale-while-revalidate", SETTING_INTEGER, AT(stale_while_revalidate), 0, 31536000, "86400",
     "seconds a cache may serve it on while asking anew"},
    {"landlock", SETTING_BOOLEAN, AT(landlock), 0, 0, "true",
     "give up all access to files but reading the database's folder: true or false"},
    {"log", SETTING_BOOLEAN, AT(log), 0, 0, "true",
     "a JSON line a request on standard output: true or false"},
};
const int setting_count = sizeof settings / sizeof settings[0];

static char *text_of(const struct setting *setting, struct config *config)
{
    return (char *)config + setting->offset;
}

static bool expected(struct slice value, const char *label, const char *what, struct error *err)
{
    return error_set(err, ERROR_USAGE, "%s expects %s, not “%.*s”.", label, what,
                     SLICE_ARGS(value));
}

static bool store_text(struct slice value, const char *label, char *out, int room,
                       struct error *err)
{
    return slice_copy(value, out, (size_t)room) ||
           error_set(err, ERROR_USAGE, "%s is longer than %d bytes.", label, room - 1);
}

static bool store_file(struct slice value, const char *label, char *out, struct error *err)
{
    if (value.size == 0)
        return expected(value, label, "the path of a file", err);
    return store_text(value, label, out, CONFIG_TEXT_ROOM, err);
}

struct slice setting_unix_path(struct slice address)
{
    static const char prefix[] = "unix:";

    return slice_starts(address, prefix) ? slice_skip(address, sizeof prefix - 1)
                                         : (struct slice){NULL, 0};
}

/* Takes the port off the end: what follows the last colon. False where there is none. */
static bool cut_port(struct slice *value)
{
    size_t colon = value->size;
    int64_t port;

    while (colon > 0 && value->data[colon - 1] != ':')
        colon--;
    if (colon == 0 || !slice_integer(slice_skip(*value, colon), 65535, &port))
        return false;
    value->size = colon - 1;
    return true;
}

static bool in_brackets(struct slice host)
{
    return slice_starts(host, "[") && slice_ends(host, "]") && host.size > 2;
}

/* A host that holds colons itself stands in brackets. */
static bool is_host_and_port(struct slice value)
{
    return cut_port(&value) && value.size > 0 &&
           (in_brackets(value) ||
            (!slice_starts(value, "[") && !memchr(value.data, ':', value.size)));
}

/* As long as the system allows, with its closing zero. */
enum { UNIX_PATH_ROOM = 108 };

static bool is_address(struct slice value)
{
    struct slice path = setting_unix_path(value);

    if (path.data)
        return slice_starts(path, "/") && path.size > 1 && path.size < UNIX_PATH_ROOM;
    return is_host_and_port(value);
}

static bool store_addresses(const struct setting *setting, struct slice value, const char *label,
                            char *out, struct error *err)
{
    struct slice rest = value, item;
    int count = 0;

    while ((value.size || setting->least) && slice_cut(&rest, ',', &item)) {
        if (!is_address(item))
            return expected(item, label,
                            "host:port, as 127.0.0.1:8080 or [::1]:8080, or unix:/path", err);
        if (++count > setting->most)
            return error_set(err, ERROR_USAGE, "%s takes at most %" PRId64 " addresses.", label,
                             setting->most);
    }
    return store_text(value, label, out, CONFIG_LIST_ROOM, err);
}

static bool store_networks(struct slice value, const char *label, char *out, struct error *err)
{
    struct networks networks;
    struct error why;

    if (networks_parse(value, &networks, &why))
        return store_text(value, label, out, CONFIG_LIST_ROOM, err);
    error_set(err, ERROR_USAGE, "%s: %s", label, why.detail);
    return why.hint[0] ? error_hint(err, "%s", why.hint) : false;
}

static bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

static bool is_unreserved(struct slice text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!unreserved(text.data[i]))
            return false;
    return text.size > 0;
}

static bool segment_fits(struct slice segment)
{
    return is_unreserved(segment) && !slice_is(segment, ".") && !slice_is(segment, "..");
}

/* A closing slash is cut off, so that "/" is the same as none at all. */
static bool store_prefix(struct slice value, const char *label, char *out, struct error *err)
{
    struct slice path = slice_ends(value, "/") ? slice_drop(value, 1) : value;
    struct slice rest = slice_skip(path, 1), segment;
    bool fits = path.size == 0 || path.data[0] == '/';
    int count = 0;

    while (fits && path.size > 0 && slice_cut(&rest, '/', &segment)) {
        fits = segment_fits(segment);
        count++;
    }
    if (fits && count > PREFIX_SEGMENTS)
        return expected(value, label, "a path of at most 16 segments", err);
    if (!fits)
        return expected(value, label, "a path as /stats of letters, digits and -._~", err);
    return store_text(path, label, out, CONFIG_TEXT_ROOM, err);
}

static bool is_origin(struct slice value)
{
    bool secure = slice_starts(value, "https://");
    struct slice host = slice_skip(value, secure ? 8 : 7);
    struct ip ip;

    if (!secure && !slice_starts(value, "http://"))
        return false;
    (void)cut_port(&host);
    return in_brackets(host) ? ip_parse(slice_drop(slice_skip(host, 1), 1), &ip)
                             : is_unreserved(host);
}

/* The path below which we stand is a setting of its own. */
static bool store_origin(struct slice value, const char *label, char *out, struct error *err)
{
    struct slice origin = slice_ends(value, "/") ? slice_drop(value, 1) : value;

    if (origin.size > 0 && !is_origin(origin))
        return expected(value, label, "scheme and host alone, as https://stats.example.org", err);
    return store_text(origin, label, out, CONFIG_TEXT_ROOM, err);
}

static bool store_integer(const struct setting *setting, struct slice value, const char *label,
                          int64_t *out, struct error *err)
{
    char range[80];

    if (slice_integer(value, setting->most, out) && *out >= setting->least)
        return true;
    (void)snprintf(range, sizeof range, "a whole number from %" PRId64 " to %" PRId64,
                   setting->least, setting->most);
    return expected(value, label, range, err);
}

static bool store_mode(struct slice value, const char *label, int64_t *out, struct error *err)
{
    bool fits = value.size > 0 && value.size <= 4;

    *out = 0;
    for (size_t i = 0; fits && i < value.size; i++) {
        fits = value.data[i] >= '0' && value.data[i] <= '7';
        *out = *out * 8 + value.data[i] - '0';
    }
    return (fits && *out <= 0777) ||
           expected(value, label, "permissions in octal digits, as 660", err);
}

static bool store_boolean(struct slice value, const char *label, bool *out, struct error *err)
{
    *out = slice_is(value, "true");
    return *out || slice_is(value, "false") || expected(value, label, "true or false", err);
}

bool setting_store(const struct setting *setting, struct config *config, struct slice value,
                   const char *label, struct error *err)
{
    void *place = text_of(setting, config);

    switch (setting->type) {
    case SETTING_FILE:
        return store_file(value, label, place, err);
    case SETTING_ADDRESSES:
        return store_addresses(setting, value, label, place, err);
    case SETTING_NETWORKS:
        return store_networks(value, label, place, err);
    case SETTING_PREFIX:
        return store_prefix(value, label, place, err);
    case SETTING_ORIGIN:
        return store_origin(value, label, place, err);
    case SETTING_INTEGER:
        return store_integer(setting, value, label, place, err);
    case SETTING_MODE:
        return store_mode(value, label, place, err);
    case SETTING_BOOLEAN:
        return store_boolean(value, label, place, err);
    }
    return error_set(err, ERROR_INTERNAL, "%s has no type.", label);
}

void setting_print(const struct setting *setting, const struct config *config, struct buffer *out)
{
    const void *place = (const char *)config + setting->offset;

    switch (setting->type) {
    case SETTING_FILE:
    case SETTING_ADDRESSES:
    case SETTING_NETWORKS:
    case SETTING_PREFIX:
    case SETTING_ORIGIN:
        buffer_text(out, place);
        break;
    case SETTING_INTEGER:
        buffer_integer(out, *(const int64_t *)place);
        break;
    case SETTING_MODE:
        buffer_format(out, "%03o", (unsigned)*(const int64_t *)place);
        break;
    case SETTING_BOOLEAN:
        buffer_text(out, *(const bool *)place ? "true" : "false");
        break;
    }
}
