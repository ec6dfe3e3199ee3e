/* What the files that read a descriptor share. cJSON must not leak from package/. */
#ifndef DESCRIPTOR_INTERNAL_H
#define DESCRIPTOR_INTERNAL_H

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "db/staging.h"

struct descriptor {
    struct staging *staging;
    struct slice text; /* the file */
    struct error *err;
    bool ok; /* reading can go on */
    int64_t faults;
    const char *column; /* of the fault before, and its line: mostly there are more of the same */
    int64_t line;
};

/* A fault in the property `column`; the line is where that stands. */
__attribute__((format(printf, 3, 4))) void
descriptor_fault(struct descriptor *d, const char *column, const char *format, ...);

/* "a string", "a list": what the value is. */
const char *descriptor_type(const cJSON *value);

/* Nothing is said twice, nothing lies too deep, no number that readers could take differently. */
void descriptor_check_tree(struct descriptor *d, const char *column, const cJSON *value, int depth);
/* The package's own properties: known ones are of their type, and what must be there is. */
void descriptor_check_metadata(struct descriptor *d, const cJSON *root);
/* The resources are the six files, with our columns. */
void descriptor_check_resources(struct descriptor *d, const cJSON *resources);

/* All but the resources, in the file's order. */
bool descriptor_metadata(const cJSON *root, struct buffer *out);

#endif
