#include "http/encoding.h"

#include "http/accept.h"

const char *const encodings[ENCODING_COUNT] = {"identity", "gzip", "br", "zstd"};

enum { UNSAID = -1 };

/* "x-gzip" is gzip's old name. */
static int find_encoding(struct slice word)
{
    for (int i = 0; i < ENCODING_COUNT; i++)
        if (slice_equal_ignoring_case(word, slice_of(encodings[i])))
            return i;
    return slice_equal_ignoring_case(word, slice_of("x-gzip")) ? ENCODING_GZIP : -1;
}

/* Of a word said twice, the first counts. */
static void read_qualities(struct slice list, int qualities[ENCODING_COUNT], int *others)
{
    struct slice word;
    int quality;

    while (accept_next_word(&list, &word, &quality)) {
        int encoding = find_encoding(word);
        int *place = encoding >= 0 ? &qualities[encoding] : slice_is(word, "*") ? others : NULL;

        if (place && *place == UNSAID)
            *place = quality;
    }
}

static struct encoding_choice choose(const int qualities[ENCODING_COUNT], int others,
                                     unsigned offered)
{
    static const enum encoding by_size[] = {ENCODING_BROTLI, ENCODING_ZSTD, ENCODING_GZIP,
                                            ENCODING_IDENTITY};
    struct encoding_choice choice = {0, ENCODING_IDENTITY};
    int most = 0;

    for (int i = 0; i < ENCODING_COUNT; i++) {
        enum encoding encoding = by_size[i];
        bool plain = encoding == ENCODING_IDENTITY;
        int quality = qualities[encoding];

        /* What is not coded need not be named: it may be sent, though nobody longs for it. */
        if (quality == UNSAID)
            quality = others == UNSAID || (plain && others > 0) ? plain : others;
        if (quality <= 0 || !(offered >> encoding & 1))
            continue;
        choice.allowed |= 1u << encoding;
        if (quality > most) {
            most = quality;
            choice.best = encoding;
        }
    }
    return choice;
}

struct encoding_choice encoding_negotiate(const struct request *request, unsigned offered)
{
    int qualities[ENCODING_COUNT] = {UNSAID, UNSAID, UNSAID, UNSAID}, others = UNSAID;

    for (int i = 0; i < request->header_count; i++)
        if (slice_equal_ignoring_case(request->headers[i].name, slice_of("Accept-Encoding")))
            read_qualities(request->headers[i].value, qualities, &others);
    return choose(qualities, others, offered);
}
