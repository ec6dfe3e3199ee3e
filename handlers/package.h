/* The data package as it is served: the descriptor and its CSV files. */
#ifndef HANDLERS_PACKAGE_H
#define HANDLERS_PACKAGE_H

#include "base/words.h"

/* The names of the CSV files without their suffix. */
extern const struct words package_files;

#endif
