/* The pieces that written periods are made of, behind stats/period.h.
 *
 * Each cuts what it finds off the front of *rest and returns true; where it finds no such thing it
 * leaves *rest alone and returns false. ASCII letters match in any case. */
#ifndef SCAN_H
#define SCAN_H

#include "base/slice.h"

enum { SCAN_ROOM = 64 }; /* longer than any written period */

/* The text with the en dash of a printed range as a hyphen, and without the blanks around it. False
 * for what is longer than any form or holds other bytes than printable ASCII. */
bool scan_plain(struct slice text, char out[SCAN_ROOM], struct slice *plain);

bool scan_word(struct slice *rest, const char *text);

/* Exactly `size` digits, at most 4. */
bool scan_digits(struct slice *rest, size_t size, int *value);

/* "0001" to "9999" */
bool scan_year(struct slice *rest, int *year);

/* "FY2020-21", by its first year */
bool scan_fiscal(struct slice *rest, int *year);

/* "FY21" or "FY2021" at the end of a text: they do not say whether that year begins or ends. */
bool scan_short_fiscal(struct slice *rest, int *year);

/* "Jul" or "July": 1 to 12 */
bool scan_month(struct slice *rest, int *month);

#endif
