/* The revisions of this service, and what each of them did.
 *
 * Texts of a record are lent until the next row. */
#ifndef REVISIONS_H
#define REVISIONS_H

#include "db/kinds.h"
#include "db/list.h"

struct revision_record {
    int64_t number, added, changed, closed;
    struct slice imported_at, known_until, fingerprint;
    /* Worked out. */
    struct slice link;
    char link_text[24];
};

/* One row of the package that a revision added, changed or closed. */
struct change_record {
    struct slice action, kind, id;
    /* Worked out. */
    struct slice path;
    char path_text[KIND_PATH_ROOM];
};

extern const struct fields revision_fields, change_fields;

struct revisions_question {
    int64_t revision; /* no later one is known */
    int64_t number;   /* of the revision whose changes are asked */
    /* The place to go on behind: a revision's number, or a change. 0 and "": from the start. */
    int64_t after;
    char after_kind[16], after_id[128];
};

/* Revisions, newest first. */
bool revisions_open(struct list *list, struct store *store, struct revisions_question *question,
                    int64_t limit, struct error *err);
bool revisions_next(struct list *list, struct revisions_question *question,
                    struct revision_record *revision, struct error *err);

/* The changes of one revision by kind (record_kinds) and id. */
bool changes_open(struct list *list, struct store *store, struct revisions_question *question,
                  int64_t limit, struct error *err);
bool changes_next(struct list *list, struct revisions_question *question,
                  struct change_record *change, struct error *err);
/* ERROR_NOT_FOUND where there is no such revision. */
bool changes_count(struct store *store, const struct revisions_question *question, int64_t *count,
                   struct error *err);

#endif
