/* What a person at a terminal is told about an import: its faults and how far it is. */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "package/import.h"

enum { REPORT_FAULTS = 5000 }; /* shown at most; the others are counted */

/* Prints `figures.csv:12: period_end: what is wrong, what was expected` to standard error. */
void report_fault(void *context, const struct fault *fault);
/* The closing line: how many faults, and what that means. */
void report_faults_end(FILE *out, const struct import *import, const char *consequence);

/* A line that is written over and over, on a terminal only. */
struct watch {
    struct progress progress;
    bool is_terminal;
    int64_t began, told; /* milliseconds */
};

void watch_begin(struct watch *watch);
/* Takes the line away. */
void watch_end(struct watch *watch);

#endif
