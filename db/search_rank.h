/* How well a document answers a search, as a function of SQL. Only db/ sees this. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include <sqlite3.h>

/* Adds search_rank(search, documents) to a connection: the BM25 score among the first so many
 * documents, highest for the best. A result code of SQLite. */
int search_rank_add(sqlite3 *db);

#endif
