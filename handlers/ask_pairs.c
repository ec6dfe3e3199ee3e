#include "handlers/ask_internal.h"

/* What concerns several parameters at once. */

bool ask_check_given(const struct ask *ask, struct error *err)
{
    for (int i = 0; i < PARAM_COUNT; i++)
        if (ask->route->params >> i & 1 && params[i].type == PARAM_SEARCH && !ask->values[i].data) {
            (void)error_set(err, ERROR_ARGUMENT, "the parameter %s is missing", params[i].name);
            (void)error_parameter(err, params[i].name);
            return error_hint(err, "such as %s=%s", params[i].name, params[i].example);
        }
    return true;
}

static bool check_days(const struct ask *ask, struct error *err)
{
    struct slice from = ask->values[PARAM_FROM], to = ask->values[PARAM_TO];

    return !from.data || !to.data || slice_compare(from, to) <= 0 ||
           ask_refuse(err, PARAM_FROM, from, "it comes after `to`");
}

static bool check_rank(const struct ask *ask, struct error *err)
{
    if (!(ask->route->params >> PARAM_SELECT & 1) || ask->words[PARAM_SELECT] == SELECT_ALL)
        return true;
    for (int i = 0; i < ask->sets[PARAM_RANK].count; i++) {
        if (!slice_is(ask->parts[PARAM_RANK][i], "deprecated"))
            continue;
        (void)ask_refuse(err, PARAM_RANK, ask->parts[PARAM_RANK][i],
                         "such figures are never selected");
        return error_hint(err, "ask for select=all as well");
    }
    return true;
}

/* Other units are of one figure a period, and no index has them in order. */
static bool check_units(const struct ask *ask, struct error *err)
{
    struct slice units = ask->values[PARAM_UNITS];

    if (ask->words[PARAM_UNITS] == TRANSFORM_LIN)
        return true;
    if (ask->words[PARAM_SELECT] == SELECT_ALL) {
        (void)ask_refuse(err, PARAM_UNITS, units, "with select=all a period has many figures");
        return error_hint(err, "ask for select=latest or select=first, one figure a period");
    }
    if (ask->words[PARAM_SORT] < SORT_VALUE)
        return true;
    (void)ask_refuse(err, PARAM_SORT, ask->values[PARAM_SORT],
                     "it is the order of the printed values");
    return error_hint(err, "sort by series, period or -period");
}

bool ask_check_pairs(const struct ask *ask, struct error *err)
{
    if (!check_days(ask, err) || !check_rank(ask, err) || !check_units(ask, err))
        return false;
    return !ask->bare || ask->format.format == FORMAT_JSON ||
           ask_refuse(err, PARAM_SHAPE, ask->values[PARAM_SHAPE], "it is for JSON alone");
}
