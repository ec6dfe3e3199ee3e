/* The claims of one series and period on their way through the selection rule. */
#ifndef WRITER_GROUP_H
#define WRITER_GROUP_H

#include "db/staging_internal.h"
#include "stats/choice.h"

enum { DAY_ROOM = 11, ID_ROOM = 121, GROUP_MOST = 10000 };

/* The columns of compare_claims.sql. */
enum column {
    STAGED,
    KIND,
    SERIES,
    START,
    END,
    ID,
    NUMBER,
    SCALE,
    COMPARATOR,
    STATUS,
    RANK,
    UNIT,
    FISCAL_START,
    KNOWN_ON,
    RELAY,
    REPLACED_ON,
    REPLACED,
    SINCE,
    DIFFERS,
    OLD_PERIOD_TYPE,
    OLD_VALUE_KEY,
    OLD_KNOWN_ON,
    OLD_CHOICE_KEY,
    OLD_FIRST_KEY,
    OLD_ENDED_ON,
    OLD_LATEST,
    OLD_FIRST,
};

/* How a claim stands beside the others. */
struct standing {
    char period_type[16], value_key[DECIMAL_KEY_ROOM], known_on[DAY_ROOM];
    struct choice choice;
};

struct member {
    int64_t staged, replaced, since; /* replaced: 0 for a new claim */
    bool differs;
    char id[ID_ROOM], replaced_on[DAY_ROOM];
    struct standing now, before;
};

/* The claims of one series and period. */
struct group {
    struct member *members;
    struct choice_claim *claims;
    struct choice *choices;
    int count, room;
    char kind[16], series[ID_ROOM], start[DAY_ROOM], end[DAY_ROOM];
};

void group_clear(struct group *group);
/* Room for one claim more; false without memory. */
bool group_grow(struct group *group);
/* The row as the claim that comes next in `member` and `claim`. */
void group_read(sqlite3_stmt *row, struct member *member, struct choice_claim *claim);
void group_choose(struct group *group);
/* A text of the row into room bytes. */
void group_copy(sqlite3_stmt *row, enum column column, char *out, size_t room);

#endif
