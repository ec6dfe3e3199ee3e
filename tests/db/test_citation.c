#include <check.h>

#include "db/citation.h"
#include "tests/base/suite.h"

/* What a source is cited as. */

static const struct {
    struct source_record source;
    const char *line, *entry;
} sources[] = {
    {{.id = {"s", 1},
      .title = {"Tea & {leaves}: 100% #1_a~b^c\\d $5", 34},
      .publisher = {"Trade and Industry", 18},
      .published_on = {"2024-01-02", 10},
      .url = {"https://example.org/a_b%20c", 27}},
     "Trade and Industry, \"Tea & {leaves}: 100% #1_a~b^c\\d $5\", 2024-01-02, "
     "https://example.org/a_b%20c",
     "@misc{s, title = {Tea \\& \\textbraceleft{}leaves\\textbraceright{}: 100\\% "
     "\\#1\\_a\\textasciitilde{}b\\textasciicircum{}c\\textbackslash{}d \\$5}, "
     "author = {{Trade and Industry}}, publisher = {Trade and Industry}, date = {2024-01-02}, "
     "url = {https://example.org/a_b%20c}}"},
    {{.id = {"t", 1},
      .author = {"Anna Berg", 9},
      .publisher = {"Daily", 5},
      .url = {"https://example.org/a_b", 23}},
     "Anna Berg, Daily, no date, https://example.org/a_b",
     "@misc{t, title = {https://example.org/a\\_b}, author = {Anna Berg}, publisher = {Daily}, "
     "url = {https://example.org/a_b}}"},
};

START_TEST(each_text_is_what_its_reader_takes)
{
    CLEAN(buffer) struct buffer texts;

    buffer_init(&texts, CITATION_CEILING);
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        struct source_record source = sources[i].source;

        ck_assert(citation_make(&source, &texts));
        ck_assert_msg(slice_is(source.citation, sources[i].line), "%.*s",
                      SLICE_ARGS(source.citation));
        ck_assert_msg(slice_is(source.bibtex, sources[i].entry), "%.*s", SLICE_ARGS(source.bibtex));
    }
}
END_TEST

/* 400 characters of a title, a publisher and an author, 2000 of a URL: nothing is cut off. */
START_TEST(the_longest_is_whole)
{
    enum { NAME = 400, URL = 8000 };
    static char name[NAME], url[URL];
    struct source_record source = {.id = {"s", 1}, .published_on = {"2024-01-02", 10}};
    CLEAN(buffer) struct buffer texts;

    memset(name, '^', sizeof name);
    memset(url, 'u', sizeof url);
    source.title = source.publisher = source.author = (struct slice){name, NAME};
    source.url = (struct slice){url, URL};
    buffer_init(&texts, CITATION_CEILING);
    ck_assert(citation_make(&source, &texts));
    ck_assert(slice_ends(source.citation, "uuu"));
    ck_assert(slice_ends(source.bibtex, "uuu}}"));
    ck_assert_uint_gt(source.bibtex.size, (size_t)3 * NAME * strlen("\\textasciicircum{}") + URL);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {each_text_is_what_its_reader_takes, the_longest_is_whole};

    return SUITE_RUN("db-citation", tests);
}
