/* The selection rule: which claim of one series and one exact period stands for it.
 *
 * Written once. choice_make() gives each claim of a group a sortable key and the days between which
 * it holds; a store keeps them, and a query only compares them.
 *
 * `latest`. Candidates are the claims that are not deprecated and not replaced by a claim that is
 * itself known and not deprecated; realised ones (actual, provisional, revised), where there are
 * none estimated, then projected ones. Among them: 1. highest rank; 2. no relay that only prints
 * fewer digits of a known value (its interval is wider than and contains that of another candidate
 * of the same or an earlier day; an undated relay is later than all); 3. latest knowledge date,
 * undated last; 4. narrower interval; 5. lower id.
 *
 * `first`. The earliest dated candidate, ranks ignored; ties as above. Where none has a date there
 * is no first. What was first printed stays first when a revision replaces it: on its day no
 * replacement was known.
 *
 * What makes one stored key do for every day: whether a relay is set aside is judged once, by what
 * was known on the day on which the relay became known. Another claim sets it aside that is of the
 * same tier (realised, estimated, projected), of any rank but deprecated, known by that day and not
 * replaced by that day. If it is replaced later, the relay stays set aside: its digits have not
 * become better. An undated relay is set aside by whatever nothing replaces; a dated relay never by
 * an undated claim. Set aside means behind all others of the same tier and rank, not out: a relay
 * that is the only preferred print is chosen. */
#ifndef CHOICE_H
#define CHOICE_H

#include "base/words.h"
#include "stats/interval.h"

/* Order of `statuses`: actual, provisional, revised, estimated, projected (SDMX observation status
 * A, P, A, E, F). */
enum status {
    STATUS_ACTUAL,
    STATUS_PROVISIONAL,
    STATUS_REVISED,
    STATUS_ESTIMATED,
    STATUS_PROJECTED
};
extern const struct words statuses;
bool status_is_realised(enum status status);

/* Order of `ranks`: preferred, normal, deprecated. */
enum rank { RANK_PREFERRED, RANK_NORMAL, RANK_DEPRECATED };
extern const struct words ranks;

/* "No day": sorts after every date. */
#define DAY_NONE "~"

/* One claim of a group: the same series, the same exact period. A statement without a whole period
 * is in no group and never chosen; the caller leaves it out, for nothing here shows it. */
struct choice_claim {
    struct slice id;
    struct slice known_on; /* "2021-07-20", or DAY_NONE for an undated claim */
    struct interval interval;
    enum status status;
    enum rank rank;
    bool relay; /* its source is an article or a forum */
    /* The earliest day on which a claim that replaces this one (and is not deprecated) was known;
     * DAY_NONE where that claim is undated; no value where nothing replaces it. */
    struct slice replaced_on;
};

enum { CHOICE_KEY_ROOM = 256 };

/* What the rule makes of a claim; all strings end with a zero byte. Among the claims of a group
 * that hold on a day D - known_on <= D, and ended_on empty or > D - the lowest `key` is the chosen
 * one under `latest`, the lowest `first_key` of those with known_on <= D under `first`. An empty
 * key: never chosen. Without a day, every claim is known, and a claim holds when ended_on is empty.
 */
struct choice {
    char key[CHOICE_KEY_ROOM];
    char first_key[CHOICE_KEY_ROOM];
    char ended_on[12];  /* replaced_on, or "" */
    bool latest, first; /* chosen without a day */
    int order, run_end; /* choice_make's own, see stats/width_order.h */
};

/* choices[i] is filled for claims[i]. The order of the claims does not matter; ids differ. */
void choice_make(const struct choice_claim *claims, int count, struct choice *choices);

/* The parts of a key, in the order of the rules: which status goes first, the highest rank, relays
 * that print fewer digits, the latest day, the narrower interval, the lower id. */
enum choice_step { STEP_STATUS, STEP_RANK, STEP_DIGITS, STEP_DAY, STEP_WIDTH, STEP_ID };
extern const struct words choice_steps;

/* At which part two keys of choice_make differ: there the rule preferred the one to the other. */
enum choice_step choice_step(struct slice key, struct slice other);

#endif
