/* Codes that others keep: countries (ISO 3166-1 alpha-2) and currencies (ISO 4217). */
#ifndef CODES_H
#define CODES_H

#include "base/slice.h"

bool code_is_country(struct slice code);
bool code_is_currency(struct slice code);

#endif
