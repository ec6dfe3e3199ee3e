/* A source as one cites it: a line of text, and a BibTeX entry. */
#ifndef CITATION_H
#define CITATION_H

#include "base/buffer.h"
#include "db/records.h"

/* More than the longest that a package may hold, each of its marks spelled out. */
enum { CITATION_CEILING = 128 * 1024 };

/* Makes both, in the buffer: they are lent until it is used again. False without memory. */
bool citation_make(struct source_record *source, struct buffer *texts);

#endif
