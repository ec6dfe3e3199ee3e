/* Growth in words, in no more digits than its interval allows. */
#ifndef GROWTH_SPELL_H
#define GROWTH_SPELL_H

#include "stats/range.h"

/*   up 47.44 percent on          all of the interval rounds to it
 *   down about 46.3 percent on   it lies within one unit of the last digit, as `~` says
 *   about the same as            the same of zero
 *   the same as                  two counts without a doubt
 *   up 41.2 to 58.9 percent on   a whole percent would still say too much: the bounds, outward
 *   between 3.9 percent below and 4.1 percent above
 * of a value inside of the range, both in percent. At most two decimals. Returns its length; 0 and
 * "" where a side is open. */
enum { GROWTH_SPELL_ROOM = 320 };
size_t growth_spell(const struct range *percent, struct exact value, char out[GROWTH_SPELL_ROOM]);

#endif
