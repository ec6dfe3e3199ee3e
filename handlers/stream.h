/* The whole of a list, however long, in constant memory: the service paging for itself. */
#ifndef HANDLERS_STREAM_H
#define HANDLERS_STREAM_H

#include "handlers/reader.h"

struct desk;

/* Writes the first piece. Where that is all, it becomes the body, with a known length; else the
 * response gets a stream that owns the ask (*ask is then NULL), a copy of the reader and a hold on
 * the store: it goes on in its revision whatever is imported meanwhile. */
bool stream_open(struct desk *desk, struct ask **ask, struct reader *reader,
                 struct response *response, struct error *err);

#endif
