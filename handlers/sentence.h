/* A figure as one line to paste (formats/sentence.h): what it is and what is in dispute about it.
 */
#ifndef HANDLERS_SENTENCE_H
#define HANDLERS_SENTENCE_H

#include "db/records.h"
#include "handlers/ask.h"
#include "http/response.h"

struct desk;

/* claim: the asked figure, read and completed; it is not used after the store is asked again. */
bool sentence_answer(struct desk *desk, const struct ask *ask, const struct claim *claim,
                     struct response *response, struct error *err);

#endif
