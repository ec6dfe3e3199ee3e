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

static const char *rank_hint(const struct ask *ask)
{
    if (ask->fields == &computed_fields)
        return "ask for basis=printed";
    return ask->fields == &transformed_fields ? "leave out units, and ask for select=all"
                                              : "ask for select=all as well";
}

static bool check_rank(const struct ask *ask, struct error *err)
{
    if (ask->select == SELECT_ALL)
        return true;
    for (int i = 0; i < ask->sets[PARAM_RANK].count; i++) {
        if (!slice_is(ask->parts[PARAM_RANK][i], "deprecated"))
            continue;
        (void)ask_refuse(err, PARAM_RANK, ask->parts[PARAM_RANK][i],
                         "such figures are never selected");
        return error_hint(err, "%s", rank_hint(ask));
    }
    return true;
}

/* What is worked out row by row: no index has it in order. */
static bool check_order(const struct ask *ask, struct error *err)
{
    if (ask->words[PARAM_SORT] < SORT_VALUE)
        return true;
    (void)ask_refuse(err, PARAM_SORT, ask->values[PARAM_SORT],
                     "it is the order of the printed values");
    return error_hint(err, "sort by series, period or -period");
}

/* Units and aggregates are of one figure a period. */
static bool check_one_a_period(const struct ask *ask, int param, struct error *err)
{
    if (ask->select != SELECT_ALL)
        return true;
    (void)ask_refuse(err, param, ask->values[param], "with select=all a period has many figures");
    return error_hint(err, "ask for select=latest or select=first, one figure a period");
}

static bool check_units(const struct ask *ask, struct error *err)
{
    bool is_list = ask->route->params >> PARAM_SELECT & 1;

    if (ask->words[PARAM_UNITS] == TRANSFORM_LIN || !is_list)
        return true;
    return check_one_a_period(ask, PARAM_UNITS, err) && check_order(ask, err);
}

static bool check_pair(const struct ask *ask, int param, int other, struct error *err)
{
    if (!ask->values[param].data || ask->values[other].data)
        return true;
    (void)error_set(err, ERROR_ARGUMENT, "%s needs %s", params[param].name, params[other].name);
    (void)error_parameter(err, params[other].name);
    err->allowed = params[other].words;
    return error_hint(err, "such as %s=%s", params[other].name, params[other].example);
}

/* What one print alone has, an aggregate has not. */
static bool check_no_print(const struct ask *ask, int param, const char *why, struct error *err)
{
    static const int of_prints[] = {PARAM_SOURCE, PARAM_STATUS, PARAM_RANK};

    for (int i = 0; i < 3; i++)
        if (ask->values[of_prints[i]].data) {
            (void)ask_refuse(err, of_prints[i], ask->values[of_prints[i]], why);
            return error_hint(err, "leave it out, or leave out %s", params[param].name);
        }
    return true;
}

/* Inputs are months, or whole quarters, halves and years, none longer than a row. */
static bool check_inputs(const struct ask *ask, struct error *err)
{
    static const struct {
        enum period_type longest; /* types stand from long to short */
        const char *hint;
    } of[] = {
        [FREQUENCY_YEAR] = {PERIOD_FISCAL_YEAR,
                            "ask for month, quarter, half, fiscal-year or calendar-year"},
        [FREQUENCY_QUARTER] = {PERIOD_QUARTER, "ask for month or quarter"},
        [FREQUENCY_MONTH] = {PERIOD_MONTH, "ask for month, or leave it out"},
    };
    int frequency = ask->words[PARAM_FREQUENCY];

    for (int i = 0; i < ask->sets[PARAM_PERIOD_TYPE].count; i++) {
        struct slice word = ask->parts[PARAM_PERIOD_TYPE][i];
        int type = words_find(&period_types, word);

        if (type >= (int)of[frequency].longest && type <= PERIOD_MONTH)
            continue;
        (void)ask_refuse(err, PARAM_PERIOD_TYPE, word, "of such no row of that frequency is made");
        return error_hint(err, "%s", of[frequency].hint);
    }
    return true;
}

static bool check_frequency(const struct ask *ask, struct error *err)
{
    if (!check_pair(ask, PARAM_FREQUENCY, PARAM_AGGREGATION_METHOD, err) ||
        !check_pair(ask, PARAM_AGGREGATION_METHOD, PARAM_FREQUENCY, err))
        return false;
    return !ask->values[PARAM_FREQUENCY].data ||
           (check_one_a_period(ask, PARAM_FREQUENCY, err) &&
            check_no_print(ask, PARAM_FREQUENCY, "with frequency a row is made of several figures",
                           err) &&
            check_inputs(ask, err) && check_order(ask, err));
}

/* What follows from printed figures is no print, and nothing else is made of it. */
static bool check_derived(const struct ask *ask, struct error *err)
{
    if (ask->values[PARAM_DERIVED].data && ask->words[PARAM_DERIVED] &&
        ask->fields != &derivable_fields) {
        (void)ask_refuse(err, PARAM_DERIVED, ask->values[PARAM_DERIVED],
                         "units and frequency stand on printed figures");
        return error_hint(err, "ask for one of them at a time");
    }
    return ask->fields != &derivable_fields ||
           (check_one_a_period(ask, PARAM_DERIVED, err) &&
            check_no_print(ask, PARAM_DERIVED, "what is derived was printed by nobody", err));
}

bool ask_check_pairs(const struct ask *ask, struct error *err)
{
    /* The rank last: what others refuse anyway must not be sent to select=all. */
    if (!check_days(ask, err) || !check_units(ask, err) || !check_frequency(ask, err) ||
        !check_derived(ask, err) || !check_rank(ask, err) ||
        (ask->fields == &computed_fields && !check_order(ask, err)))
        return false;
    return !ask->bare || ask->format.format == FORMAT_JSON ||
           ask_refuse(err, PARAM_SHAPE, ask->values[PARAM_SHAPE], "it is for JSON alone");
}
