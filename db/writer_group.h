/* The claims of one series and period on their way through the selection rule. */
#ifndef WRITER_GROUP_H
#define WRITER_GROUP_H

#include "base/arena.h"
#include "db/staging_internal.h"
#include "stats/print.h"

enum { DAY_ROOM = 11, ID_ROOM = 121, UNIT_ROOM = 16, GROUP_MOST = 10000 };

/* The columns of compare_claims.sql. */
enum column {
    STAGED,
    KIND,
    SERIES,
    START,
    END,
    STATED_ON,
    ORIGIN,
    CELLS_FROM,
};

/* The cells of a claim, from CELLS_FROM on. */
enum cell {
    CELL_ID,
    CELL_NUMBER,
    CELL_SCALE,
    CELL_COMPARATOR,
    CELL_SOURCE,
    CELL_REPLACES,
    CELL_RANK,
    CELL_STATUS,
    CELLS,
};

enum { SOURCE = CELLS_FROM + CELL_SOURCE };

/* Those of compare_versions.sql behind the cells, where the store is not new. */
enum version_column {
    REPLACED = CELLS_FROM + CELLS,
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
    OLD_AGREEMENT,
    OLD_ALTERNATIVES,
};

/* How a claim stands beside the others. */
struct stand {
    char period_type[16], value_key[DECIMAL_KEY_ROOM], known_on[DAY_ROOM];
    struct choice choice;
    char agreement[16]; /* "" for what is no figure */
    int alternatives;
};

struct member {
    int64_t staged, replaced, since; /* replaced: 0 for a new claim */
    bool differs;
    char replaced_on[DAY_ROOM];
    struct slice cells[CELLS]; /* in the texts of the group */
    struct stand now, before;
};

/* The claims of one series and period. */
struct group {
    struct member *members;
    struct choice_claim *claims;
    struct choice *choices;
    struct print *prints;
    struct arena texts; /* of the cells and prints */
    int count, room;
    struct period period;
    const char *period_type;
    char kind[16], series[ID_ROOM], start[DAY_ROOM], end[DAY_ROOM];
};

/* What a claim takes over from its series, its source and those that replace it. */
struct claim_facts {
    char unit[UNIT_ROOM], fiscal_start[DAY_ROOM], replaced_on[DAY_ROOM]; /* "": none */
    struct slice known_on, origin;
    bool relay;
};

void group_clear(struct group *group);
/* Room for one claim more; false without memory. */
bool group_grow(struct group *group);
/* The row as the claim that comes next, for which there is room; false without memory. */
bool group_read(sqlite3_stmt *row, const struct claim_facts *facts, struct group *group);
/* The selection rule over all claims, and how each agrees with the others. */
void group_choose(struct group *group);
/* Of a group that is chosen among and agrees with nothing: how each figure stands alone. */
void group_stand_alone(struct group *group);
/* Ready for the next group. */
void group_reset(struct group *group);
/* A text of the row into room bytes. */
void group_copy(sqlite3_stmt *row, int column, char *out, size_t room);

#endif
