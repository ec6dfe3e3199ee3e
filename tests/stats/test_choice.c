#include "base/date.h"
#include "stats/choice.h"
#include "tests/base/suite.h"
#include "tests/stats/random.h"

/* What a case says of a claim; bounds are whole numbers, OPEN where there is none. */
enum { OPEN = 1 << 20, MOST = 12 };

struct print {
    const char *id, *known_on;
    int low, high;
    enum status status;
    enum rank rank;
    bool relay;
    const char *replaced_on;
};

static struct interval interval_between(int low, int high)
{
    return (struct interval){
        {low == OPEN ? 0 : low, 6}, {high == OPEN ? 0 : high, 6}, low != OPEN, high != OPEN};
}

static struct choice_claim claim_of(const struct print *it)
{
    return (struct choice_claim){
        .id = slice_of(it->id),
        .known_on = slice_of(it->known_on),
        .interval = interval_between(it->low, it->high),
        .status = it->status,
        .rank = it->rank,
        .relay = it->relay,
        .replaced_on = slice_of(it->replaced_on),
    };
}

static void choose(const struct print *prints, int count, struct choice *choices)
{
    struct choice_claim claims[MOST];

    for (int i = 0; i < count; i++)
        claims[i] = claim_of(&prints[i]);
    memset(choices, 0x5A, (size_t)count * sizeof *choices); /* nothing may rest on what was there */
    choice_make(claims, count, choices);
}

/* What a store asks for, in the words of the header; day is NULL for "without a day". */

static bool is_known(const char *known_on, const char *day)
{
    return !day || strcmp(known_on, day) <= 0;
}

static int stored_latest(const struct print *prints, const struct choice *choices, int count,
                         const char *day)
{
    int best = -1;

    for (int i = 0; i < count; i++) {
        const char *ended = choices[i].ended_on;
        bool holds =
            is_known(prints[i].known_on, day) && (!ended[0] || (day && strcmp(ended, day) > 0));

        if (holds && choices[i].key[0] &&
            (best < 0 || strcmp(choices[i].key, choices[best].key) < 0))
            best = i;
    }
    return best;
}

static int stored_first(const struct print *prints, const struct choice *choices, int count,
                        const char *day)
{
    char tier = '~';
    int best = -1;

    for (int i = 0; i < count; i++) {
        if (!is_known(prints[i].known_on, day))
            continue;
        if (choices[i].key[0] && choices[i].key[0] < tier)
            tier = choices[i].key[0];
        if (choices[i].first_key[0] &&
            (best < 0 || strcmp(choices[i].first_key, choices[best].first_key) < 0))
            best = i;
    }
    return best >= 0 && choices[best].first_key[0] == tier ? best : -1;
}

/* The reference: the rules read aloud, one filter after the other. */

static bool is_dated(const char *day)
{
    return day && day[0] != '~';
}

static bool was_known(const struct print *it, const char *day)
{
    return !day || (is_dated(it->known_on) && strcmp(it->known_on, day) <= 0);
}

static bool was_replaced(const struct print *it, const char *day)
{
    return it->replaced_on &&
           (!day || (is_dated(it->replaced_on) && strcmp(it->replaced_on, day) <= 0));
}

static int tier(const struct print *it)
{
    return it->status == STATUS_PROJECTED ? 2 : it->status == STATUS_ESTIMATED ? 1 : 0;
}

static int width(const struct print *it)
{
    return it->low == OPEN || it->high == OPEN ? OPEN : it->high - it->low;
}

static bool lies_inside(const struct print *inner, const struct print *outer)
{
    bool low = outer->low == OPEN || (inner->low != OPEN && inner->low >= outer->low);
    bool high = outer->high == OPEN || (inner->high != OPEN && inner->high <= outer->high);

    return low && high && width(inner) < width(outer);
}

static bool same_or_earlier(const struct print *it, const struct print *than)
{
    if (!is_dated(than->known_on))
        return true;
    return is_dated(it->known_on) && strcmp(it->known_on, than->known_on) <= 0;
}

/* Rule 2 as it is stored: judged on the day of the relay. */
static bool aside_on_its_day(const struct print *prints, int count, const struct print *relay)
{
    const char *day = is_dated(relay->known_on) ? relay->known_on : NULL;

    for (int i = 0; relay->relay && i < count; i++)
        if (prints[i].rank != RANK_DEPRECATED && tier(&prints[i]) == tier(relay) &&
            same_or_earlier(&prints[i], relay) && !was_replaced(&prints[i], day) &&
            lies_inside(&prints[i], relay))
            return true;
    return false;
}

/* Rule 2 read literally: only what is still a candidate on the day of the answer counts. */
static bool aside_today(const struct print *prints, int count, const struct print *relay,
                        const char *today)
{
    for (int i = 0; relay->relay && i < count; i++)
        if (prints[i].rank != RANK_DEPRECATED && tier(&prints[i]) == tier(relay) &&
            was_known(&prints[i], today) && !was_replaced(&prints[i], today) &&
            same_or_earlier(&prints[i], relay) && lies_inside(&prints[i], relay))
            return true;
    return false;
}

struct pool {
    const struct print *prints;
    bool in[MOST];
    int count;
    const char *day;
    bool literal;
};

/* How a claim stands under one rule; the lowest stay. */
typedef int (*rule)(const struct pool *, int);

static int by_tier(const struct pool *pool, int i)
{
    return tier(&pool->prints[i]);
}

static int by_rank(const struct pool *pool, int i)
{
    return (int)pool->prints[i].rank;
}

static int by_relay(const struct pool *pool, int i)
{
    const struct print *it = &pool->prints[i];

    return pool->literal ? aside_today(pool->prints, pool->count, it, pool->day)
                         : aside_on_its_day(pool->prints, pool->count, it);
}

static int day_number(const struct print *it)
{
    struct date d;

    EXPECT(date_parse(slice_of(it->known_on), &d), "%s", it->known_on);
    return date_number(d);
}

static int by_latest(const struct pool *pool, int i)
{
    return is_dated(pool->prints[i].known_on) ? -day_number(&pool->prints[i]) : 1;
}

static int by_earliest(const struct pool *pool, int i)
{
    return is_dated(pool->prints[i].known_on) ? day_number(&pool->prints[i]) : OPEN * 8;
}

static int by_width(const struct pool *pool, int i)
{
    return width(&pool->prints[i]);
}

static int by_id(const struct pool *pool, int i)
{
    int before = 0;

    for (int k = 0; k < pool->count; k++)
        before += strcmp(pool->prints[k].id, pool->prints[i].id) < 0;
    return before;
}

static void keep_lowest(struct pool *pool, rule standing)
{
    int lowest = INT32_MAX;

    for (int i = 0; i < pool->count; i++)
        if (pool->in[i] && standing(pool, i) < lowest)
            lowest = standing(pool, i);
    for (int i = 0; i < pool->count; i++)
        pool->in[i] = pool->in[i] && standing(pool, i) == lowest;
}

static int survivor(struct pool *pool, const rule *rules)
{
    for (; *rules; rules++)
        keep_lowest(pool, *rules);
    for (int i = 0; i < pool->count; i++)
        if (pool->in[i])
            return i;
    return -1;
}

static int told_latest(const struct print *prints, int count, const char *day, bool literal)
{
    static const rule rules[] = {by_tier, by_rank, by_relay, by_latest, by_width, by_id, NULL};
    struct pool pool = {.prints = prints, .count = count, .day = day, .literal = literal};

    for (int i = 0; i < count; i++)
        pool.in[i] = prints[i].rank != RANK_DEPRECATED && was_known(&prints[i], day) &&
                     !was_replaced(&prints[i], day);
    return survivor(&pool, rules);
}

static int told_first(const struct print *prints, int count, const char *day)
{
    static const rule rules[] = {by_tier, by_earliest, by_relay, by_width, by_id, NULL};
    struct pool pool = {.prints = prints, .count = count, .day = day};

    for (int i = 0; i < count; i++)
        pool.in[i] = prints[i].rank != RANK_DEPRECATED && was_known(&prints[i], day);
    int first = survivor(&pool, rules);
    return first >= 0 && is_dated(prints[first].known_on) ? first : -1;
}

/* Groups made by chance: few days, few intervals, so that everything meets everything. */

static const char *const days[] = {"2019-12-31", "2021-01-27", "2021-07-20",
                                   "2021-07-21", "2022-02-01", "~"};
enum { DAYS = sizeof days / sizeof days[0], DATED = DAYS - 1 };

static const int spans[][2] = {{0, 9},   {0, 9},   {2, 8},       {3, 4},    {4, 5},
                               {5, 5},   {2, 4},   {6, 12},      {4, OPEN}, {OPEN, 5},
                               {-9, -3}, {-5, -4}, {OPEN, OPEN}, {1, 8}};
enum { SPANS = sizeof spans / sizeof spans[0] };

static const char *const ids[MOST] = {"m", "b", "bb", "b.2", "b-1", "z",
                                      "a", "9", "k1", "k10", "k2",  "aa"};

static struct print print_by_chance(struct random *random, const char *id, int replaced_in_ten)
{
    static const enum status likely[] = {STATUS_ACTUAL,  STATUS_ACTUAL,    STATUS_PROVISIONAL,
                                         STATUS_REVISED, STATUS_ESTIMATED, STATUS_PROJECTED};
    static const enum rank some[] = {RANK_NORMAL, RANK_NORMAL, RANK_PREFERRED, RANK_DEPRECATED};
    const int *span = spans[random_below(random, SPANS)];

    return (struct print){
        .id = id,
        .known_on = days[random_below(random, DAYS)],
        .low = span[0],
        .high = span[1],
        .status = likely[random_below(random, 6)],
        .rank = some[random_below(random, 4)],
        .relay = random_below(random, 3) > 0,
        .replaced_on =
            random_below(random, 10) < replaced_in_ten ? days[random_below(random, DAYS)] : NULL,
    };
}

static int group_by_chance(struct random *random, struct print *prints, int replaced_in_ten)
{
    int count = random_between(random, 1, MOST), from = random_below(random, MOST);

    for (int i = 0; i < count; i++)
        prints[i] = print_by_chance(random, ids[(from + i * 5) % MOST], replaced_in_ten);
    return count;
}

static const char *name(const struct print *prints, int i)
{
    return i < 0 ? "none" : prints[i].id;
}

static void expect_same(const struct print *prints, int told, int stored, const char *what,
                        const char *day)
{
    EXPECT(told == stored, "%s on %s: told %s, stored %s", what, day ? day : "no day",
           name(prints, told), name(prints, stored));
}

START_TEST(the_keys_tell_what_the_rules_tell)
{
    struct random random = {193};
    struct print prints[MOST];
    struct choice choices[MOST];
    int set_aside = 0;

    for (int round = 0; round < 40000; round++) {
        int count = group_by_chance(&random, prints, 3);

        choose(prints, count, choices);
        for (int d = 0; d <= DATED; d++) {
            const char *day = d < DATED ? days[d] : NULL;

            expect_same(prints, told_latest(prints, count, day, false),
                        stored_latest(prints, choices, count, day), "latest", day);
            expect_same(prints, told_first(prints, count, day),
                        stored_first(prints, choices, count, day), "first", day);
        }
        for (int i = 0; i < count; i++) {
            EXPECT(choices[i].latest == (told_latest(prints, count, NULL, false) == i), "%s",
                   prints[i].id);
            EXPECT(choices[i].first == (told_first(prints, count, NULL) == i), "%s", prints[i].id);
            EXPECT((choices[i].key[0] == '\0') == (prints[i].rank == RANK_DEPRECATED), "%s",
                   prints[i].id);
            set_aside += aside_on_its_day(prints, count, &prints[i]);
        }
    }
    EXPECT(set_aside > 20000, "too few relays were set aside to speak of: %d", set_aside);
}
END_TEST

START_TEST(without_replacements_the_rules_are_literal)
{
    struct random random = {1930};
    struct print prints[MOST];
    struct choice choices[MOST];

    for (int round = 0; round < 20000; round++) {
        int count = group_by_chance(&random, prints, 0);

        choose(prints, count, choices);
        for (int d = 0; d <= DATED; d++) {
            const char *day = d < DATED ? days[d] : NULL;

            expect_same(prints, told_latest(prints, count, day, true),
                        stored_latest(prints, choices, count, day), "latest", day);
        }
    }
}
END_TEST

/* The one difference that choice.h owns up to: a relay stays set aside when the claim that set it
 * aside is replaced later. Nothing else differs, and no relay comes to be set aside later. */
START_TEST(with_replacements_only_relays_set_aside_differ)
{
    struct random random = {19300};
    struct print prints[MOST];
    struct choice choices[MOST];
    int same = 0, differing = 0;

    for (int round = 0; round < 20000; round++) {
        int count = group_by_chance(&random, prints, 4);

        choose(prints, count, choices);
        for (int d = 0; d <= DATED; d++) {
            const char *day = d < DATED ? days[d] : NULL;
            bool stays = false;

            for (int i = 0; i < count; i++) {
                bool then = aside_on_its_day(prints, count, &prints[i]);
                bool today = aside_today(prints, count, &prints[i], day);

                if (!was_known(&prints[i], day))
                    continue;
                EXPECT(then || !today, "%s", prints[i].id);
                stays = stays || then != today;
            }
            differing += stays;
            same += !stays;
            if (!stays)
                expect_same(prints, told_latest(prints, count, day, true),
                            stored_latest(prints, choices, count, day), "latest", day);
        }
    }
    EXPECT(differing > 0 && differing < same, "%d of %d", differing, same);
}
END_TEST

START_TEST(order_does_not_matter)
{
    struct random random = {958684};
    struct print prints[MOST], shuffled[MOST];
    struct choice choices[MOST], again[MOST];

    for (int round = 0; round < 5000; round++) {
        int count = group_by_chance(&random, prints, 3), from[MOST];

        for (int i = 0; i < count; i++) {
            int k = random_below(&random, i + 1);

            from[i] = from[k];
            from[k] = i;
        }
        for (int i = 0; i < count; i++)
            shuffled[i] = prints[from[i]];
        choose(prints, count, choices);
        choose(shuffled, count, again);
        for (int i = 0; i < count; i++) {
            const struct choice *one = &choices[from[i]], *other = &again[i];

            EXPECT(strcmp(one->key, other->key) == 0, "%s %s", one->key, other->key);
            EXPECT(strcmp(one->first_key, other->first_key) == 0, "%s", one->first_key);
            EXPECT(strcmp(one->ended_on, other->ended_on) == 0, "%s", one->ended_on);
            EXPECT(one->latest == other->latest && one->first == other->first, "%s", one->key);
        }
    }
}
END_TEST

/* One rule a case: who is chosen by `latest` and by `first` (NULL: nobody), without a day. */
static const struct {
    const char *about, *latest, *first;
    struct print prints[4];
} cases[] = {
    {"a later print wins, the earlier stays first",
     "new",
     "old",
     {{"old", "2021-01-27", 4, 5, 0, RANK_NORMAL, false, NULL},
      {"new", "2021-07-20", 6, 7, 0, RANK_NORMAL, false, NULL}}},
    {"realised before estimated before projected, whatever rank and day",
     "real",
     "real",
     {{"guess", "2022-02-01", 4, 5, STATUS_PROJECTED, RANK_PREFERRED, false, NULL},
      {"about", "2022-02-01", 4, 5, STATUS_ESTIMATED, RANK_PREFERRED, false, NULL},
      {"real", "2021-01-27", 0, 9, STATUS_PROVISIONAL, RANK_NORMAL, false, NULL}}},
    {"estimated where nothing is realised",
     "about",
     "about",
     {{"guess", "2019-12-31", 4, 5, STATUS_PROJECTED, RANK_NORMAL, false, NULL},
      {"about", "2021-01-27", 4, 5, STATUS_ESTIMATED, RANK_NORMAL, false, NULL}}},
    {"preferred beats later, but not first",
     "best",
     "early",
     {{"early", "2019-12-31", 4, 5, 0, RANK_NORMAL, false, NULL},
      {"best", "2021-01-27", 4, 5, 0, RANK_PREFERRED, false, NULL},
      {"late", "2022-02-01", 4, 5, 0, RANK_NORMAL, false, NULL}}},
    {"a deprecated claim is never chosen, also alone",
     NULL,
     NULL,
     {{"wrong", "2021-01-27", 4, 5, 0, RANK_DEPRECATED, false, NULL}}},
    {"a replaced claim is not latest, and stays first",
     "new",
     "old",
     {{"old", "2021-01-27", 4, 5, 0, RANK_PREFERRED, false, "2021-07-20"},
      {"new", "2021-07-20", 6, 7, 0, RANK_NORMAL, false, NULL}}},
    {"replaced by an undated claim",
     "new",
     "old",
     {{"old", "2021-01-27", 4, 5, 0, RANK_NORMAL, false, "~"},
      {"new", "~", 6, 7, 0, RANK_NORMAL, false, NULL}}},
    {"nobody left",
     NULL,
     "old",
     {{"old", "2021-01-27", 4, 5, 0, RANK_NORMAL, false, "2021-07-20"}}},
    {"a relay of fewer digits does not displace the earlier print",
     "full",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"nor that of the same day",
     "full",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"a-brief", "2021-07-20", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"nor does one of open width",
     "full",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 2, OPEN, 0, RANK_NORMAL, true, NULL}}},
    {"nor an undated one, and neither is first",
     "full",
     NULL,
     {{"full", "~", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"a-brief", "~", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"a relay known before the full print is no relay of it",
     "brief",
     "brief",
     {{"full", "~", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"a later relay that prints another value wins",
     "other",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"other", "2021-07-21", 6, 12, 0, RANK_NORMAL, true, NULL}}},
    {"equally wide is not wider",
     "same",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"same", "2021-07-21", 3, 4, 0, RANK_NORMAL, true, NULL}}},
    {"a compiler's own rounder print is not set aside",
     "round",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"round", "2021-07-21", 0, 9, 0, RANK_NORMAL, false, NULL}}},
    {"a deprecated print sets nothing aside",
     "brief",
     "brief",
     {{"full", "2021-07-20", 3, 4, 0, RANK_DEPRECATED, false, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"nor one that was replaced by then",
     "brief",
     "full",
     {{"full", "2021-01-27", 3, 4, 0, RANK_NORMAL, false, "2021-07-21"},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"one that is replaced later still does",
     "third",
     "full",
     {{"full", "2021-01-27", 3, 4, 0, RANK_NORMAL, false, "2022-02-01"},
      {"third", "2021-01-27", 6, 12, 0, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"nor one of another tier",
     "brief",
     "brief",
     {{"full", "2021-07-20", 3, 4, STATUS_ESTIMATED, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 0, 9, STATUS_ACTUAL, RANK_NORMAL, true, NULL}}},
    {"rank comes before being set aside",
     "brief",
     "full",
     {{"full", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_PREFERRED, true, NULL}}},
    {"a relay sets aside a relay",
     "middle",
     "middle",
     {{"middle", "2021-07-20", 2, 8, 0, RANK_NORMAL, true, NULL},
      {"brief", "2021-07-21", 0, 9, 0, RANK_NORMAL, true, NULL}}},
    {"a dated claim beats an undated one",
     "dated",
     "dated",
     {{"a-none", "~", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"dated", "2019-12-31", 3, 4, 0, RANK_NORMAL, false, NULL}}},
    {"the narrower on one day",
     "narrow",
     "narrow",
     {{"a-wide", "2021-07-20", 0, 9, 0, RANK_NORMAL, false, NULL},
      {"a-open", "2021-07-20", 0, OPEN, 0, RANK_NORMAL, false, NULL},
      {"narrow", "2021-07-20", 12, 20, 0, RANK_NORMAL, false, NULL}}},
    {"the lower id at last, the shorter before the longer",
     "b",
     "b",
     {{"b2", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"b", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL},
      {"b.1", "2021-07-20", 3, 4, 0, RANK_NORMAL, false, NULL}}},
};

START_TEST(follows_each_rule)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct choice choices[4];
        int count = 0;

        while (count < 4 && cases[i].prints[count].id)
            count++;
        choose(cases[i].prints, count, choices);
        for (int k = 0; k < count; k++) {
            const char *id = cases[i].prints[k].id;
            bool latest = cases[i].latest && strcmp(cases[i].latest, id) == 0;
            bool first = cases[i].first && strcmp(cases[i].first, id) == 0;

            ck_assert_msg(choices[k].latest == latest, "%s: %s", cases[i].about, id);
            ck_assert_msg(choices[k].first == first, "%s: first %s", cases[i].about, id);
        }
    }
}
END_TEST

START_TEST(keys_show_what_they_are_made_of)
{
    static const struct print prints[] = {
        {"pk-ict.a", "2021-07-20", 3, 4, STATUS_REVISED, RANK_NORMAL, false, "2022-02-01"},
        {"pk-ict.b", "~", 0, OPEN, STATUS_ACTUAL, RANK_PREFERRED, true, "~"},
        {"pk-ict.c", "2021-07-20", 3, 4, STATUS_PROJECTED, RANK_DEPRECATED, false, NULL},
    };
    struct choice choices[3];

    choose(prints, 3, choices);
    ck_assert_str_eq(choices[0].key, "010 7978-92-79 15071 pk-ict.a");
    ck_assert_str_eq(choices[0].first_key, "0 2021-07-20 0 15071 pk-ict.a");
    ck_assert_str_eq(choices[0].ended_on, "2022-02-01");
    ck_assert_str_eq(choices[1].key, "000 ~ ~ pk-ict.b");
    ck_assert_str_eq(choices[1].first_key, "");
    ck_assert_str_eq(choices[1].ended_on, "~");
    ck_assert_str_eq(choices[2].key, "");
    ck_assert_str_eq(choices[2].first_key, "");
    ck_assert_str_eq(choices[2].ended_on, "");
    choice_make(NULL, 0, choices);
}
END_TEST

START_TEST(holds_the_longest_id_and_width)
{
    char id[120];
    struct choice choice;
    struct choice_claim claim = {
        .id = {id, sizeof id},
        .known_on = slice_of("2021-07-20"),
        .interval = {{1, -40}, {0, -40}, true, true},
    };

    memset(id, 'x', sizeof id);
    claim.interval.high.digits = 999999999999999999;
    claim.interval.high.digits *= 1000;
    choice_make(&claim, 1, &choice);
    ck_assert_uint_eq(slice_ends(slice_of(choice.key), "xxx"), 1);
    ck_assert_uint_gt(strlen(choice.key), 120 + 3 + 10 + 20);
    ck_assert_uint_lt(strlen(choice.key), CHOICE_KEY_ROOM);
    ck_assert(choice.latest && choice.first);
}
END_TEST

START_TEST(knows_its_vocabularies)
{
    ck_assert_int_eq(words_find(&statuses, slice_of("projected")), STATUS_PROJECTED);
    ck_assert_int_eq(words_find(&statuses, slice_of("actual")), STATUS_ACTUAL);
    ck_assert_int_eq(words_find(&statuses, slice_of("provisional")), STATUS_PROVISIONAL);
    ck_assert_int_eq(words_find(&statuses, slice_of("revised")), STATUS_REVISED);
    ck_assert_int_eq(words_find(&statuses, slice_of("estimated")), STATUS_ESTIMATED);
    ck_assert_int_eq(words_find(&ranks, slice_of("preferred")), RANK_PREFERRED);
    ck_assert_int_eq(words_find(&ranks, slice_of("normal")), RANK_NORMAL);
    ck_assert_int_eq(words_find(&ranks, slice_of("deprecated")), RANK_DEPRECATED);
    for (int i = 0; i < statuses.count; i++)
        ck_assert(status_is_realised((enum status)i) == (i <= STATUS_REVISED));
}
END_TEST

/* Ten thousand relays of one cell in the shapes that could cost a square. */
enum { MANY = 10000 };

static struct interval interval_many(int shape, int i)
{
    switch (shape) {
    case 0: /* all the same */
        return interval_between(4, 5);
    case 1: /* apart from each other */
        return interval_between(10 * i, 10 * i + 5);
    case 2: /* each inside of the next */
        return interval_between(-i, i);
    case 3: /* two precisions that never meet */
        return interval_between(i % 2 ? -20 * i : 10 * i, i % 2 ? -20 * i + 9 : 10 * i + 5);
    default: /* fifty precisions, none inside of another */
        return interval_between(100 * i, 100 * i + 1 + i % 50);
    }
}

START_TEST(bears_ten_thousand_claims)
{
    static struct choice_claim claims[MANY];
    static struct choice choices[MANY];
    static char names[MANY][8];

    for (int shape = 0; shape < 5; shape++) {
        int latest = 0, aside = 0;

        for (int i = 0; i < MANY; i++) {
            (void)snprintf(names[i], sizeof names[i], "c%05d", i);
            claims[i] = (struct choice_claim){
                .id = slice_of(names[i]),
                .known_on = slice_of("2021-07-20"),
                .interval = interval_many(shape, i),
                .rank = RANK_NORMAL,
                .relay = true,
            };
        }
        choice_make(claims, MANY, choices);
        for (int i = 0; i < MANY; i++) {
            latest += choices[i].latest;
            aside += choices[i].key[2] == '1';
        }
        ck_assert_int_eq(latest, 1);
        ck_assert_int_eq(aside, shape == 2 ? MANY - 1 : 0);
        ck_assert(choices[0].latest);
    }
}
END_TEST

START_TEST(tells_at_which_part_keys_differ)
{
    static const struct {
        const char *other;
        enum choice_step step;
    } rows[] = {{"110 8 5 a", STEP_STATUS}, {"020 8 5 a", STEP_RANK},  {"011 8 5 a", STEP_DIGITS},
                {"010 9 5 a", STEP_DAY},    {"010 8 6 a", STEP_WIDTH}, {"010 8 5 b", STEP_ID}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ck_assert_int_eq(choice_step(slice_of("010 8 5 a"), slice_of(rows[i].other)), rows[i].step);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        the_keys_tell_what_the_rules_tell,
        without_replacements_the_rules_are_literal,
        with_replacements_only_relays_set_aside_differ,
        order_does_not_matter,
        follows_each_rule,
        keys_show_what_they_are_made_of,
        holds_the_longest_id_and_width,
        knows_its_vocabularies,
        bears_ten_thousand_claims,
        tells_at_which_part_keys_differ,
    };

    return SUITE_RUN("stats-choice", tests);
}
