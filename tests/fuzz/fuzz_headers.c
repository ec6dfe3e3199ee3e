/* Headers alone: Accept and Accept-Encoding on the first line, entity tags on the second, dates on
 * the third. */
#include "base/utf8.h"
#include "fuzz.h"
#include "http/accept.h"
#include "http/conditional.h"
#include "http/encoding.h"
#include "http/negotiate.h"

static void check_ranges(struct slice header)
{
    struct media_range range;
    size_t before = header.size + 1;

    while (accept_next(&header, &range)) {
        EXPECT(range.quality >= 0 && range.quality <= 1000, "quality %d", range.quality);
        EXPECT(range.type.size && range.subtype.size, "a range without a name");
        EXPECT(header.size < before, "nothing was taken");
        before = header.size;
        (void)accept_fit(&range, "text/csv");
    }
}

static void check_formats(struct slice value)
{
    const struct request_header header = {slice_of("Accept"), value};
    const struct request request = {slice_of("GET"), slice_of("/"), slice_of("HTTP/1.1"), &header,
                                    1};
    static const char *const offered[] = {"text/plain", "application/json"};
    struct format_choice choice;

    for (unsigned some = 1; some < 16; some++) {
        struct error err = {0};

        if (format_negotiate(-1, (struct slice){NULL, 0}, &request, some, &choice, &err))
            EXPECT(some >> choice.format & 1, "format %d was not offered", (int)choice.format);
        else
            EXPECT(err.kind == ERROR_FORMAT && err.allowed, "a refusal without a reason");
    }
    int best = negotiate_accept(&request, offered, 2);
    EXPECT(best >= -1 && best < 2, "%d", best);
}

static void check_date(struct slice text)
{
    char printed[HTTP_DATE_ROOM];
    time_t when, again;

    if (!http_date_parse(text, &when))
        return;
    http_date_print(when, printed);
    EXPECT(http_date_parse(slice_of(printed), &again) && when == again, "%s", printed);
}

static enum condition judge(const char *name, struct slice value, struct encoding_choice choice,
                            enum encoding *had)
{
    const struct request_header header = {slice_of(name), value};
    const struct request request = {slice_of("GET"), slice_of("/"), slice_of("HTTP/1.1"), &header,
                                    1};
    const struct entity entity = {.name = "0123456789abcdef", .modified = 784111777};

    return conditional_judge(&request, &entity, choice, had);
}

/* Of two that ask for opposite things at most one has its way; a weak tag is none for If-Match. */
static void check_conditions(struct slice tags, struct slice date)
{
    enum encoding had = ENCODING_IDENTITY;

    for (unsigned allowed = 1; allowed <= ENCODING_ALL; allowed++) {
        struct encoding_choice choice = {allowed, ENCODING_IDENTITY};

        while (!(allowed >> choice.best & 1))
            choice.best++;
        bool unchanged = judge("If-None-Match", tags, choice, &had) == CONDITION_UNCHANGED;
        EXPECT(!unchanged || allowed >> had & 1, "has coding %d of %u", (int)had, allowed);
        EXPECT(unchanged || judge("If-Match", tags, choice, &had) == CONDITION_FAILED,
               "a tag is this answer's, and yet it changed");
        unchanged = judge("If-Modified-Since", date, choice, &had) == CONDITION_UNCHANGED;
        EXPECT(!unchanged || judge("If-Unmodified-Since", date, choice, &had) == CONDITION_SEND,
               "not modified, and yet modified");
    }
}

static void check_codings(struct slice value)
{
    const struct request_header header = {slice_of("Accept-Encoding"), value};
    const struct request request = {slice_of("GET"), slice_of("/"), slice_of("HTTP/1.1"), &header,
                                    1};

    for (unsigned offered = 0; offered <= ENCODING_ALL; offered++) {
        struct encoding_choice choice = encoding_negotiate(&request, offered);

        EXPECT(!(choice.allowed & ~offered), "%u of %u", choice.allowed, offered);
        EXPECT(choice.allowed ? choice.allowed >> choice.best & 1
                              : choice.best == ENCODING_IDENTITY,
               "coding %d of %u", (int)choice.best, choice.allowed);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = fuzz_text(data, size), line[3];

    for (int i = 0; i < 3; i++) {
        line[i] = slice_of("");
        (void)slice_cut(&text, '\n', &line[i]);
    }
    check_ranges(line[0]);
    check_formats(line[0]);
    check_codings(line[0]);
    check_date(line[2]);
    check_conditions(line[1], line[2]);
    return 0;
}
