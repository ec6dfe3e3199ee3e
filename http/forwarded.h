/* The client's address behind proxies: Forwarded (RFC 7239) and X-Forwarded-For.
 *
 * Both headers are lists to which every proxy adds, on the right, whom it was asked by; all that
 * stands further left came from outside. So they are read from the right, and only as far as each
 * machine that wrote is trusted. */
#ifndef FORWARDED_H
#define FORWARDED_H

#include "base/network.h"
#include "http/request.h"

/* Whom a trusted peer was asked by: the first address from the right that is not trusted itself,
 * or the leftmost. False where the headers tell nothing: there are none, the peer's own word is
 * malformed or no address (`unknown`, `_hidden`), or the two headers disagree; then the peer's
 * address is all that is known. Where a word further left cannot be read, the address that it
 * stands beside is the answer. */
bool forwarded_client(const struct request *request, const struct networks *trusted,
                      struct ip *client);

#endif
