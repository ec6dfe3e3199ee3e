/* The routes: each written once, here; it serves, checks its arguments and documents itself. */
#ifndef ROUTES_H
#define ROUTES_H

#include "base/field.h"
#include "handlers/params.h"
#include "http/response.h"

struct ask;
struct desk;
struct error;

/* Who finds it; where there is no entrance for operators, everybody does. */
enum audience { AUDIENCE_PUBLIC, AUDIENCE_BOTH, AUDIENCE_OPERATOR };

/* What a list or record shows instead of the route's own fields where a parameter is given with
 * another word than its default. */
struct view {
    enum param param;
    const struct fields *fields;
    const char *text_fields;
};

struct route {
    const char *path;      /* "/v1/figures/{id}" */
    const char *operation; /* "getFigure": the OpenAPI operation's id */
    const char *summary;
    const char *meaning;         /* a longer text for the OpenAPI document, or NULL */
    uint64_t params;             /* bits of enum param */
    unsigned formats;            /* bits of enum format; 0: one representation of its own */
    const struct fields *fields; /* the record it answers with, or NULL for a document */
    const struct view *views;    /* the first that applies is shown; ends with one without fields */
    bool one;                    /* a single record */
    const char *text_fields;     /* columns of the text table, where `fields` is not asked */
    const char *media_type;      /* of a document */
    bool ranked;                 /* the best come first: a page in every format, never the whole */
    bool dated;                  /* it tells when the data was imported */
    bool negotiates;             /* a document that is text or JSON, as Accept has it */
    bool (*answer)(struct desk *desk, struct ask **ask, struct response *response,
                   struct error *err);
    bool live;    /* answers without a database */
    bool lasting; /* of these: with the same as long as the program runs, else never kept */
    enum audience audience;
    bool sealed; /* bytes of a known number that are handed out as they are, never compressed */
};

extern const struct route routes[];
extern const int route_count;

/* The route of a path's segments, and the id among them. NULL: there is none. */
const struct route *route_find(const struct slice *segments, int count, struct slice *id);

/* The path nearest to a mistyped one, or NULL. */
const char *route_near(const struct slice *segments, int count);

#endif
