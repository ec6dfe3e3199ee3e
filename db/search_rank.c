#include "db/search_rank.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* BM25 (Robertson and Zaragoza 2009) over the documents that a revision knew.
 *
 * SQLite's own bm25() counts all documents of the index: whatever is imported later would put an
 * earlier revision's answers in another order. So words are counted among the documents up to a
 * number, and a document's length is held against a usual one instead of the average. */

enum { COLUMNS = 3 };
static const double weights[COLUMNS] = {4.0, 1.0, 0.5}; /* title, body, note */
static const double saturation = 1.2, length_share = 0.75, usual_length = 16.0;
static const double least_rarity = 1e-6; /* a word in most documents counts, but little */

struct phrases {
    int count;
    double *found;   /* in the present document, weighted */
    double rarity[]; /* then as many of `found` */
};

struct known {
    sqlite3_int64 documents, most, holding, last;
};

static int count_known(const Fts5ExtensionApi *api, Fts5Context *document, void *context)
{
    struct known *known = context;

    if (api->xRowid(document) > known->documents)
        return SQLITE_DONE;
    known->holding++;
    known->last = api->xRowid(document);
    return known->holding < known->most ? SQLITE_OK : SQLITE_DONE;
}

/* How many hold it; where there are more than are counted, from how far the counted ones reach. */
static double holding_of(const struct known *known)
{
    if (known->holding < known->most)
        return (double)known->holding;
    return (double)known->holding * (double)known->documents / (double)known->last;
}

/* The rarity of each phrase of the question, found once. One phrase alone moves nothing by it. */
static int measure(const Fts5ExtensionApi *api, Fts5Context *context, const struct known *among,
                   struct phrases **out)
{
    int count = api->xPhraseCount(context), code = SQLITE_OK;
    struct phrases *phrases = calloc(1, sizeof *phrases + 2 * (size_t)count * sizeof(double));

    if (!phrases)
        return SQLITE_NOMEM;
    phrases->count = count;
    phrases->found = phrases->rarity + count;
    for (int i = 0; i < count && code == SQLITE_OK; i++) {
        struct known known = *among;

        if (count > 1)
            code = api->xQueryPhrase(context, i, &known, count_known);
        double holding = holding_of(&known);
        double rarity = log(((double)known.documents - holding + 0.5) / (holding + 0.5));
        phrases->rarity[i] = rarity > least_rarity ? rarity : least_rarity;
    }
    if (code != SQLITE_OK) {
        free(phrases);
        return code;
    }
    *out = phrases;
    return api->xSetAuxdata(context, phrases, free);
}

/* How often each phrase stands in the present document. */
static int count_found(const Fts5ExtensionApi *api, Fts5Context *context, struct phrases *phrases)
{
    int places = 0, code = api->xInstCount(context, &places);

    for (int i = 0; i < phrases->count; i++)
        phrases->found[i] = 0;
    for (int i = 0; i < places && code == SQLITE_OK; i++) {
        int phrase = 0, column = 0, offset = 0;

        code = api->xInst(context, i, &phrase, &column, &offset);
        if (code == SQLITE_OK)
            phrases->found[phrase] += weights[column < COLUMNS ? column : COLUMNS - 1];
    }
    return code;
}

static double score_of(const struct phrases *phrases, int words)
{
    double length = 1 - length_share + length_share * words / usual_length, score = 0;

    for (int i = 0; i < phrases->count; i++)
        score += phrases->rarity[i] * phrases->found[i] * (saturation + 1) /
                 (phrases->found[i] + saturation * length);
    return score;
}

static int score_document(const Fts5ExtensionApi *api, Fts5Context *context,
                          sqlite3_value **arguments, double *score)
{
    struct phrases *phrases = api->xGetAuxdata(context, 0);
    struct known among = {.documents = sqlite3_value_int64(arguments[0]),
                          .most = sqlite3_value_int64(arguments[1])};
    int words = 0, code = SQLITE_OK;

    if (!phrases)
        code = measure(api, context, &among, &phrases);
    if (code == SQLITE_OK)
        code = count_found(api, context, phrases);
    if (code == SQLITE_OK)
        code = api->xColumnSize(context, -1, &words);
    if (code == SQLITE_OK)
        *score = score_of(phrases, words);
    return code;
}

static bool is_wanted(const struct search_bar *bar, int64_t n)
{
    for (int64_t i = 0; i < bar->count; i++)
        if (bar->wanted[i] == n)
            return true;
    return false;
}

/* search_rank(search, documents of the revision, how many holding a phrase are counted, bar) */
static void search_rank(const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result,
                        int count, sqlite3_value **arguments)
{
    struct search_bar *bar = count == 3 ? sqlite3_value_pointer(arguments[2], SEARCH_BAR) : NULL;

    if (!bar) {
        sqlite3_result_error_code(result, SQLITE_MISUSE);
        return;
    }
    int code = bar->wanted ? SQLITE_OK : score_document(api, context, arguments, &bar->score);
    if (code != SQLITE_OK)
        sqlite3_result_error_code(result, code);
    else
        sqlite3_result_int(result, bar->wanted ? is_wanted(bar, api->xRowid(context))
                                               : bar->snippets && search_bar_lets_in(bar));
}

int search_rank_add(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);

    if (code != SQLITE_OK)
        return code;
    sqlite3_bind_pointer(statement, 1, (void *)&api, "fts5_api_ptr", NULL);
    (void)sqlite3_step(statement);
    sqlite3_finalize(statement);
    return api ? api->xCreateFunction(api, "search_rank", NULL, search_rank, NULL) : SQLITE_ERROR;
}
