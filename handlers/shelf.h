/* The answers that a desk keeps, each in the codings that were asked for.
 *
 * An answer lies there under its meaning, so that equal questions share it however they are put,
 * and under the bytes of the requests that asked for it, so that the next such request needs no
 * reading. It is good for the database it was read from: the shelf is emptied with every other one.
 *
 * The way of a request: shelf_recall() before anything is read; shelf_begin(), shelf_find() and
 * shelf_knows() when its meaning is known; shelf_finish() when it is answered. */
#ifndef SHELF_H
#define SHELF_H

#include "cache/cache.h"
#include "handlers/ask.h"
#include "http/conditional.h"
#include "http/response.h"

struct shelf {
    struct cache *cache;
    struct buffer request; /* the request at hand as a name */
    struct buffer meaning; /* the same of its meaning */
    /* Of the answer that is being looked for or made. */
    bool begun;
    struct entity entity;
    struct encoding_choice choice;
    enum condition condition;
    enum encoding had; /* by the client, where the answer is a 304 */
};

/* Keeps so many bytes; 0: nothing is kept, all else is the same. */
bool shelf_open(struct shelf *shelf, size_t bytes, struct error *err);
void shelf_clear(struct shelf *shelf);

/* Forgets what it keeps. */
void shelf_empty(struct shelf *shelf);

/* Answers a GET or HEAD that passed the gate, where one of the same bytes was answered before; what
 * has to be refused is not answered. */
bool shelf_recall(struct shelf *shelf, const struct request *request, struct response *response);

/* No answer is being made. */
void shelf_forget(struct shelf *shelf);

/* An answer to this question is about to be made. ERROR_FORMAT where the client takes no coding in
 * which it could travel. */
bool shelf_begin(struct shelf *shelf, const struct request *request, const struct ask *ask,
                 const struct entity *entity, struct error *err);

/* Answers with what lies there already. ERROR_PRECONDITION where the client's conditions failed;
 * false without an error where nothing lies there. */
bool shelf_find(struct shelf *shelf, const struct request *request, struct response *response,
                struct error *err);

/* Whether the client names a tag that only this answer can have given it: then it needs none. */
bool shelf_knows(const struct shelf *shelf, const struct request *request,
                 struct response *response);

/* Keeps the answer that was begun, or sends it as it is where it cannot be kept; 304 where the
 * client has it. ERROR_PRECONDITION where its conditions failed: nothing is kept. */
bool shelf_finish(struct shelf *shelf, const struct request *request, struct response *response,
                  struct error *err);

#endif
