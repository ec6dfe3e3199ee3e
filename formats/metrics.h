/* Measurements as Prometheus reads them: the text format, version 0.0.4.
 *
 * A family is named, then its samples are written: begun, given labels, ended with a value. Names
 * and help are ours; labels may hold anything. */
#ifndef METRICS_H
#define METRICS_H

#include "base/buffer.h"

#define METRICS_MEDIA_TYPE "text/plain; version=0.0.4; charset=utf-8"

enum metric_type { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

struct metrics {
    struct buffer *out;
    const char *name; /* of the family at hand */
    bool labelled;    /* the sample at hand has labels */
};

void metrics_init(struct metrics *metrics, struct buffer *out);

/* name and help: static; help is one line. */
void metrics_family(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help);

/* suffix: "" or of a histogram's series, "_bucket". */
void metrics_begin(struct metrics *metrics, const char *suffix);
void metrics_label(struct metrics *metrics, const char *name, struct slice value);
void metrics_integer(struct metrics *metrics, int64_t value);
/* Written in seconds. */
void metrics_microseconds(struct metrics *metrics, int64_t value);

/* A family of one sample without labels. */
void metrics_single(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help, int64_t value);

#endif
