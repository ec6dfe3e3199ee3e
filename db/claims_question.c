#include "db/claims_internal.h"

static const char *const select_words[] = {"latest", "first", "all"};
const struct words selects = WORDS(select_words);

static void make_statement(const void *from, struct buffer *sql)
{
    variant_sql(from, sql);
}

/* These alone have an index to themselves. */
static bool is_deprecated(const struct claim_question *q)
{
    return q->rank.count == 1 && slice_is(q->rank.first, "deprecated");
}

unsigned claims_filters(const struct claim_question *q)
{
    static const unsigned by_select[] = {BY_LATEST, BY_FIRST, 0};
    static const unsigned by_select_then[] = {BY_LATEST_THEN, BY_FIRST_THEN, 0};
    static const unsigned by_period[] = {0, BY_PERIOD, BY_PERIODS, BY_LABEL};
    unsigned filters = q->kind == KIND_ANY ? 0 : BY_KIND;

    if (q->kind == KIND_FIGURE)
        filters |= q->as_of.data ? by_select_then[q->select] : by_select[q->select];
    filters |= q->as_of.data ? BY_KNOWN : 0;
    filters |= by_period[q->period_filter];
    filters |= q->series_count == 1 ? BY_SERIES : q->series_count >= 0 ? BY_SERIES_SET : 0;
    filters |= q->source.count == 1 ? BY_SOURCE : q->source.count ? BY_SOURCE_SET : 0;
    filters |= q->status.count ? BY_STATUS : 0;
    filters |= is_deprecated(q) ? BY_DEPRECATED : q->rank.count ? BY_RANK : 0;
    filters |= q->period_type.count ? BY_TYPE : 0;
    /* One exact period lies inside or it does not (claims_can_match): there is nothing left to
     * compare. */
    if (q->period_filter != PERIODS_EXACT)
        filters |= (q->from.data ? BY_FROM : 0) | (q->to.data ? BY_TO : 0);
    return filters;
}

bool claims_can_match(const struct claim_question *q)
{
    bool dated = !slice_is(q->period_end, "~");

    if (q->series_count == 0)
        return false;
    if (q->period_filter != PERIODS_EXACT)
        return true;
    return (!q->from.data || (dated && slice_compare(q->period_end, q->from) >= 0 &&
                              slice_compare(q->period_start, q->from) >= 0)) &&
           (!q->to.data || slice_compare(q->period_end, q->to) <= 0);
}

static void bind_question(sqlite3_stmt *statement, const struct claim_question *q)
{
    const struct {
        const char *name;
        struct slice text;
    } texts[] = {
        {":series_set", q->series_set.json},
        {":source", q->source.first},
        {":source_set", q->source.json},
        {":status", q->status.json},
        {":rank", q->rank.json},
        {":period_type", q->period_type.json},
        {":period_start", q->period_start},
        {":period_end", q->period_end},
        {":periods", q->periods.json},
        {":period_given", q->period_given},
        {":from", q->from},
        {":as_of", q->as_of},
        {":to", q->to},
    };

    store_bind_integer(statement, ":revision", q->revision);
    if (q->kind != KIND_ANY)
        store_bind_text(statement, ":kind", slice_of(claim_kinds.items[q->kind]));
    if (q->series_count > 0)
        store_bind_text(statement, ":series", q->series[0]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        store_bind_text(statement, texts[i].name, texts[i].text);
}

static bool is_lean(const struct field *field)
{
    static const size_t members[] = {
#define M(member) offsetof(struct claim, member)
        M(id),
        M(series),
        M(unit),
        M(period.label),
        M(period.start),
        M(period.end),
        M(period.iso),
        M(period.type),
        M(base_period.label),
        M(base_period.start),
        M(base_period.end),
        M(base_period.iso),
        M(base_period.type),
        M(value),
        M(percent),
        M(low),
        M(high),
        M(display),
        M(comparator),
#undef M
    };

    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (field->offset == members[i])
            return true;
    return false;
}

bool claims_are_lean(const struct fields *fields, struct field_set shown)
{
    for (int i = 0; i < fields->count; i++)
        if (shown.bits >> i & 1 && !is_lean(&fields->items[i]))
            return false;
    return true;
}

sqlite3_stmt *claims_prepare(struct store *store, const struct claim_question *q,
                             const struct variant *v, struct error *err)
{
    struct variant own = *v;

    own.filters |= q->kind == KIND_FIGURE ? BY_FIGURES : 0;
    sqlite3_stmt *statement = store_statement(store, variant_key(&own), make_statement, &own, err);

    if (statement)
        bind_question(statement, q);
    return statement;
}

sqlite3_stmt *claims_statement(struct store *store, const struct claim_question *q,
                               enum purpose purpose, struct error *err)
{
    struct variant v = {purpose, SORT_SERIES, claims_filters(q), false, false, FEW_NONE, false};

    return claims_prepare(store, q, &v, err);
}
