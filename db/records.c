#include "db/records.h"

#include "stats/period_step.h"

static const char *const kind_words[] = {"figure", "growth-rate", "remark", "target"};
const struct words claim_kinds = WORDS(kind_words);

static struct date date_of(struct slice text)
{
    struct date date = {0};

    if (text.data)
        (void)date_parse(text, &date);
    return date;
}

/* Fills what is worked out from the dates; a given label wins over the derived one. */
static void period_complete(struct period_record *record, struct period period,
                            struct month_day fiscal_start, struct slice given)
{
    enum period_type type = period_type(period, fiscal_start);

    record->type = slice_of(period_types.items[type]);
    record->label = given;
    if (!given.data)
        record->label = (struct slice){record->label_text,
                                       period_label(period, fiscal_start, record->label_text)};
    size_t iso = period_iso(period, record->iso_text);
    record->iso = (struct slice){iso ? record->iso_text : NULL, iso};
}

static void print_date(struct date date, char text[DATE_ROOM], struct slice *out)
{
    date_print(date, text);
    *out = date_given(date) ? (struct slice){text, DATE_ROOM - 1} : (struct slice){NULL, 0};
}

static struct month_day fiscal_start_of(struct slice text)
{
    struct month_day start = {1, 1};

    if (text.data)
        (void)month_day_parse(text, &start);
    return start;
}

void period_record_complete(struct period_record *record, struct slice fiscal_start)
{
    struct period period = {date_of(record->start), date_of(record->end)};

    period_complete(record, period, fiscal_start_of(fiscal_start), record->label);
}

void period_record_set(struct period_record *record, struct period period,
                       struct slice fiscal_start)
{
    print_date(period.start, record->start_text, &record->start);
    print_date(period.end, record->end_text, &record->end);
    period_complete(record, period, fiscal_start_of(fiscal_start), (struct slice){NULL, 0});
}

/* Both base dates empty: the same period a year earlier. */
static struct period base_of(const struct claim *claim, struct period period)
{
    struct period base = {date_of(claim->base_start), date_of(claim->base_end)};

    if (!date_given(base.end))
        (void)period_years_later(period, -1, &base);
    return base;
}

static void bound_complete(struct decimal bound, bool given, char text[DECIMAL_TEXT_ROOM],
                           struct slice *out)
{
    *out = (struct slice){NULL, 0};
    if (given)
        *out = (struct slice){text, decimal_text(bound, text)};
}

static void number_complete(struct claim *claim, bool is_target, bool is_growth)
{
    static const struct slice percent_unit = {"percent", 7};
    struct decimal number = {0};
    int comparator = words_find(&comparators, claim->comparator);
    int power = claim->scale.data ? scale_power(claim->scale) : 0;
    struct slice unit = is_growth ? percent_unit : claim->unit;

    if (comparator < 0 || power < 0 || !decimal_parse(claim->number, &number))
        return;
    enum precision precision =
        is_target ? PRECISION_EXACT : precision_of(unit, claim->scale, (enum comparator)comparator);
    struct decimal value = decimal_scaled(number, power);
    struct interval bounds = interval_of(number, power, (enum comparator)comparator, precision);
    if (is_target)
        bounds = (struct interval){value, value, true, true};
    struct slice text = {claim->value_text, decimal_text(value, claim->value_text)};
    *(is_growth ? &claim->percent : &claim->value) = text;
    bound_complete(bounds.low, bounds.has_low, claim->low_text, &claim->low);
    bound_complete(bounds.high, bounds.has_high, claim->high_text, &claim->high);
    claim->display = (struct slice){claim->display_text,
                                    display_text(claim->number, claim->scale, unit,
                                                 (enum comparator)comparator, claim->display_text)};
}

void claim_complete(struct claim *claim)
{
    static const struct slice none = {NULL, 0};
    struct period period = {date_of(claim->period.start), date_of(claim->period.end)};
    bool is_growth = slice_is(claim->kind, "growth-rate");

    claim->derived = 0;
    period_complete(&claim->period, period, fiscal_start_of(claim->fiscal_year_start),
                    claim->period_given);
    claim->value = claim->percent = claim->low = claim->high = claim->display = none;
    if (claim->number.data)
        number_complete(claim, slice_is(claim->kind, "target"), is_growth);
    if (is_growth)
        period_record_set(&claim->base_period, base_of(claim, period), claim->fiscal_year_start);
    claim->path = kind_path(claim->kind, claim->id, claim->path_text);
}

void series_complete(struct series_record *series)
{
    struct claim *latest = &series->latest;

    if (!latest->id.data) {
        latest->period.label = latest->value = latest->display = (struct slice){NULL, 0};
        return;
    }
    latest->kind = slice_of("figure");
    latest->unit = series->unit;
    latest->fiscal_year_start = series->fiscal_year_start;
    claim_complete(latest);
}
