/* Prometheus' text format, byte for byte. */
#include "formats/metrics.h"

#include "tests/formats/expect.h"

START_TEST(families_and_samples)
{
    CLEAN(buffer) struct buffer out;
    struct metrics metrics;

    buffer_init(&out, 2000);
    metrics_init(&metrics, &out);
    metrics_single(&metrics, "a_total", METRIC_COUNTER, "What a counts.", 7);
    metrics_family(&metrics, "b_seconds", METRIC_HISTOGRAM, "How long b takes.");
    metrics_begin(&metrics, "_bucket");
    metrics_label(&metrics, "route", slice_of("/v1/x{id}"));
    metrics_label(&metrics, "le", slice_of("+Inf"));
    metrics_integer(&metrics, 3);
    metrics_begin(&metrics, "_sum");
    metrics_microseconds(&metrics, 1000020);
    expect_text(&out, "# HELP a_total What a counts.\n# TYPE a_total counter\na_total 7\n"
                      "# HELP b_seconds How long b takes.\n# TYPE b_seconds histogram\n"
                      "b_seconds_bucket{route=\"/v1/x{id}\",le=\"+Inf\"} 3\n"
                      "b_seconds_sum 1.000020\n");
}
END_TEST

START_TEST(labels_hold_anything)
{
    CLEAN(buffer) struct buffer out;
    struct metrics metrics;

    buffer_init(&out, 2000);
    metrics_init(&metrics, &out);
    metrics_family(&metrics, "a", METRIC_GAUGE, "A.");
    buffer_reset(&out);
    metrics_begin(&metrics, "");
    metrics_label(&metrics, "l", slice_of("a\"b\\c\nd\te"));
    metrics_integer(&metrics, -1);
    expect_text(&out, "a{l=\"a\\\"b\\\\c\\nd\te\"} -1\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("metrics");
    TCase *all = tcase_create("all");

    tcase_add_test(all, families_and_samples);
    tcase_add_test(all, labels_hold_anything);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
