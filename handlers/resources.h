/* The resources: what each route answers (handlers/routes.c). Each asks db/ and hands rows on. */
#ifndef RESOURCES_H
#define RESOURCES_H

#include "handlers/ask.h"
#include "http/response.h"

struct desk;

#define RESOURCE(name)                                                                             \
    bool name(struct desk *desk, struct ask **ask, struct response *response, struct error *err)

RESOURCE(figures_list);
RESOURCE(figure_get);
RESOURCE(figure_history);
RESOURCE(figure_why);
RESOURCE(targets_list);
RESOURCE(target_get);
RESOURCE(growth_rates_list);
RESOURCE(growth_rate_get);
RESOURCE(remarks_list);
RESOURCE(remark_get);
RESOURCE(conflicts_list);
RESOURCE(series_list);
RESOURCE(series_get);
RESOURCE(sources_list);
RESOURCE(source_get);
RESOURCE(source_claims_list);
RESOURCE(revisions_list);
RESOURCE(changes_list);
RESOURCE(search_list);
RESOURCE(snapshot_get);
RESOURCE(guide_get);
RESOURCE(service_get);
RESOURCE(openapi_get);
RESOURCE(package_get);
RESOURCE(problem_get);
RESOURCE(alive_get);
RESOURCE(ready_get);
RESOURCE(metrics_get);

#undef RESOURCE

#endif
