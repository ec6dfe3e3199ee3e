#include "server/head.h"

#include <microhttpd.h>

const char HEAD_OWN_COOKIE[] = "", HEAD_OWN_LENGTH[] = "0";

/* Of libmicrohttpd 0.9.75, measured: an entry a header, our own two among them, and what its
 * answers need besides their headers. */
enum { ENTRY = 64, OWN_ENTRIES = 2, SLACK = 128 };

static bool is_our_own(const char *value)
{
    return value == HEAD_OWN_COOKIE || value == HEAD_OWN_LENGTH;
}

static bool all_of(const char *text, size_t size, const char *bytes, size_t count)
{
    for (size_t i = 0; i < size; i++)
        if (!memchr(bytes, text[i], count))
            return false;
    return true;
}

/* What lies between two parts: the bytes given, as many of them as allowed. */
static void pass(struct head *head, const char *next, size_t least, size_t most, struct slice bytes)
{
    head->straight = head->straight && next >= head->at && next <= head->end &&
                     (size_t)(next - head->at) >= least && (size_t)(next - head->at) <= most &&
                     all_of(head->at, (size_t)(next - head->at), bytes.data, bytes.size);
    head->at = next;
}

/* Where one byte was, a blank or a colon, libmicrohttpd wrote a zero; where a line ended, one or
 * two of them. */
static void pass_zeros(struct head *head, const char *next, size_t least, size_t most)
{
    pass(head, next, least, most, (struct slice){"", 1});
}

/* libmicrohttpd 0.9.75 puts the text of a folded line behind the name of the header before it, in
 * a copy elsewhere, and takes a zero byte for the end of what it stands in. Others read the same
 * bytes as another request. So the parts must follow each other without a gap, to the head's last
 * byte. One thing cannot be seen: a zero byte or a lone colon right before a bare line feed, which
 * leaves the two zeros that a line's ordinary end does. */
static void pass_header(struct head *head, struct slice name, struct slice value)
{
    pass_zeros(head, name.data, 1, 2);
    head->at += name.size;
    pass_zeros(head, name.data + name.size + 1, 1, 1);
    pass(head, value.data, 0, SIZE_MAX, slice_of(" \t"));
    head->at += value.size;
}

static enum MHD_Result add(void *state, enum MHD_ValueKind kind, const char *name, size_t name_size,
                           const char *value, size_t value_size)
{
    struct head *head = state;

    (void)kind;
    if (is_our_own(value))
        return MHD_YES;
    head->overflow = head->request.header_count == HEAD_HEADERS_MAX;
    if (head->overflow)
        return MHD_NO;
    pass_header(head, (struct slice){name, name_size}, (struct slice){value, value_size});
    head->headers[head->request.header_count++] = (struct request_header){
        {name, name_size}, slice_trim((struct slice){value ? value : "", value_size})};
    return MHD_YES;
}

static void pass_first_line(struct head *head, struct head_line line)
{
    head->at = line.method + strlen(line.method);
    pass_zeros(head, line.target.data, 1, 1);
    head->at += line.target.size;
    pass_zeros(head, line.version, 1, 1);
    head->at += strlen(line.version);
}

/* libmicrohttpd from 0.9.77 keeps its memory otherwise, and refuses such heads by itself. */
static bool is_straight(const struct head *head)
{
    return MHD_VERSION >= 0x00097701 || head->straight;
}

static void count_room(struct head *head, size_t size)
{
    size_t used = size + ENTRY * (size_t)(head->request.header_count + OWN_ENTRIES) + SLACK;

    head->room = used < HEAD_MEMORY ? HEAD_MEMORY - used : 0;
}

/* Nothing else of such a head is believed. */
static void make_nameless(struct head *head)
{
    head->headers[0] = (struct request_header){{"", 0}, {"", 0}};
    head->request.header_count = 1;
}

bool head_read(struct head *head, struct MHD_Connection *mhd, struct head_line line,
               struct slice target)
{
    const union MHD_ConnectionInfo *size =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    head->request = (struct request){
        .method = slice_of(line.method),
        .target = target,
        .version = slice_of(line.version),
        .headers = head->headers,
    };
    head->passed = head->overflow = false;
    head->room = 0;
    head->straight = size != NULL;
    head->end = line.method + (size ? size->header_size : 0);
    pass_first_line(head, line);
    (void)MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, add, head);
    pass_zeros(head, head->end, 2, 4); /* the last line's end, and the empty line */
    count_room(head, (size_t)(head->end - line.method));
    if (!is_straight(head))
        make_nameless(head);
    return !head->overflow;
}
