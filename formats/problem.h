/* RFC 9457 problem documents: one table maps an error's kind to status, type and title. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include "base/buffer.h"
#include "base/error.h"

int problem_status(enum error_kind kind);
const char *problem_title(enum error_kind kind);
const char *problem_name(enum error_kind kind); /* "argument", of the type "/problems/argument" */

/* What a problem of that name means, as text; false: there is none such. */
bool problem_explain(struct slice name, struct buffer *out);

/* application/problem+json: type, title, status, detail, instance, and parameter, allowed, hint
 * where given; root, a path or URL, stands before the type. ERROR_INTERNAL's detail is never
 * written: a fixed sentence stands for it. */
void problem_write(const struct error *err, const char *root, struct slice instance,
                   struct buffer *out);

#endif
