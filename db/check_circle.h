/* Which rows lead back to themselves by way of others. */
#ifndef CHECK_CIRCLE_H
#define CHECK_CIRCLE_H

#include "db/staging.h"

/* Fills stage.circle_node, for the rule link_circle. False only where it cannot be told. */
bool check_circles(struct staging *staging, struct error *err);

#endif
