/* The catalogue beside the claims: series, sources, what the data set is called, what it covers.
 *
 * Texts of a record are lent until the next call on the store. */
#ifndef CATALOG_H
#define CATALOG_H

#include "base/arena.h"
#include "db/list.h"

/* One series or source of a revision; ERROR_NOT_FOUND with the nearest id as hint. */
bool series_find(struct store *store, struct slice id, int64_t revision, struct slice as_of,
                 struct series_record *series, struct error *err);
bool source_find(struct store *store, struct slice id, int64_t revision, struct slice as_of,
                 struct source_record *source, struct error *err);

/* Lists in the order of ids, beginning behind `after` (no value: from the start). Filters that are
 * not asked have no `json`. Rows by series_next and source_next, the rest as any list. */
struct catalog_question {
    int64_t revision;
    struct text_set ids, geo, unit;
    struct slice as_of; /* as on this day; no value: as it is */
    struct slice after;
};
bool series_open(struct list *list, struct store *store, const struct catalog_question *question,
                 int64_t limit, struct error *err);
bool series_next(struct list *list, struct series_record *series, struct error *err);
bool series_count(struct store *store, const struct catalog_question *question, int64_t *count,
                  struct error *err);
bool sources_open(struct list *list, struct store *store, const struct catalog_question *question,
                  int64_t limit, struct error *err);
bool sources_next(struct list *list, struct source_record *source, struct error *err);
bool sources_count(struct store *store, const struct catalog_question *question, int64_t *count,
                   struct error *err);

/* Ids of the series that ids, geo and unit choose together, sorted, in the arena. */
bool series_choose(struct store *store, const struct catalog_question *question,
                   struct arena *arena, struct slice **ids, int *count, struct error *err);

/* What there is to choose from in a revision. */
enum catalog { CATALOG_SERIES, CATALOG_SOURCES, CATALOG_GEOGRAPHIES, CATALOG_UNITS };
/* Whether it is one of them; where not, the nearest one is copied to near ("" for none). */
bool catalog_has(struct store *store, enum catalog catalog, struct slice name, int64_t revision,
                 bool *has, char near[128], struct error *err);

/* The different fiscal years' starts of the chosen series (series_set without json: of all). */
bool fiscal_starts(struct store *store, const struct text_set *series_set, int64_t revision,
                   struct arena *arena, struct slice **starts, int *count, struct error *err);

/* Whether claims of any kind carry this label of the package's own. */
bool period_label_exists(struct store *store, struct slice label, bool *exists, struct error *err);

struct summary {
    int64_t revision;
    struct slice imported_at; /* RFC 3339 */
    struct slice metadata;    /* the package's descriptor without resources, JSON */
    struct slice known_on;    /* the latest day on which a claim was known, or no value */
    struct slice first_day, last_day;
    int64_t series, sources, figures, growth_rates, remarks, targets;
};
/* Texts are copied into the arena. */
bool summary_read(struct store *store, int64_t revision, struct arena *arena,
                  struct summary *summary, struct error *err);

#endif
