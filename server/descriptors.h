/* File descriptors: as many as the system lets us have, and how many connections that makes. */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

#include <stdint.h>

/* Raises the process's limit as far as it goes. Returns the connections it is enough for beside
 * what that many workers need and that many other connections; at least 1. */
int64_t descriptors_for_connections(int workers, int64_t others);

#endif
