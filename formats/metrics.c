#include "formats/metrics.h"

#include <inttypes.h>

static const char *const types[] = {"counter", "gauge", "histogram"};

void metrics_init(struct metrics *metrics, struct buffer *out)
{
    *metrics = (struct metrics){.out = out};
}

void metrics_family(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help)
{
    metrics->name = name;
    buffer_format(metrics->out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, types[type]);
}

void metrics_begin(struct metrics *metrics, const char *suffix)
{
    buffer_text(metrics->out, metrics->name);
    buffer_text(metrics->out, suffix);
    metrics->labelled = false;
}

static void write_escaped(struct buffer *out, struct slice value)
{
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];

        if (c == '\\' || c == '"')
            buffer_char(out, '\\');
        if (c == '\n')
            buffer_text(out, "\\n");
        else
            buffer_char(out, c);
    }
}

void metrics_label(struct metrics *metrics, const char *name, struct slice value)
{
    buffer_format(metrics->out, "%s%s=\"", metrics->labelled ? "," : "{", name);
    write_escaped(metrics->out, value);
    buffer_char(metrics->out, '"');
    metrics->labelled = true;
}

static void end_labels(const struct metrics *metrics)
{
    buffer_text(metrics->out, metrics->labelled ? "} " : " ");
}

void metrics_integer(struct metrics *metrics, int64_t value)
{
    end_labels(metrics);
    buffer_integer(metrics->out, value);
    buffer_char(metrics->out, '\n');
}

void metrics_microseconds(struct metrics *metrics, int64_t value)
{
    end_labels(metrics);
    buffer_format(metrics->out, "%" PRId64 ".%06" PRId64 "\n", value / 1000000, value % 1000000);
}

void metrics_single(struct metrics *metrics, const char *name, enum metric_type type,
                    const char *help, int64_t value)
{
    metrics_family(metrics, name, type, help);
    metrics_begin(metrics, "");
    metrics_integer(metrics, value);
}
