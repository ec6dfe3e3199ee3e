#include "http/forwarded.h"

/* Takes the last element off the end of a comma-separated list. A comma within quotes separates
 * nothing; read from this side, a quote that was left open further left harms nobody. */
static bool cut_last(struct slice *rest, struct slice *element)
{
    bool quoted = false;
    size_t start = rest->size;

    if (!rest->data)
        return false;
    while (start > 0 && (quoted || rest->data[start - 1] != ',')) {
        bool escaped = start > 1 && rest->data[start - 2] == '\\';

        quoted ^= rest->data[start - 1] == '"' && !escaped;
        start--;
    }
    *element = slice_trim(slice_skip(*rest, start));
    *rest = start > 0 ? (struct slice){rest->data, start - 1} : (struct slice){NULL, 0};
    return true;
}

static bool is_token_byte(char c)
{
    char lower = (char)(c | 0x20);

    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-.^_`|~", c));
}

static size_t token_size(struct slice text)
{
    size_t size = 0;

    while (size < text.size && is_token_byte(text.data[size]))
        size++;
    return size;
}

/* Also an obfuscated one, ":_gate" (RFC 7239, 6). */
static bool is_port(struct slice text)
{
    int64_t port;

    if (slice_starts(text, ":_"))
        return text.size > 2 && token_size(slice_skip(text, 1)) == text.size - 1;
    return slice_starts(text, ":") && slice_integer(slice_skip(text, 1), 65535, &port);
}

/* "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]", "[2001:db8::1]:80"; bare allows "2001:db8::1". */
static bool read_node(struct slice node, bool bare, struct ip *ip)
{
    if (node.size && node.data[0] == '[') {
        const char *end = memchr(node.data, ']', node.size);
        struct slice inner = {node.data + 1, end ? (size_t)(end - node.data - 1) : 0};
        struct slice port = slice_skip(node, inner.size + 2);

        return end && memchr(inner.data, ':', inner.size) && (!port.size || is_port(port)) &&
               ip_parse(inner, ip);
    }
    const char *colon = node.size ? memchr(node.data, ':', node.size) : NULL;
    if (!colon || (bare && ip_parse(node, ip)))
        return ip_parse(node, ip);
    struct slice host = {node.data, (size_t)(colon - node.data)};
    return is_port(slice_skip(node, host.size)) && ip_parse(host, ip);
}

/* A token or a quoted string off the front, without its quotes; false where it is neither. No
 * address holds a backslash, so escapes are passed over and left as they stand. */
static bool cut_value(struct slice *rest, struct slice *value)
{
    size_t size = token_size(*rest);

    if (slice_starts(*rest, "\"")) {
        for (size = 1; size < rest->size && rest->data[size] != '"'; size++)
            size += rest->data[size] == '\\';
        *value = (struct slice){rest->data + 1, size - 1};
        if (size >= rest->size)
            return false;
        *rest = slice_skip(*rest, size + 1);
        return true;
    }
    *value = (struct slice){rest->data, size};
    *rest = slice_skip(*rest, size);
    return size > 0;
}

/* One `name=value` of a Forwarded element. */
static bool cut_pair(struct slice *rest, struct slice *name, struct slice *value)
{
    size_t size = token_size(*rest);

    *name = (struct slice){rest->data, size};
    *rest = slice_skip(*rest, size);
    if (!size || !slice_starts(*rest, "="))
        return false;
    *rest = slice_skip(*rest, 1);
    return cut_value(rest, value) && (!rest->size || slice_starts(*rest, ";"));
}

/* The node that a Forwarded element names with its one `for`; the rest must be well-formed. */
static bool read_element(struct slice element, struct ip *ip)
{
    struct slice name, value, node = {NULL, 0};

    while (element.size > 0) {
        if (element.data[0] == ';') {
            element = slice_skip(element, 1);
            continue;
        }
        if (!cut_pair(&element, &name, &value))
            return false;
        if (slice_equal_ignoring_case(name, slice_of("for"))) {
            if (node.data)
                return false;
            node = value;
        }
    }
    return read_node(node, false, ip);
}

struct reading {
    const struct networks *trusted;
    bool standard; /* Forwarded, else X-Forwarded-For */
    bool known;    /* *client was set */
    struct ip *client;
};

/* True as long as who is named is trusted, so that what it was told counts. */
static bool read_line(struct reading *reading, struct slice line)
{
    struct slice element;
    struct ip ip;

    while (cut_last(&line, &element)) {
        if (!(reading->standard ? read_element(element, &ip) : read_node(element, true, &ip)))
            return false;
        *reading->client = ip;
        reading->known = true;
        if (!networks_hold(reading->trusted, &ip))
            return false;
    }
    return true;
}

/* Several lines of one name are one list. False where there is no such header. */
static bool read_header(const struct request *request, const char *name, struct reading *reading)
{
    bool found = false, more = true;

    for (int i = request->header_count - 1; i >= 0 && more; i--) {
        if (!slice_equal_ignoring_case(request->headers[i].name, slice_of(name)))
            continue;
        found = true;
        more = read_line(reading, request->headers[i].value);
    }
    return found;
}

bool forwarded_client(const struct request *request, const struct networks *trusted,
                      struct ip *client)
{
    struct ip other = {{0}};
    struct reading standard = {trusted, true, false, client},
                   older = {trusted, false, false, &other};
    bool has_standard = read_header(request, "Forwarded", &standard);
    bool has_older = read_header(request, "X-Forwarded-For", &older);

    if (!has_older)
        return standard.known;
    if (has_standard)
        return standard.known && older.known && memcmp(client, &other, sizeof other) == 0;
    *client = other;
    return older.known;
}
