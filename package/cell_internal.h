/* The check of each kind of cell. A check that can tell what is wrong returns its own sentence,
 * else an empty one; NULL: all is well. */
#ifndef CELL_INTERNAL_H
#define CELL_INTERNAL_H

#include "package/cell.h"

extern const char cell_too_long[], cell_forbidden[]; /* told apart by their address */

const char *cell_check_name(const struct column *column, struct slice cell);
const char *cell_check_id(const struct column *column, struct slice cell);
const char *cell_check_ids(const struct column *column, struct slice cell);
const char *cell_check_text(const struct column *column, struct slice cell);
const char *cell_check_date(const struct column *column, struct slice cell);
const char *cell_check_month_day(const struct column *column, struct slice cell);
const char *cell_check_number(const struct column *column, struct slice cell);
const char *cell_check_word(const struct column *column, struct slice cell);
const char *cell_check_url(const struct column *column, struct slice cell);
const char *cell_check_language(const struct column *column, struct slice cell);
const char *cell_check_geography(const struct column *column, struct slice cell);
const char *cell_check_unit(const struct column *column, struct slice cell);

#endif
