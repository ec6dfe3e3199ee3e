/* Labels of a package that read as a period themselves. */
#ifndef CHECK_LABEL_H
#define CHECK_LABEL_H

#include "db/staging.h"

/* Gives the rules a function of SQL, label_other(label, fiscal_year_start, start, end): NULL, or
 * where the label reads as another period than that of the dates what the dates say. */
bool check_label_function(struct staging *staging, struct error *err);

#endif
