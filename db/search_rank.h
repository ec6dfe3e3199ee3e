/* How well a document answers a search, as a function of SQL. Only db/ sees this. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* What search_rank is told, and tells: the score of the present document, and whether its snippet
 * is wanted. */
struct search_bar {
    double score;
    bool snippets, closed;
    double least;          /* where it is closed: what is no better stays out */
    const int64_t *wanted; /* in place of all that: these documents, not scored */
    int64_t count;
};
#define SEARCH_BAR "search-bar"

static inline bool search_bar_lets_in(const struct search_bar *bar)
{
    return !bar->closed || bar->score > bar->least;
}

/* Adds search_rank(search, documents, most, bar) to a connection: sets bar->score to the BM25 score
 * among the first so many documents, highest for the best, of which at most so many that hold a
 * phrase are counted; true where its snippet is wanted. A result code of SQLite. */
int search_rank_add(sqlite3 *db);

#endif
