#include "stats/derive.h"

#include "stats/period_step.h"

/* Adds a name; a text that is full ends with three dots. */
static void append(char out[DERIVE_TEXT_ROOM], const char *before, struct slice name)
{
    size_t size = strlen(out), added = strlen(before) + name.size;

    if (size + added + sizeof "..." <= DERIVE_TEXT_ROOM)
        (void)snprintf(out + size, DERIVE_TEXT_ROOM - size, "%s%.*s", before, SLICE_ARGS(name));
    else if (size + sizeof "..." <= DERIVE_TEXT_ROOM && !slice_ends(slice_of(out), "..."))
        (void)snprintf(out + size, DERIVE_TEXT_ROOM - size, "...");
}

/* One more term: into the formula, and into the result or to what is missing. */
static void take(struct derivation *out, const struct derive_term *term, bool less)
{
    struct quantity one;

    append(out->formula, !out->formula[0] ? "" : less ? " - " : " + ", term->name);
    if (!term->print) {
        append(out->missing, out->missing[0] ? ", " : "", term->name);
        return;
    }
    one = quantity_of(term->print);
    out->result = less ? quantity_subtract(&out->result, &one) : quantity_add(&out->result, &one);
}

static struct derivation derive(const struct derive_term *whole, const struct derive_term *parts,
                                int count)
{
    struct derivation out = {.result = quantity_zero()};

    if (whole)
        take(&out, whole, false);
    for (int i = 0; i < count; i++)
        take(&out, &parts[i], whole != NULL);
    out.follows = !out.missing[0] && out.formula[0];
    return out;
}

struct derivation derive_rest(const struct derive_term *whole, const struct derive_term *others,
                              int count)
{
    return derive(whole, others, count);
}

struct derivation derive_whole(const struct derive_term *parts, int count)
{
    return derive(NULL, parts, count);
}

static struct derive_term term_of(struct period period, struct month_day fiscal_start,
                                  const struct print *figures, int count,
                                  char label[PERIOD_LABEL_ROOM])
{
    struct derive_term out = {{label, period_label(period, fiscal_start, label)}, NULL};

    for (int i = 0; i < count && !out.print; i++)
        if (figures[i].preferred && print_counts(&figures[i]) &&
            period_equal(figures[i].period, period))
            out.print = &figures[i];
    return out;
}

bool derive_terms_make(struct period period, int months, struct period but,
                       struct month_day fiscal_start, const struct print *figures, int count,
                       struct derive_terms *out)
{
    int whole = period_length(period), parts = months > 0 ? whole / months : 0;
    bool found = !date_given(but.end);

    out->count = 0;
    if (!parts || whole % months || parts > DERIVE_MOST)
        return false;
    out->whole = term_of(period, fiscal_start, figures, count, out->labels[DERIVE_MOST]);
    for (int i = 0; i < parts; i++) {
        struct period part;

        if (!period_part(period, months, i, &part))
            return false; /* unreachable: what has a length in whole months has its parts */
        if (date_given(but.end) && period_equal(part, but)) {
            found = true;
            continue;
        }
        out->parts[out->count] =
            term_of(part, fiscal_start, figures, count, out->labels[out->count]);
        out->count++;
    }
    return found;
}
