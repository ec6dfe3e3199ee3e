/* The door: a request goes in, a response comes out, without a socket.
 *
 * What a client can observe of HTTP is decided behind this function, so that it is tested here and
 * not through a server. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "base/error.h"
#include "http/question.h"
#include "http/response.h"

/* What stands behind the door; handlers/ fills it in (desk_door). One a thread. */
struct door {
    const char *base_path; /* "" or "/stats": where questions are found */
    void *desk;            /* lent to the functions below */
    /* Answers GET and HEAD at once where it gave this very answer before; NULL: nothing is kept.
     * The request has passed the gate. */
    bool (*recall)(void *desk, const struct request *request, struct response *response);
    /* Answers GET, HEAD and OPTIONS on a question that was taken apart. False with err set: the
     * exchange writes the problem document. */
    bool (*answer)(void *desk, const struct question *question, struct response *response,
                   struct error *err);
    /* The last word on what was answered, when all headers that are the same for everybody stand:
     * keeps it, codes it, or says that nothing has changed. NULL: nothing of the kind. */
    bool (*finish)(void *desk, const struct request *request, struct response *response,
                   struct error *err);
    /* Writes the problem document for err; every response passes here that did not succeed. */
    void (*problem)(void *desk, const struct request *request, const struct error *err,
                    struct response *response);
};

/* Always leaves a complete response, also for what the gate refuses. ERROR_INTERNAL's detail is
 * kept in *internal for the caller's log ("" where there was none). response must be init. */
void exchange(const struct door *door, const struct request *request, struct response *response,
              struct error *internal);

/* The same for a request that gate_check() has let pass before, with not a byte changed since. */
void exchange_passed(const struct door *door, const struct request *request,
                     struct response *response, struct error *internal);

#endif
