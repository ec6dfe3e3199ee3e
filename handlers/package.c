#include "handlers/package.h"

#include "handlers/desk_internal.h"
#include "handlers/resources.h"

static const char *const file_words[] = {"series",  "sources",      "figures",
                                         "targets", "growth_rates", "remarks"};
const struct words package_files = WORDS(file_words);

bool package_get(struct desk *desk, struct ask **ask, struct response *response, struct error *err)
{
    (void)desk;
    (void)ask;
    (void)response;
    return error_set(err, ERROR_NOT_FOUND, "there is no such file in the data package");
}
