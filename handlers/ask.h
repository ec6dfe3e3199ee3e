/* A question with its arguments checked: what the route's handler works with.
 *
 * Everything in it lives in its own arena, so that a stream can take the whole of it along. */
#ifndef ASK_H
#define ASK_H

#include "base/arena.h"
#include "db/list.h"
#include "handlers/routes.h"
#include "http/negotiate.h"
#include "http/question.h"

struct ask {
    struct arena arena;
    const struct route *route;
    struct slice id;     /* the {id} of the path */
    struct slice target; /* the path as asked with its suffix, below the base path */
    /* What was given, "no value" where not; of lists also the parts, sorted and unique. */
    struct slice values[PARAM_COUNT];
    struct text_set sets[PARAM_COUNT];
    struct slice *parts[PARAM_COUNT];
    int64_t numbers[PARAM_COUNT]; /* PARAM_INTEGER, 0 where not given */
    int words[PARAM_COUNT]; /* PARAM_WORD: index in its vocabulary, the default's where not given */
    struct format_choice format;
    enum select select;          /* the rule by which the rows were chosen */
    const struct fields *fields; /* the record it is answered with, NULL for a document */
    const char *text_fields;     /* its columns in a text table */
    struct field_set shown;
    int64_t limit;       /* -1: the whole answer */
    bool bare;           /* shape=array */
    bool day_negotiated; /* `as_of` comes from Accept-Datetime */
    bool pretty;
    int64_t revision;     /* that answers: the newest, the asked or the cursor's */
    struct slice after;   /* the cursor's key, or no value */
    struct slice meaning; /* canonical text of what is asked: path and what does not merely shape */
    struct slice whole;   /* canonical text of the whole question, as it stands in links */
};

/* Reads and checks the arguments of a route. err->allowed, where set, lives as long as *allowed,
 * which is the caller's: its items are taken from the arena of nobody else. */
struct ask *ask_open(const struct route *route, struct slice id, int suffix,
                     const struct question *question, struct words *allowed,
                     const char **allowed_room, struct error *err);
void ask_close(struct ask *ask);
DEFINE_CLOSE(ask)

/* "series=a&sort=-period" of all that was given, in the parameters' own order, percent-encoded;
 * `cursor` (or no value) stands in place of the given one. */
void ask_arguments(const struct ask *ask, struct slice cursor, bool only_meaning,
                   struct buffer *out);

/* The cursor behind a row, for this question in this revision: fingerprint is the revision's. */
void ask_cursor(const struct ask *ask, const char *fingerprint, struct slice key,
                struct buffer *out);
/* Takes the given cursor apart into ask->revision and ask->after. ERROR_ARGUMENT for one that is
 * damaged, of another question, or of other data than the store's: it is held to the fingerprint of
 * its revision. Without a cursor nothing happens. */
struct store;
bool ask_resume(struct ask *ask, struct store *store, struct error *err);
/* Always false: the cursor's key is none of the list's. */
bool ask_refuse_cursor(struct error *err);

#endif
