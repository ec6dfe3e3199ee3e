#include "base/buffer.h"
#include "package/cell.h"
#include "tests/base/suite.h"

static const char *const word_items[] = {"", "thousand", "million"};
static const struct words some_words = WORDS(word_items);

static const struct {
    enum cell_kind kind;
    const char *cell;
    const char *wrong; /* a part of the message, NULL: all is well */
} cases[] = {
    {CELL_ID, "a", NULL},
    {CELL_ID, "0", NULL},
    {CELL_ID, "pk-ict.fy2021.dawn-2021-07-27", NULL},
    {CELL_ID, "a.json.b", NULL},
    {CELL_ID, "A", "\"A\" does not fit, expected lower-case letters"},
    {CELL_ID, "-a", "does not fit"},
    {CELL_ID, ".a", "does not fit"},
    {CELL_ID, "a_b", "does not fit"},
    {CELL_ID, "a b", "does not fit"},
    {CELL_ID, "\xC3\xA4", "does not fit"},
    {CELL_ID, "a.json", "ends like the name of a format"},
    {CELL_ID, "a.csv", "ends like the name of a format"},
    {CELL_ID, "a.ndjson", "ends like the name of a format"},
    {CELL_ID, "a.txt", "ends like the name of a format"},
    {CELL_IDS, "a", NULL},
    {CELL_IDS, "a b c", NULL},
    {CELL_IDS, "a  b", "expected ids separated by single spaces"},
    {CELL_IDS, " a", "does not fit"},
    {CELL_IDS, "a ", "does not fit"},
    {CELL_IDS, "a,b", "does not fit"},
    {CELL_IDS, "a b a", "names an id twice"},
    {CELL_IDS, "a b.csv", "ends like the name of a format"},
    {CELL_IDS, "a b c d e f g h i j k l m n o p q r s t u", "expected at most 40 characters"},
    {CELL_NAME, "sbp", NULL},
    {CELL_NAME, "a.txt", NULL},
    {CELL_NAME, "State Bank", "does not fit"},
    {CELL_TEXT, "x", NULL},
    {CELL_TEXT, "\"so\", he said; \xD8\xB1\xD9\x88\xD9\xBE\xDB\x92 \xF0\x9F\x8C\x8D", NULL},
    {CELL_TEXT, "=1+1", NULL},
    {CELL_TEXT, " x", "begins or ends with a blank"},
    {CELL_TEXT, "x ", "begins or ends with a blank"},
    {CELL_TEXT, "x\ny", "\"x<U+000A>y\" holds a line break (U+000A), expected one line"},
    {CELL_TEXT, "x\r\ny", "holds a line break (U+000D)"},
    {CELL_TEXT, "x\xC2\x85y", "holds U+0085"},
    {CELL_TEXT, "x\xC2\xA0y", NULL},
    {CELL_TEXT, "\xC2\xA0", "\"<U+00A0>\" holds nothing that can be seen"},
    {CELL_TEXT, " \xE2\x80\x8D\xE3\x85\xA4", "holds nothing that can be seen"},
    {CELL_TEXT, "\xC2\xA0x", "begins or ends with a blank"},
    {CELL_TEXT, "x\xE3\x80\x80", "\"x<U+3000>\" begins or ends with a blank"},
    {CELL_TEXT, "\xE2\x80\x8Bx", "begins or ends with a blank"},
    {CELL_TEXT,
     "1\xE2\x80\xAE"
     "2\xE2\x80\xAC",
     "\"1<U+202E>2<U+202C>\" holds U+202E, expected one line of text"},
    {CELL_TEXT, "x\xE2\x81\xA6y\xE2\x81\xA9", "holds U+2066"},
    {CELL_TEXT, "x\xE2\x80\xA8y", "holds U+2028"},
    {CELL_TEXT, "x\xE2\x80\xA9y", "holds U+2029"},
    {CELL_TEXT, "\xEF\xBB\xBFx", "holds U+FEFF"},
    {CELL_TEXT, "x\xEF\xBF\xBE", "holds U+FFFE"},
    {CELL_TEXT, "x\xEF\xBF\xBF", "holds U+FFFF"},
    {CELL_TEXT, "x\xF4\x8F\xBF\xBF", "holds U+10FFFF"},
    /* Joiners and marks that scripts and emoji need. */
    {CELL_TEXT, "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE \xE2\x9C\x94\xEF\xB8\x8F", NULL},
    {CELL_ID, "a\nb", "\"a<U+000A>b\" does not fit"},
    {CELL_URL, "https://example.org/\xE2\x80\xAE\xE2\x80\xAC", "holds U+202E"},
    {CELL_DATE, "2021-07-20", NULL},
    {CELL_DATE, "2024-02-29", NULL},
    {CELL_DATE, "2023-02-29", "expected a day such as 2021-07-20"},
    {CELL_DATE, "2021-7-20", "does not fit"},
    {CELL_DATE, "20/07/2021", "does not fit"},
    {CELL_DATE, "2021-07-20T00:00", "does not fit"},
    {CELL_MONTH_DAY, "07-01", NULL},
    {CELL_MONTH_DAY, "02-29", "not 02-29"},
    {CELL_MONTH_DAY, "13-01", "does not fit"},
    {CELL_MONTH_DAY, "7-1", "does not fit"},
    {CELL_NUMBER, "0", NULL},
    {CELL_NUMBER, "-1.440", NULL},
    {CELL_NUMBER, "007.50", NULL},
    {CELL_NUMBER, "123456789012345678", NULL},
    {CELL_NUMBER, "0.12345678901234567", NULL},
    {CELL_NUMBER, "1234567890123456789", "has more than 18 digits"},
    {CELL_NUMBER, "1,440", "expected at most 18 digits with a point, such as -1.440"},
    {CELL_NUMBER, "1.", "does not fit"},
    {CELL_NUMBER, ".5", "does not fit"},
    {CELL_NUMBER, "+1", "does not fit"},
    {CELL_NUMBER, "1e6", "does not fit"},
    {CELL_NUMBER, "1 440", "does not fit"},
    {CELL_NUMBER, "NaN", "does not fit"},
    {CELL_WORD, "million", NULL},
    {CELL_WORD, "milion",
     "\"milion\" is unknown, expected one of thousand, million (did you mean \"million\"?)"},
    {CELL_WORD, "Million", "did you mean \"million\"?"},
    {CELL_WORD, "bn", "is unknown, expected one of thousand, million"},
    {CELL_URL, "https://example.org/a?b=c#d", NULL},
    {CELL_URL, "http://example.org", NULL},
    {CELL_URL, "https://example.org/\xC3\xA4", NULL},
    {CELL_URL, "example.org", "expected an absolute http or https URL without blanks"},
    {CELL_URL, "ftp://example.org", "does not fit"},
    {CELL_URL, "javascript:alert(1)", "does not fit"},
    {CELL_URL, "https://", "does not fit"},
    {CELL_URL, "https:///a", "does not fit"},
    {CELL_URL, "https://example.org/a b", "holds a character that no URL may hold"},
    {CELL_URL, "https://example.org/\"><script>", "holds a character that no URL may hold"},
    {CELL_LANGUAGE, "en", NULL},
    {CELL_LANGUAGE, "ur-PK", NULL},
    {CELL_LANGUAGE, "zh-Hant-TW", NULL},
    {CELL_LANGUAGE, "e", "expected a BCP 47 tag"},
    {CELL_LANGUAGE, "en_US", "does not fit"},
    {CELL_LANGUAGE, "en-", "does not fit"},
    {CELL_LANGUAGE, "12", "does not fit"},
    {CELL_GEOGRAPHY, "PK", NULL},
    {CELL_GEOGRAPHY, "AD", NULL},
    {CELL_GEOGRAPHY, "ZW", NULL},
    {CELL_GEOGRAPHY, "WLD", NULL},
    {CELL_GEOGRAPHY, "pk", "expected an ISO 3166-1 alpha-2 code such as PK, or WLD"},
    {CELL_GEOGRAPHY, "XX", "does not fit"},
    {CELL_GEOGRAPHY, "UK", "does not fit"},
    {CELL_GEOGRAPHY, "PAK", "does not fit"},
    {CELL_GEOGRAPHY, "D ", "does not fit"},
    {CELL_UNIT, "USD", NULL},
    {CELL_UNIT, "AED", NULL},
    {CELL_UNIT, "ZWL", NULL},
    {CELL_UNIT, "percent", NULL},
    {CELL_UNIT, "years", NULL},
    {CELL_UNIT, "usd", "does not fit"},
    {CELL_UNIT, "$", "does not fit"},
    {CELL_UNIT, "XXX", "does not fit"},
    {CELL_UNIT, "percents", "did you mean \"percent\"?"},
};

START_TEST(each_kind_takes_what_it_says)
{
    char message[CELL_MESSAGE_ROOM];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct column column = {"column", cases[i].kind, true, 40, "", &some_words, NULL};

        message[0] = '\0';
        ck_assert_msg(cell_check(&column, slice_of(cases[i].cell), message) == !cases[i].wrong,
                      "%s: %s", cases[i].cell, message);
        if (cases[i].wrong)
            ck_assert_msg(strstr(message, cases[i].wrong), "%s: %s", message, cases[i].wrong);
    }
}
END_TEST

static void fill(struct buffer *out, const char *part, int times)
{
    buffer_reset(out);
    for (int i = 0; i < times; i++)
        buffer_text(out, part);
}

START_TEST(lengths_end_where_they_say)
{
    char message[CELL_MESSAGE_ROOM];
    struct column id = {"id", CELL_ID, true, 120, "", NULL, NULL};
    struct column text = {"note", CELL_TEXT, true, 50, "", NULL, NULL};
    struct buffer cell;

    buffer_init(&cell, 4096);
    fill(&cell, "x", 120);
    ck_assert(cell_check(&id, buffer_all(&cell), message));
    fill(&cell, "x", 121);
    ck_assert(!cell_check(&id, buffer_all(&cell), message));
    ck_assert_ptr_nonnull(strstr(message, "is longer than 120 characters"));
    fill(&cell, "\xC3\xA4", 50); /* characters, not bytes */
    ck_assert(cell_check(&text, buffer_all(&cell), message));
    fill(&cell, "\xC3\xA4", 51);
    ck_assert(!cell_check(&text, buffer_all(&cell), message));
    /* A message shows the beginning of a long cell, cut between two characters. */
    ck_assert_ptr_nonnull(
        strstr(message, "\xC3\xA4…\" is too long, expected at most 50 characters"));
    buffer_clear(&cell);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {each_kind_takes_what_it_says, lengths_end_where_they_say};

    return SUITE_RUN("cell", tests);
}
