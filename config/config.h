/* The service's settings: one table (config/setting.c) gives each its flag, its variable, its type,
 * its default and its help.
 *
 * A flag goes before the EXPORTSTATS_* variable, the variable before the default. An unknown
 * variable with that prefix is an error, as is a value out of range. */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/buffer.h"
#include "base/error.h"

enum { CONFIG_TEXT_ROOM = 256, CONFIG_LIST_ROOM = 2048, CONFIG_ADDRESSES_MAX = 8 };

struct config {
    char database[CONFIG_TEXT_ROOM];     /* path of the database file */
    char listen[CONFIG_LIST_ROOM];       /* "127.0.0.1:8080", "[::1]:8080,unix:/run/stats.sock" */
    char admin_listen[CONFIG_LIST_ROOM]; /* the same for health and metrics; "": none of its own */
    int64_t unix_mode;                   /* permissions of Unix sockets that we make */
    char trusted_proxies[CONFIG_LIST_ROOM]; /* "10.0.0.0/8,::1" (base/network.h) */
    char base_path[CONFIG_TEXT_ROOM];       /* "" or "/stats": no slash at the end */
    char public_url[CONFIG_TEXT_ROOM];      /* "https://stats.example.org", or "" */
    int64_t workers;                        /* threads; 0: one a processor, 16 at most */
    int64_t connections;                    /* most at once; above: 503 */
    int64_t idle_timeout;                   /* seconds without a byte */
    int64_t head_timeout;                   /* seconds for a whole request head */
    int64_t min_send_rate;                  /* bytes a second; 0: none */
    int64_t query_timeout;                  /* milliseconds for one query */
    int64_t drain_delay;            /* seconds between readyz 503 and closing the listener */
    int64_t drain_timeout;          /* seconds for answers in flight */
    int64_t cache;                  /* MiB of answers kept, all workers together; 0: none */
    int64_t max_age;                /* seconds, Cache-Control */
    int64_t stale_while_revalidate; /* seconds, Cache-Control */
    bool landlock;                  /* confined as far as the kernel can */
    bool log;                       /* a line a request on stdout */
};

/* Fills *config from defaults, then `environment` (as environ), then flags. argv[0] is the first
 * argument after the subcommand. Arguments that are no flags go to rest (count in *rest_count);
 * more than rest_room of them fail. ERROR_USAGE names flag or variable and what was expected. */
bool config_load(struct config *config, char *const *environment, int argc, char *const *argv,
                 const char **rest, int rest_room, int *rest_count, struct error *err);

/* What absolute links begin with: public URL and base path, or the base path alone where no public
 * URL is known. */
enum { CONFIG_ROOT_ROOM = 2 * CONFIG_TEXT_ROOM };
void config_root(const struct config *config, char out[CONFIG_ROOT_ROOM]);

/* The effective settings, a `flag = value` line each (serve --check-config). */
void config_print(const struct config *config, struct buffer *out);

/* The table as text for --help: flag, variable, default, meaning. */
void config_help(struct buffer *out);

#endif
