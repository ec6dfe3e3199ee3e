/* Word to a supervisor of how we are: systemd's notifications (sd_notify(3)), where NOTIFY_SOCKET
 * asks for them. None of it matters to our clients, so nothing here can fail. */
#ifndef NOTIFY_H
#define NOTIFY_H

#include <stdint.h>

struct notify {
    int fd; /* -1: nobody listens */
    int64_t
        watchdog; /* ms between two words that we are well, a quarter of what is asked; 0: none */
};

void notify_open(struct notify *notify);
void notify_close(struct notify *notify);

/* Assignments, a line each: "READY=1\nSTATUS=Serving". A supervisor without room for a word is
 * given some seconds; then the word is lost, and so are others at once until there is room. */
void notify_say(const struct notify *notify, const char *state);

/* RELOADING=1 with the time that systemd asks for; READY=1 is to follow. */
void notify_reloading(const struct notify *notify);

#endif
