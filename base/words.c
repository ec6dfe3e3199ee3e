#include "base/words.h"

enum { LONGEST = 64, FAR = 4 };

int words_find(const struct words *words, struct slice word)
{
    char first = '\0';

    if (word.size)
        first = word.data[0];
    for (int i = 0; i < words->count; i++)
        if (words->items[i][0] == first && slice_is(word, words->items[i]))
            return i;
    return -1;
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int least(int a, int b, int c)
{
    int m = a < b ? a : b;

    return m < c ? m : c;
}

/* Optimal string alignment: Damerau-Levenshtein without edits inside a swapped pair. */
int words_distance(struct slice a, struct slice b)
{
    int rows[3][LONGEST + 1];

    if (a.size > LONGEST || b.size > LONGEST)
        return FAR;
    for (size_t j = 0; j <= b.size; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a.size; i++) {
        int *now = rows[i % 3], *before = rows[(i + 2) % 3], *swap = rows[(i + 1) % 3];

        now[0] = (int)i;
        for (size_t j = 1; j <= b.size; j++) {
            char x = fold(a.data[i - 1]), y = fold(b.data[j - 1]);

            now[j] = least(before[j] + 1, now[j - 1] + 1, before[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == fold(b.data[j - 2]) && y == fold(a.data[i - 2]))
                now[j] = least(now[j], swap[j - 2] + 1, now[j]);
        }
    }
    int distance = rows[a.size % 3][b.size];
    return distance > FAR ? FAR : distance;
}

int words_tolerance(size_t size)
{
    return size <= 2 ? 0 : size <= 4 ? 1 : size <= 8 ? 2 : 3;
}

const char *words_near(const struct words *words, struct slice word)
{
    const char *best = NULL;
    int nearest = FAR;

    for (int i = 0; i < words->count; i++) {
        int distance = words_distance(word, slice_of(words->items[i]));

        if (distance < nearest && distance <= words_tolerance(word.size)) {
            nearest = distance;
            best = words->items[i];
        }
    }
    return best;
}
