/* A stream in a coding. */
#ifndef CODED_H
#define CODED_H

#include "http/encoding.h"
#include "http/response.h"

/* Puts a coder between the stream and who reads it; in constant memory. False where memory ended:
 * the stream is then as it was. */
bool coded_stream(struct stream *stream, enum encoding encoding);

#endif
