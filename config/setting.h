/* One setting: how it is named, read, checked and printed.
 *
 * The table itself stands in config/setting.c; a setting is written there once and nowhere else. */
#ifndef SETTING_H
#define SETTING_H

#include "config/config.h"

enum setting_type {
    SETTING_FILE,      /* a path, not empty */
    SETTING_ADDRESSES, /* host:port or unix:/path, least to most of them with commas between */
    SETTING_NETWORKS,  /* addresses and networks with commas between, or "" */
    SETTING_PREFIX,    /* "" or "/stats" */
    SETTING_ORIGIN,    /* "" or "https://host", without a path */
    SETTING_INTEGER,   /* from least to most */
    SETTING_MODE,      /* a file's permissions in octal digits */
    SETTING_BOOLEAN,   /* true or false */
};

struct setting {
    const char *flag; /* without the leading dashes */
    enum setting_type type;
    size_t offset; /* in struct config */
    int64_t least, most;
    const char *standard; /* the default, as one would write it */
    const char *meaning;  /* one line, with the unit */
};

extern const struct setting settings[];
extern const int setting_count;

/* A path for an address "unix:/path": what follows the prefix, or "no value" for another kind. */
struct slice setting_unix_path(struct slice address);

/* Reads the value into its place. label is what the user wrote, flag or variable, for the error. */
bool setting_store(const struct setting *setting, struct config *config, struct slice value,
                   const char *label, struct error *err);
void setting_print(const struct setting *setting, const struct config *config, struct buffer *out);

#endif
