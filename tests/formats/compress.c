/* Codings: what goes in comes out of other people's decoders, in one piece or in many. */
#include "formats/compress.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/base/suite.h"

enum { CEILING = 8 * 1024 * 1024, LARGEST = 300000 };

static const enum encoding codings[] = {ENCODING_GZIP, ENCODING_BROTLI, ENCODING_ZSTD};
static const size_t sizes[] = {0, 1, 511, 4096, 65536, 65537, LARGEST};
static const size_t steps[] = {1000, 65536, LARGEST};
static char plain[LARGEST], decoded[LARGEST + 1];

/* Text like ours, and bytes that nothing makes smaller. */
static void fill(bool random)
{
    uint32_t state = 1;

    for (size_t i = 0; i < LARGEST; i++) {
        state = state * 1664525 + 1013904223;
        plain[i] = random ? (char)(state >> 24) : "{\"id\":\"pk-ict\",\"n\":1}"[i % 21];
        if (!random && i % 97 == 0)
            plain[i] = (char)('0' + (state >> 24) % 10);
    }
}

static size_t decode_gzip(struct slice coded)
{
    z_stream z = {.next_in = (Bytef *)coded.data, .avail_in = (uInt)coded.size};

    ck_assert_int_eq(inflateInit2(&z, 15 + 16), Z_OK);
    z.next_out = (Bytef *)decoded;
    z.avail_out = sizeof decoded;
    ck_assert_int_eq(inflate(&z, Z_FINISH), Z_STREAM_END);
    ck_assert_uint_eq(z.avail_in, 0);
    size_t size = sizeof decoded - z.avail_out;
    ck_assert_int_eq(inflateEnd(&z), Z_OK);
    return size;
}

static size_t decode_brotli(struct slice coded)
{
    size_t size = sizeof decoded;

    ck_assert_int_eq(
        BrotliDecoderDecompress(coded.size, (const uint8_t *)coded.data, &size, (uint8_t *)decoded),
        BROTLI_DECODER_RESULT_SUCCESS);
    return size;
}

/* A stream's frame does not tell its size. */
static size_t decode_zstd(struct slice coded)
{
    ZSTD_DStream *stream = ZSTD_createDStream();
    ZSTD_inBuffer in = {coded.data, coded.size, 0};
    ZSTD_outBuffer out = {decoded, sizeof decoded, 0};

    ck_assert_uint_eq(ZSTD_decompressStream(stream, &out, &in), 0);
    ck_assert_uint_eq(in.pos, in.size);
    (void)ZSTD_freeDStream(stream);
    return out.pos;
}

static void expect_same(enum encoding encoding, struct slice coded, size_t size)
{
    size_t (*const decoders[])(struct slice) = {[ENCODING_GZIP] = decode_gzip,
                                                [ENCODING_BROTLI] = decode_brotli,
                                                [ENCODING_ZSTD] = decode_zstd};

    ck_assert_uint_eq(decoders[encoding](coded), size);
    ck_assert_int_eq(memcmp(decoded, plain, size), 0);
}

static void check_whole(enum encoding encoding, size_t size)
{
    CLEAN(buffer) struct buffer coded = {0};

    buffer_init(&coded, CEILING);
    ck_assert(compress_whole(encoding, (struct slice){plain, size}, size + 1024, &coded));
    expect_same(encoding, buffer_all(&coded), size);
}

static void check_pieces(enum encoding encoding, size_t size, size_t step)
{
    struct coder *coder = coder_open(encoding);
    CLEAN(buffer) struct buffer coded = {0};

    ck_assert_ptr_nonnull(coder);
    buffer_init(&coded, CEILING);
    for (size_t at = 0; at < size; at += step) {
        size_t piece = size - at < step ? size - at : step;

        ck_assert(coder_add(coder, (struct slice){plain + at, piece}, false, &coded));
    }
    ck_assert(coder_add(coder, (struct slice){plain, 0}, true, &coded));
    coder_close(coder);
    expect_same(encoding, buffer_all(&coded), size);
}

START_TEST(what_goes_in_comes_out)
{
    fill(_i % 2);
    enum encoding encoding = codings[_i / 2];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        check_whole(encoding, sizes[i]);
        for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++)
            check_pieces(encoding, sizes[i], steps[k]);
    }
}
END_TEST

/* What would come out larger is not worth it, and out stays as it was. */
START_TEST(a_ceiling_is_kept)
{
    CLEAN(buffer) struct buffer coded = {0};

    fill(true);
    buffer_init(&coded, LARGEST);
    ck_assert(!compress_whole(codings[_i], (struct slice){plain, LARGEST}, LARGEST, &coded));
    ck_assert_uint_eq(coded.size, 0);
}
END_TEST

START_TEST(nothing_is_coded_as_it_is)
{
    CLEAN(buffer) struct buffer coded = {0};

    buffer_init(&coded, CEILING);
    ck_assert(!compress_whole(ENCODING_IDENTITY, slice_of("text"), 100, &coded));
    ck_assert_ptr_null(coder_open(ENCODING_IDENTITY));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats/compress");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, SUITE_SECONDS);
    tcase_add_loop_test(all, what_goes_in_comes_out, 0, 6);
    tcase_add_loop_test(all, a_ceiling_is_kept, 0, 3);
    tcase_add_test(all, nothing_is_coded_as_it_is);
    suite_add_tcase(suite, all);
    return suite_finish(suite);
}
