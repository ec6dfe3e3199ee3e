#include "server/refusal.h"

#include <sys/socket.h>

#include "formats/problem.h"

enum { CEILING = 4096 };

static const struct {
    enum error_kind kind;
    const char *reason, *detail, *headers;
} texts[] = {
    [REFUSAL_FULL] = {ERROR_UNAVAILABLE, "Service Unavailable",
                      "The service is at its limit; try again shortly.", "Retry-After: 1\r\n"},
    [REFUSAL_CROWDED] = {ERROR_HEADERS_LARGE, "Request Header Fields Too Large",
                         "The request's target and headers leave no room for an answer: they are "
                         "too many or too large.",
                         ""},
};

int refusal_status(enum refusal kind)
{
    return problem_status(texts[kind].kind);
}

static void write_one(enum refusal kind, const char *root, struct buffer *out)
{
    CLEAN(buffer) struct buffer body;
    struct error err;

    error_set(&err, texts[kind].kind, "%s", texts[kind].detail);
    buffer_init(&body, CEILING);
    problem_write(&err, root, slice_of(NULL), &body);
    buffer_init(out, CEILING);
    buffer_format(out,
                  "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\n"
                  "Content-Length: %zu\r\n%sCache-Control: no-store\r\n"
                  "Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n",
                  refusal_status(kind), texts[kind].reason, body.size, texts[kind].headers);
    buffer_slice(out, buffer_all(&body));
}

void refusals_init(struct refusals *refusals, const char *root)
{
    for (int kind = 0; kind < REFUSALS; kind++)
        write_one((enum refusal)kind, root, &refusals->items[kind]);
}

void refusals_clear(struct refusals *refusals)
{
    for (int kind = 0; kind < REFUSALS; kind++)
        buffer_clear(&refusals->items[kind]);
}

static struct slice head_of(struct slice answer)
{
    const char *end = memmem(answer.data, answer.size, "\r\n\r\n", 4);

    return end ? (struct slice){answer.data, (size_t)(end - answer.data) + 4} : answer;
}

void refusal_say(const struct refusals *refusals, enum refusal kind, bool headless, int fd)
{
    struct slice answer = buffer_all(&refusals->items[kind]);

    if (headless)
        answer = head_of(answer);
    (void)send(fd, answer.data, answer.size, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(fd, SHUT_WR);
}
