/* The file of a Unix socket: made, taken over from a dead process, taken away. */
#ifndef UNIX_SOCKET_H
#define UNIX_SOCKET_H

#include <sys/types.h>

#include "base/error.h"
#include "base/slice.h"

struct sockaddr_un;

/* Which file it is, so that no other is ever taken away. */
struct unix_file {
    dev_t device;
    ino_t inode;
};

/* False where the path is too long. */
bool unix_address(struct slice path, struct sockaddr_un *address);

/* A socket bound to the path, with these permissions, that does not listen yet: until then nobody
 * gets in. A file that a dead process left is replaced; one that answers, or is no socket, is left
 * alone. -1 with ERROR_INPUT. */
int unix_socket_bind(struct slice path, mode_t mode, struct unix_file *file, struct error *err);

/* Takes the file away, if it still is that one. */
void unix_socket_remove(struct slice path, const struct unix_file *file);

#endif
