#include "handlers/sentence.h"

#include "db/catalog.h"
#include "db/evidence.h"
#include "formats/sentence.h"
#include "handlers/answer.h"
#include "handlers/desk_internal.h"
#include "stats/agreement.h"
#include "stats/growth.h"
#include "stats/growth_spell.h"
#include "stats/period_spell.h"
#include "stats/period_step.h"

enum { OTHERS_MOST = 4, DEFINITIONS_MOST = 4, GROWTH_ROOM = 4096 };

/* What is being put together; all text lives in the arena. */
struct draft {
    struct store *store;
    struct knowledge known;
    struct arena arena;
    struct slice id, series;
    struct period period;
    struct month_day fiscal_start;
    bool may_grow; /* a change of a share or a rank is not given in percent */
    struct prints prints;
    struct sentence sentence;
    struct sentence_print others[OTHERS_MOST];
    struct sentence_definition definitions[DEFINITIONS_MOST];
    bool no_memory;
};

static struct slice keep(struct draft *draft, struct slice text)
{
    struct slice copy;

    draft->no_memory |= !arena_copy(&draft->arena, text, &copy);
    return copy;
}

static struct slice spell(struct draft *draft, const struct claim *claim)
{
    char text[PERIOD_SPELL_ROOM];

    draft->fiscal_start = (struct month_day){1, 1};
    if (claim->fiscal_year_start.data)
        (void)month_day_parse(claim->fiscal_year_start, &draft->fiscal_start);
    size_t size = period_spell(draft->period, draft->fiscal_start, text);
    return keep(draft, size ? (struct slice){text, size} : claim->period.label);
}

static struct slice day_of(struct slice known_on)
{
    return slice_is(known_on, DAY_NONE) ? (struct slice){NULL, 0} : known_on;
}

static bool no_memory(struct error *err)
{
    return error_set(err, ERROR_INTERNAL, "no memory for a sentence");
}

/* What the claim itself says. */
static bool take_claim(struct draft *draft, const struct claim *claim, struct error *err)
{
    struct sentence *s = &draft->sentence;

    draft->id = keep(draft, claim->id);
    draft->series = keep(draft, claim->series);
    draft->period = evidence_period(&claim->period);
    s->period = spell(draft, claim);
    s->display = keep(draft, claim->display);
    s->status = keep(draft, claim->status);
    s->publisher = keep(draft, claim->publisher);
    s->locator = keep(draft, claim->locator);
    s->stated_by = keep(draft, claim->stated_by);
    s->published_on = keep(draft, claim->published_on);
    s->stated_on = keep(draft, claim->stated_on);
    s->url = keep(draft, claim->url);
    s->note = keep(draft, claim->note);
    draft->may_grow = unit_adds_up(claim->unit);
    if (slice_is(claim->rank, "deprecated"))
        s->wrong = keep(draft, claim->rank_reason);
    return !draft->no_memory || no_memory(err);
}

/* Another print as it is mentioned. */
static bool describe(struct draft *draft, const struct print *print, struct sentence_print *out,
                     struct error *err)
{
    struct claim claim;

    if (!claim_find(draft->store, KIND_FIGURE, print->id, draft->known.revision,
                    (struct slice){NULL, 0}, &claim, err))
        return false;
    *out = (struct sentence_print){.display = keep(draft, claim.display),
                                   .publisher = keep(draft, claim.publisher),
                                   .day = keep(draft, day_of(claim.known_on)),
                                   .is_preferred = print->preferred};
    return true;
}

static bool is_replaced(const struct draft *draft, const struct print *it)
{
    for (int i = 0; i < draft->prints.count; i++)
        if (draft->prints.items[i].rank != RANK_DEPRECATED &&
            print_replaces_other(&draft->prints.items[i], it))
            return true;
    return false;
}

/* The one that replaces it: where there are several, the preferred, else the last by day. */
static const struct print *replacement_of(const struct draft *draft, const struct print *it)
{
    const struct print *best = NULL;

    for (int i = 0; i < draft->prints.count; i++) {
        const struct print *print = &draft->prints.items[i];

        if (print->rank == RANK_DEPRECATED || !print_replaces_other(print, it))
            continue;
        if (!best || print->preferred ||
            (!best->preferred && slice_compare(print->known_on, best->known_on) > 0))
            best = print;
    }
    return best;
}

/* A display that is listed already, or is the sentence's own. */
static bool is_mentioned(const struct draft *draft, struct slice display)
{
    for (int i = 0; i < draft->sentence.other_count; i++)
        if (slice_equal(draft->others[i].display, display))
            return true;
    return slice_equal(draft->sentence.display, display);
}

static bool add_other(struct draft *draft, const struct print *print, struct error *err)
{
    struct sentence *s = &draft->sentence;
    struct sentence_print other;

    if (!describe(draft, print, &other, err))
        return false;
    other.is_replaced = is_replaced(draft, print);
    if (is_mentioned(draft, other.display))
        return true;
    if (s->other_count < OTHERS_MOST)
        draft->others[s->other_count++] = other;
    else
        s->other_more++;
    return true;
}

/* Prints that say something else: the preferred one first, then what stands, then what does not. */
static bool find_others(struct draft *draft, const struct print *it,
                        const struct print *replacement, struct error *err)
{
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < draft->prints.count; i++) {
            const struct print *print = &draft->prints.items[i];
            int turn = print->preferred ? 0 : is_replaced(draft, print) ? 2 : 1;

            if (turn == round && print != replacement && print_contradicts(it, print) &&
                !add_other(draft, print, err))
                return false;
        }
    return true;
}

/* The sentence's own print, or NULL. */
static const struct print *own_print(const struct draft *draft)
{
    const struct print *own = NULL;

    for (int i = 0; i < draft->prints.count && !own; i++)
        if (slice_equal(draft->prints.items[i].id, draft->id))
            own = &draft->prints.items[i];
    return own;
}

/* How far it is above the base: "up 47.44 percent on", or "" where no percentage follows. */
static void spell_growth(const struct print *it, const struct print *base,
                         char out[GROWTH_SPELL_ROOM])
{
    struct range over = range_point(print_value(it)), under = range_point(print_value(base));
    struct range value, percent;

    out[0] = '\0';
    if (!growth_of(&over, &under, &value))
        return;
    over = print_range(it);
    under = print_range(base);
    if (growth_of(&over, &under, &percent))
        (void)growth_spell(&percent, value.low, out);
}

/* Growth on the year before, as the rule chooses that one on the same day. */
static bool find_growth(struct draft *draft, struct error *err)
{
    const struct print *it = own_print(draft);
    struct period before;
    struct prints prints;
    struct sentence_print base;
    char text[GROWTH_ROOM], growth[GROWTH_SPELL_ROOM], year[PERIOD_SPELL_ROOM];

    if (!it || !print_counts(it) || !draft->may_grow ||
        !period_years_later(draft->period, -1, &before))
        return true;
    if (!prints_find(draft->store, &draft->known, draft->series, before, &draft->arena, &prints,
                     err))
        return false;
    int preferred = print_preferred(prints.items, prints.count);
    if (preferred < 0)
        return true;
    spell_growth(it, &prints.items[preferred], growth);
    if (!growth[0])
        return true;
    if (!describe(draft, &prints.items[preferred], &base, err))
        return false;
    /* The same period a year earlier needs no second explanation in brackets. */
    size_t size = period_spell(before, draft->fiscal_start, year);
    char *bracket = size ? strstr(year, " (") : NULL;
    if (bracket)
        *bracket = '\0';
    bool is_own = slice_equal(base.publisher, draft->sentence.publisher);
    (void)snprintf(text, sizeof text, "%s %.*s for %s%s%.*s%s", growth, SLICE_ARGS(base.display),
                   year, is_own ? "" : " (", is_own ? 0 : (int)base.publisher.size,
                   base.publisher.data, is_own ? "" : ")");
    draft->sentence.growth = keep(draft, slice_of(text));
    return true;
}

/* An estimate or a projection is no more to be quoted alone once there is a figure. */
static bool find_outcome(struct draft *draft, const struct print *it, struct error *err)
{
    int figure = print_preferred(draft->prints.items, draft->prints.count);

    return status_is_realised(it->status) || figure < 0 ||
           describe(draft, &draft->prints.items[figure], &draft->sentence.outcome, err);
}

static bool find_dispute(struct draft *draft, struct error *err)
{
    if (!prints_find(draft->store, &draft->known, draft->series, draft->period, &draft->arena,
                     &draft->prints, err))
        return false;
    const struct print *it = own_print(draft);
    const struct print *replacement = it ? replacement_of(draft, it) : NULL;
    return (!replacement || describe(draft, replacement, &draft->sentence.replacement, err)) &&
           (!it || (find_outcome(draft, it, err) && find_others(draft, it, replacement, err)));
}

static bool holds(struct slice ids, struct slice id)
{
    struct slice each;

    while (ids.data && slice_cut(&ids, ' ', &each))
        if (slice_equal(each, id))
            return true;
    return false;
}

/* What the rule chooses for the same period in another series, if anything. */
static bool add_definition(struct draft *draft, struct slice series, struct slice name,
                           struct error *err)
{
    struct sentence *s = &draft->sentence;
    struct sentence_definition *definition = &draft->definitions[s->definition_count];
    struct sentence_print chosen;
    struct prints prints;

    if (!prints_find(draft->store, &draft->known, series, draft->period, &draft->arena, &prints,
                     err))
        return false;
    int preferred = print_preferred(prints.items, prints.count);
    if (preferred < 0)
        return true;
    if (!describe(draft, &prints.items[preferred], &chosen, err))
        return false;
    *definition = (struct sentence_definition){name, chosen.display};
    s->definition_count++;
    return true;
}

static bool find_definitions(struct draft *draft, struct slice broader, struct error *err)
{
    struct slice *ids;
    int count = 0;

    if (!family_find(draft->store, &draft->known, draft->series, &draft->arena, &ids, &count, err))
        return false;
    for (int i = 0; i < count && draft->sentence.definition_count < DEFINITIONS_MOST; i++) {
        struct series_record series;

        if (!series_find(draft->store, ids[i], draft->known.revision, (struct slice){NULL, 0},
                         &series, err))
            return false;
        bool tied = holds(broader, ids[i]) || holds(series.broader, draft->series);
        if (tied && !add_definition(draft, ids[i], keep(draft, series.name), err))
            return false;
    }
    return true;
}

static bool find_around(struct draft *draft, struct error *err)
{
    struct series_record series;

    if (!series_find(draft->store, draft->series, draft->known.revision, (struct slice){NULL, 0},
                     &series, err))
        return false;
    draft->sentence.series = keep(draft, series.name);
    struct slice broader = keep(draft, series.broader);
    /* What has no end is in no group. */
    if (!date_given(draft->period.end))
        return true;
    if (!find_dispute(draft, err) || !find_growth(draft, err))
        return false;
    /* What came by another definition says nothing about what was expected by this one. */
    int status = words_find(&statuses, draft->sentence.status);
    return !status_is_realised((enum status)status) || find_definitions(draft, broader, err);
}

bool sentence_answer(struct desk *desk, const struct ask *ask, const struct claim *claim,
                     struct response *response, struct error *err)
{
    struct draft draft = {.store = desk->store, .known = {ask->revision, ask->values[PARAM_AS_OF]}};

    arena_init(&draft.arena, EVIDENCE_CEILING);
    bool whole = take_claim(&draft, claim, err) && find_around(&draft, err);
    draft.sentence.others = draft.others;
    draft.sentence.definitions = draft.definitions;
    if (whole)
        sentence_write(&draft.sentence, &response->body);
    arena_clear(&draft.arena);
    if (!whole)
        return false;
    answer_type(ask, response);
    return !(draft.no_memory || response_failed(response)) || no_memory(err);
}
