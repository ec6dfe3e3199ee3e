/* How far the claims for one series and period agree. */
#ifndef AGREEMENT_H
#define AGREEMENT_H

#include "stats/print.h"

/* Order of `agreements`: only, agree, revision, conflict. */
enum agreement {
    AGREEMENT_ONLY,     /* no other claim of its kind */
    AGREEMENT_AGREE,    /* all intervals meet: one value fits every print */
    AGREEMENT_REVISION, /* any two that do not meet are tied: one replaces the other, or both are of
                           one origin on different days */
    AGREEMENT_CONFLICT,
};
extern const struct words agreements;

struct standing {
    enum agreement agreement;
    int alternatives; /* the other claims for its series and period that are not deprecated */
};

/* The standing of prints[index] among those of its series and exact period; the rest of the array
 * is passed over, and so is what is deprecated, but for the claim itself. Only claims of one kind
 * are held against each other (realised, estimated, projected): that a projection did not come true
 * is no conflict, though it counts as an alternative. A claim without an end is in no group: only.
 * Of claims that do not all meet every two are looked at, so meant for thousands, not millions. */
struct standing agreement_of(const struct print *prints, int count, int index);

/* The same of a deprecated print, told how those of its kind that are not deprecated agree (only,
 * where there is one or none): these are not looked at two by two again. */
struct standing agreement_beside(const struct print *prints, int count, int index,
                                 enum agreement others);

/* The other is not deprecated, of one kind with it, and no value fits both. */
bool print_contradicts(const struct print *it, const struct print *other);

#endif
