#include "base/buffer.h"
#include "db/evidence.h"
#include "stats/explain.h"

/* Whether a printed growth rate follows from printed figures, and what it may be where it does not.
 */

enum { TEXT_CEILING = 16 * 1024, POOLS_MOST = 160 };

/* One judgement and all that it needs. */
struct trial {
    struct store *store;
    const struct knowledge *known;
    struct arena *arena;
    struct error *err;
    struct print printed;
    struct period base_period;
};

/* The printed rate as stats/ takes it. */
static void take_printed(const struct claim *claim, struct trial *trial)
{
    static const struct slice percent = {"percent", 7};

    trial->printed = evidence_print(claim, percent);
    trial->printed.rank = RANK_NORMAL;
    trial->base_period = evidence_period(&claim->base_period);
}

static bool find(const struct trial *trial, struct slice series, struct period period,
                 struct prints *prints)
{
    return prints_find(trial->store, trial->known, series, period, trial->arena, prints,
                       trial->err);
}

/* The prints of both periods of a wish, in one series, as a pool. */
static bool add_pool(const struct trial *trial, const struct explain_wish *wish,
                     struct slice series, struct explain_pool *pools, int *count)
{
    struct prints currents, bases;

    if (*count == POOLS_MOST)
        return true;
    if (!find(trial, series, wish->current, &currents) || !find(trial, series, wish->base, &bases))
        return false;
    pools[(*count)++] =
        (struct explain_pool){wish->step, currents.items, bases.items, currents.count, bases.count};
    return true;
}

static bool fetch_pools(const struct trial *trial, struct explain_pool *pools, int *count)
{
    struct explain_wish wishes[EXPLAIN_WISHES];
    int wished = explain_wishes(trial->printed.period, trial->base_period, wishes), kin = 0;
    struct slice *family;

    if (!family_find(trial->store, trial->known, trial->printed.series, trial->arena, &family, &kin,
                     trial->err))
        return false;
    for (int i = 0; i < wished; i++) {
        if (!wishes[i].family && !add_pool(trial, &wishes[i], trial->printed.series, pools, count))
            return false;
        for (int k = 0; wishes[i].family && k < kin; k++)
            if (!add_pool(trial, &wishes[i], family[k], pools, count))
                return false;
    }
    return true;
}

/* [{"step":…,"current":…,"base":…,"percent":…}] */
static void write_explanations(const struct explanation *found, int count, struct buffer *out)
{
    char percent[EXACT_TEXT_ROOM];

    buffer_char(out, '[');
    for (int i = 0; i < count; i++) {
        (void)exact_text(found[i].growth.value, ROUND_NEAREST, percent);
        buffer_format(
            out, "%s{\"step\":\"%s\",\"current\":\"%.*s\",\"base\":\"%.*s\",\"percent\":%s}",
            i ? "," : "", explain_steps.items[found[i].step], SLICE_ARGS(found[i].current->id),
            SLICE_ARGS(found[i].base->id), percent[0] ? percent : "null");
    }
    buffer_char(out, ']');
    buffer_char(out, '\0');
}

static bool explain(const struct trial *trial, const struct print *current,
                    const struct print *base, struct growth_record *record)
{
    CLEAN(buffer) struct buffer text = {0};
    struct explanation found[EXPLAIN_STEPS];
    struct explain_pool *pools = arena_take(trial->arena, POOLS_MOST * sizeof *pools);
    int count = 0;

    buffer_init(&text, TEXT_CEILING);
    if (!pools)
        return evidence_no_memory(trial->err);
    if (!fetch_pools(trial, pools, &count))
        return false;
    write_explanations(found, explain_growth(&trial->printed, current, base, pools, count, found),
                       &text);
    return !text.failed ? evidence_keep(trial->arena, text.data, &record->explained_by, trial->err)
                        : evidence_no_memory(trial->err);
}

static bool keep_growth(const struct trial *trial, const struct growth *growth,
                        struct growth_record *record)
{
    record->verdict = slice_of(growth_verdicts.items[growth->verdict]);
    record->decisive = growth->decisive;
    record->assuming = slice_of(growth->truncation ? "truncation" : NULL);
    record->formula = slice_of(GROWTH_FORMULA);
    if (growth->verdict == GROWTH_NO_FIGURES)
        return true;
    return evidence_keep_exact(trial->arena, growth->value, &record->percent, trial->err) &&
           evidence_keep_range(trial->arena, &growth->range, &record->low, &record->high,
                               trial->err);
}

bool growth_complete(struct store *store, const struct knowledge *known,
                     struct growth_record *record, struct arena *arena, struct error *err)
{
    struct trial trial = {.store = store, .known = known, .arena = arena, .err = err};
    static const struct slice none = {NULL, 0};
    struct prints currents, bases;

    record->percent = record->low = record->high = record->current = record->base = none;
    record->explained_by = slice_of("[]");
    take_printed(&record->claim, &trial);
    if (!find(&trial, trial.printed.series, trial.printed.period, &currents) ||
        !find(&trial, trial.printed.series, trial.base_period, &bases))
        return false;
    struct growth_pair pair = growth_pair_choose(trial.printed.source, currents.items,
                                                 currents.count, bases.items, bases.count);
    const struct print *current = pair.current < 0 ? NULL : &currents.items[pair.current];
    const struct print *base = pair.base < 0 ? NULL : &bases.items[pair.base];
    struct growth growth = growth_judge(&trial.printed, current, base);

    record->current = current ? current->id : none;
    record->base = base ? base->id : none;
    return keep_growth(&trial, &growth, record) &&
           (growth.verdict != GROWTH_INCONSISTENT || explain(&trial, current, base, record));
}
