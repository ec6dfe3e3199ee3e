/* What went wrong, without allocation.
 *
 * The last argument of every function that can fail; such a function returns bool or a pointer,
 * and its result must be looked at. What a kind means to a client (status, title) is one table in
 * formats/problem; ERROR_INTERNAL goes to the log with its detail and to the client without. */
#ifndef ERROR_H
#define ERROR_H

#include <stdbool.h>

struct words;

enum error_kind {
    ERROR_NONE,
    ERROR_REQUEST,       /* the HTTP request is malformed or ambiguous */
    ERROR_ARGUMENT,      /* a parameter is unknown, repeated, empty or has a bad value */
    ERROR_NOT_FOUND,     /* no such path or id */
    ERROR_METHOD,        /* neither GET, HEAD nor OPTIONS */
    ERROR_FORMAT,        /* no such representation: suffix, format or Accept */
    ERROR_GONE,          /* an id that was closed */
    ERROR_PRECONDITION,  /* what the client takes for given does not hold */
    ERROR_TARGET_LONG,   /* the request target is too long */
    ERROR_HEADERS_LARGE, /* the request's headers are too large */
    ERROR_VERSION,       /* what was asked cannot be sent to this version of HTTP */
    ERROR_UNAVAILABLE,   /* no database yet, overloaded, or draining */
    ERROR_DEADLINE,      /* the query took too long */
    ERROR_INPUT,         /* a package or file from outside is faulty */
    ERROR_USAGE,         /* the command line or a setting is off */
    ERROR_INTERNAL,      /* ours: disk, memory, a broken database */
};

enum { ERROR_DETAIL_ROOM = 512, ERROR_HINT_ROOM = 320, ERROR_PARAMETER_ROOM = 48 };

struct error {
    enum error_kind kind;
    char detail[ERROR_DETAIL_ROOM];       /* one sentence for a person */
    char parameter[ERROR_PARAMETER_ROOM]; /* the parameter it is about, or "" */
    char hint[ERROR_HINT_ROOM];           /* what was probably meant, or "" */
    const struct words *allowed;          /* the closed vocabulary it should have come from */
};

/* Sets kind and detail and forgets what stood there before. Always returns false, so that a
 * refusal is one line: `return error_set(err, ERROR_ARGUMENT, "…");`. Text that does not fit is
 * cut at a character's border. err may not be NULL. */
__attribute__((format(printf, 3, 4))) bool error_set(struct error *err, enum error_kind kind,
                                                     const char *format, ...);

/* Adds to an error that was set, cut in the same way. Both return false. */
bool error_parameter(struct error *err, const char *parameter);
__attribute__((format(printf, 2, 3))) bool error_hint(struct error *err, const char *format, ...);

#endif
