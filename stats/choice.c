#include "stats/choice.h"

#include <string.h>

#include "stats/width_order.h"

static const char *const status_words[] = {"actual", "provisional", "revised", "estimated",
                                           "projected"};
const struct words statuses = WORDS(status_words);

static const char *const rank_words[] = {"preferred", "normal", "deprecated"};
const struct words ranks = WORDS(rank_words);

enum { DAY_SIZE = 10, DAY_ROOM = DAY_SIZE + 1, ID_SIZE = 120 };

/* Claims of a higher tier count only where a lower one has none. */
static int tier_of(enum status status)
{
    static const int tiers[] = {
        [STATUS_ACTUAL] = 0,    [STATUS_PROVISIONAL] = 0, [STATUS_REVISED] = 0,
        [STATUS_ESTIMATED] = 1, [STATUS_PROJECTED] = 2,
    };

    return tiers[status];
}

bool status_is_realised(enum status status)
{
    return tier_of(status) == 0;
}

/* DAY_NONE sorts after every day: an undated relay is later than all, and an undated claim or
 * replacement is never known by a day. */
static bool was_candidate(const struct choice_claim *claim, struct slice day)
{
    return slice_compare(claim->known_on, day) <= 0 &&
           (!claim->replaced_on.size || slice_compare(claim->replaced_on, day) > 0);
}

/* Rule 2. The claims that can set a relay aside stand in runs of one width, the narrowest first,
 * and in a run by their low bound: those inside of the relay's interval are neighbours. Printed
 * digits have few widths, so that a large group costs no square. */
static bool is_set_aside(const struct choice_claim *relay, const struct width_order *order)
{
    int next;

    for (int run = 0; relay->relay && run < order->count; run = next) {
        const struct choice_claim *first = width_order_at(order, run);

        if (!interval_wider(relay->interval, first->interval))
            return false;
        next = width_order_end(order, run);
        for (int i = width_order_from(order, run, relay->interval); i < next; i++) {
            const struct choice_claim *other = width_order_at(order, i);

            if (!interval_contains(relay->interval, other->interval))
                break;
            if (tier_of(other->status) == tier_of(relay->status) &&
                was_candidate(other, relay->known_on))
                return true;
        }
    }
    return false;
}

/* Each digit taken from 9: the latest day sorts first, and no day still last. */
static void invert_day(struct slice day, char out[DAY_ROOM])
{
    (void)slice_copy(day, out, DAY_ROOM);
    for (char *c = out; *c; c++)
        if (*c >= '0' && *c <= '9')
            *c = (char)('0' + '9' - *c);
}

static char *put_digit(char *out, int digit)
{
    *out = (char)('0' + digit);
    return out + 1;
}

static char *put_text(char *out, const char *text, size_t size)
{
    memcpy(out, text, size);
    return out + size;
}

static char *put_part(char *out, const char *text, size_t size)
{
    *out = ' ';
    return put_text(out + 1, text, size);
}

/* The parts stand in the order of the rules. A blank sorts before all that a part is made of, so
 * that a shorter part sorts before the longer one that begins with it. Two keys a claim of an
 * import: put together by hand. */
static void print_keys(const struct choice_claim *claim, bool aside, struct choice *out)
{
    int tier = tier_of(claim->status);
    size_t id = claim->id.size < ID_SIZE ? claim->id.size : ID_SIZE;
    char width[DECIMAL_KEY_ROOM], inverted[DAY_ROOM], day[DAY_ROOM], *at = out->key;

    if (claim->rank == RANK_DEPRECATED)
        return;
    (void)interval_width_key(claim->interval, width);
    (void)slice_copy(claim->known_on, day, sizeof day);
    invert_day(claim->known_on, inverted);
    at = put_digit(put_digit(put_digit(at, tier), (int)claim->rank), aside);
    at = put_part(at, inverted, strlen(inverted));
    at = put_part(at, width, strlen(width));
    *put_part(at, claim->id.data, id) = '\0';
    /* Only what has a day can have been first. */
    if (slice_is(claim->known_on, DAY_NONE))
        return;
    at = put_part(put_digit(out->first_key, tier), day, strlen(day));
    *at = ' ';
    at = put_part(put_digit(at + 1, aside), width, strlen(width));
    *put_part(at, claim->id.data, id) = '\0';
}

/* The least key that is not empty; ids differ, so that keys do. An undated realised claim is a
 * candidate too: an estimate was not first beside it. */
static void mark_chosen(struct choice *choices, int count)
{
    struct choice *latest = NULL, *first = NULL;
    char tier = '~';

    for (int i = 0; i < count; i++) {
        struct choice *it = &choices[i];

        if (it->key[0] && it->key[0] < tier)
            tier = it->key[0];
        if (it->key[0] && !it->ended_on[0] && (!latest || strcmp(it->key, latest->key) < 0))
            latest = it;
        if (it->first_key[0] && (!first || strcmp(it->first_key, first->first_key) < 0))
            first = it;
    }
    if (latest)
        latest->latest = true;
    if (first && first->first_key[0] == tier)
        first->first = true;
}

void choice_make(const struct choice_claim *claims, int count, struct choice *choices)
{
    struct width_order order = width_order_make(claims, count, choices);

    for (int i = 0; i < count; i++) {
        struct choice *out = &choices[i];
        bool aside = is_set_aside(&claims[i], &order);

        out->key[0] = out->first_key[0] = '\0';
        out->latest = out->first = false;
        (void)slice_copy(claims[i].replaced_on, out->ended_on, sizeof out->ended_on);
        print_keys(&claims[i], aside, out);
    }
    mark_chosen(choices, count);
}

static const char *const step_words[] = {"status", "rank", "digits", "day", "width", "id"};
const struct words choice_steps = WORDS(step_words);

enum choice_step choice_step(struct slice key, struct slice other)
{
    struct slice part, other_part;

    for (int i = STEP_STATUS; i <= STEP_DIGITS; i++)
        if (key.size > (size_t)i && other.size > (size_t)i && key.data[i] != other.data[i])
            return (enum choice_step)i;
    (void)slice_cut(&key, ' ', &part);
    (void)slice_cut(&other, ' ', &other_part);
    for (int i = STEP_DAY; i <= STEP_WIDTH; i++)
        if (slice_cut(&key, ' ', &part) && slice_cut(&other, ' ', &other_part) &&
            !slice_equal(part, other_part))
            return (enum choice_step)i;
    return STEP_ID;
}
