/* Records: what a row of each resource is in memory, and its field table.
 *
 * The four kinds of claim share one struct; each kind shows the fields that are its own. A record's
 * slices are lent until the next row of its cursor. */
#ifndef RECORDS_H
#define RECORDS_H

#include "base/field.h"
#include "db/kinds.h"
#include "stats/interval.h"
#include "stats/period.h"

/* Order of `claim_kinds`: figure, growth-rate, remark, target. */
enum claim_kind { KIND_FIGURE, KIND_GROWTH_RATE, KIND_REMARK, KIND_TARGET, KIND_ANY };
extern const struct words claim_kinds;

/* A period as answers show it; texts are worked out from the dates. */
struct period_record {
    struct slice label, start, end, iso, type;
    char label_text[PERIOD_LABEL_ROOM], iso_text[PERIOD_ISO_ROOM];
    char start_text[DATE_ROOM], end_text[DATE_ROOM];
};

struct claim {
    struct slice id, kind, series, unit, fiscal_year_start;
    struct slice period_given; /* the package's own label, or no value */
    struct period_record period;
    struct slice number, scale, comparator;
    struct slice status, reading, set_by;
    struct slice base_start, base_end;
    struct slice rank, rank_reason, note;
    struct slice stated_by, stated_on, origin, replaces;
    struct slice source, title, publisher, published_on, url, locator, statement;
    struct slice agreement; /* of a figure, without an asked day (db/evidence.h) */
    int64_t alternatives;
    int64_t derived;       /* 1 only in a derived_record, for what no source prints */
    struct slice known_on; /* the day from which it counts, "~" for none */
    int64_t n;             /* its place for a cursor */
    /* Worked out. */
    struct slice value, percent, low, high, display, path;
    struct period_record base_period;
    char value_text[DECIMAL_TEXT_ROOM], low_text[DECIMAL_TEXT_ROOM], high_text[DECIMAL_TEXT_ROOM];
    char display_text[DISPLAY_ROOM];
    char path_text[KIND_PATH_ROOM];
};

extern const struct fields figure_fields, growth_rate_fields, remark_fields, target_fields;
/* A claim of any kind, as a source's list shows it; hidden in it are the columns that the others
 * are worked out from, so that a row is read by this table whatever its kind. */
extern const struct fields claim_fields;

/* Works out what is not a column: period, value or percent, bounds, display, base period, path. */
void claim_complete(struct claim *claim);

/* A period with its label, ISO form and type; fiscal_start may be no value (01-01). */
void period_record_set(struct period_record *record, struct period period,
                       struct slice fiscal_start);
/* A period's label, ISO form and type from its dates; fiscal_start may be no value (01-01). */
void period_record_complete(struct period_record *record, struct slice fiscal_start);

struct series_record {
    struct slice id, name, definition, geography, unit, broader, part_of, fiscal_year_start, note;
    struct slice first_day, last_day;
    int64_t figures, targets, growth_rates, remarks;
    struct claim latest; /* the latest realised preferred figure; latest.id may be no value */
};
extern const struct fields series_fields;
void series_complete(struct series_record *series);

struct source_record {
    struct slice id, title, publisher, author, published_on, url, archive_url, accessed_on,
        language;
    struct slice type, origin, note;
    int64_t figures, targets, growth_rates, remarks;
    struct slice citation, bibtex; /* see db/citation.h */
};
extern const struct fields source_fields;

#endif
