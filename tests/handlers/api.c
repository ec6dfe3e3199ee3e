#include <check.h>
#include <stdlib.h>

#include "cases.h"
#include "handlers/desk.h"
#include "tests/base/suite.h"

/* Runs a file of cases through the door: request in, bytes out, no socket. */

enum {
    FILE_CEILING = 4 * 1024 * 1024,
    BODY_CEILING = 16 * 1024 * 1024,
    CACHE_BYTES = 64 * 1024 * 1024,
    AGAIN = 3
};

static const char *file_name;
static bool updating;
static struct config config;
static struct service service = {.config = &config, .cache_bytes = CACHE_BYTES};
static struct desk *desk;

static void read_file(struct buffer *text)
{
    FILE *file = fopen(file_name, "rb");
    char piece[4096];
    size_t size;

    ck_assert_ptr_nonnull(file);
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(text, piece, size);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert(!text->failed);
}

static void write_file(const struct buffer *text)
{
    FILE *file = fopen(file_name, "wb");

    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text->data, 1, text->size, file), text->size);
    ck_assert_int_eq(fclose(file), 0);
}

static struct request_header split_header(struct slice line)
{
    struct slice name, value = line;

    ck_assert_msg(slice_cut(&value, ':', &name) && value.data, "no header: %.*s", SLICE_ARGS(line));
    return (struct request_header){name, slice_trim(value)};
}

/* The whole body, streamed or not, carriage returns made visible. */
static void collect(struct response *response, struct buffer *out)
{
    CLEAN(buffer) struct buffer all = {0};
    char piece[1000];
    ssize_t size = 0;

    buffer_init(&all, BODY_CEILING);
    if (!response->head)
        buffer_slice(&all, response_body(response));
    while (response->stream.read &&
           (size = response->stream.read(response->stream.state, piece, sizeof piece)) > 0)
        buffer_add(&all, piece, (size_t)size);
    ck_assert_int_eq(size, 0);
    for (size_t i = 0; i < all.size; i++) {
        if (all.data[i] == '\r')
            buffer_text(out, "\\r");
        else
            buffer_char(out, all.data[i]);
    }
    while (out->size && out->data[out->size - 1] == '\n')
        out->size--;
}

static void ask(const struct api_case *one, struct response *response)
{
    struct slice target = one->request_line, method, rest;
    struct request_header headers[CASE_HEADERS + 1] = {{{"Host", 4}, {"localhost", 9}}};
    struct error internal = {0};

    ck_assert(slice_cut(&target, ' ', &method));
    rest = target;
    (void)slice_cut(&rest, ' ', &target);
    for (int i = 0; i < one->request_header_count; i++)
        headers[i + 1] = split_header(one->request_headers[i]);
    struct request request = {method, target, rest.data ? rest : slice_of("HTTP/1.1"), headers,
                              one->request_header_count + 1};
    exchange(desk_door(desk), &request, response, &internal);
    ck_assert_msg(internal.kind == ERROR_NONE, "%.*s: %s", SLICE_ARGS(one->title), internal.detail);
}

/* The listed headers as they came, into memory that lives as long as the case. */
static void take_headers(const struct response *response, struct api_case *one,
                         struct buffer *memory)
{
    static const char *const listed[] = {"Content-Type", "Vary",        "X-Total-Count", "Link",
                                         "Allow",        "Retry-After", "Content-Length"};

    if (!one->header_count)
        for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++)
            if (response_header_find(response, listed[i]).data)
                one->headers[one->header_count++] = slice_of(listed[i]);
    for (int i = 0; i < one->header_count; i++) {
        struct slice rest = one->headers[i], name;
        size_t at = memory->size;

        (void)slice_cut(&rest, ':', &name);
        char text[64];
        ck_assert(slice_copy(name, text, sizeof text));
        struct slice value = response_header_find(response, text);
        buffer_format(memory, "%s:%s%.*s", text, value.data ? " " : "", SLICE_ARGS(value));
        one->headers[i] = (struct slice){(const char *)at, memory->size - at};
    }
    for (int i = 0; i < one->header_count; i++)
        one->headers[i].data = memory->data + (size_t)one->headers[i].data;
}

static void compare(const struct api_case *expected, const struct api_case *got)
{
    ck_assert_msg(slice_equal(expected->status, got->status),
                  "%.*s: status %.*s, expected %.*s: %.*s", SLICE_ARGS(expected->title),
                  SLICE_ARGS(got->status), SLICE_ARGS(expected->status), SLICE_ARGS(got->body));
    for (int i = 0; i < expected->header_count; i++)
        ck_assert_msg(slice_equal(expected->headers[i], got->headers[i]),
                      "%.*s: header %.*s, expected %.*s", SLICE_ARGS(expected->title),
                      SLICE_ARGS(got->headers[i]), SLICE_ARGS(expected->headers[i]));
    ck_assert_msg(slice_equal(expected->body, got->body) ||
                      (!expected->body.size && !got->body.size),
                  "%.*s: body\n%.*s\nexpected\n%.*s", SLICE_ARGS(expected->title),
                  SLICE_ARGS(got->body), SLICE_ARGS(expected->body));
}

/* What came is what comes again, from the shelf now: the same bytes, however often. */
static void expect_again(const struct api_case *one, const struct response *first,
                         const struct buffer *first_body)
{
    CLEAN(response) struct response response = {0};
    CLEAN(buffer) struct buffer body = {0};

    response_init(&response, BODY_CEILING);
    buffer_init(&body, BODY_CEILING);
    ask(one, &response);
    collect(&response, &body);
    ck_assert_int_eq(response.status, first->status);
    ck_assert_int_eq(response.revision, first->revision);
    ck_assert(slice_equal(buffer_all(&body), buffer_all(first_body)));
    ck_assert(!first->rendition ||
              (response.cached == ANSWER_HIT && response.rendition == first->rendition));
}

static void run_case(const struct api_case *expected, struct buffer *written)
{
    CLEAN(response) struct response response = {0};
    CLEAN(buffer) struct buffer body = {0}, memory = {0};
    struct api_case got = *expected;
    char status[8];

    response_init(&response, BODY_CEILING);
    buffer_init(&body, BODY_CEILING);
    buffer_init(&memory, 64 * 1024);
    ask(expected, &response);
    collect(&response, &body);
    (void)snprintf(status, sizeof status, "%d", response.status);
    got.status = slice_of(status);
    got.body = buffer_all(&body);
    take_headers(&response, &got, &memory);
    case_write(&got, written);
    if (!updating)
        compare(expected, &got);
    /* A coding would be made for who asks for one. */
    for (int i = 0; i < AGAIN && !response_header_find(&response, "Content-Encoding").data; i++)
        expect_again(expected, &response, &body);
}

START_TEST(test_cases)
{
    CLEAN(buffer) struct buffer text = {0}, written = {0};
    struct api_case one;
    int count = 0;

    buffer_init(&text, FILE_CEILING);
    buffer_init(&written, FILE_CEILING);
    read_file(&text);
    struct slice rest = buffer_all(&text);
    while (case_read(&rest, &one)) {
        run_case(&one, &written);
        count++;
    }
    ck_assert_int_gt(count, 0);
    if (updating)
        write_file(&written);
    (void)printf("%s: %d cases\n", file_name, count);
}
END_TEST

static void set_up(void)
{
    struct error err = {0};
    const char *database = getenv("EXPORTSTATS_TEST_DATABASE");

    ck_assert_msg(config_load(&config, (char *[]){NULL}, 0, NULL, NULL, 0, &(int){0}, &err), "%s",
                  err.detail);
    ck_assert_ptr_nonnull(database);
    ck_assert(slice_copy(slice_of(database), config.database, sizeof config.database));
    desk = desk_open(&service, DESK_FRONT, &err);
    ck_assert_msg(desk != NULL, "%s", err.detail);
}

static void tear_down(void)
{
    desk_close(desk);
}

int main(int argc, char **argv)
{
    Suite *suite = suite_create("api");
    TCase *tcase = tcase_create("cases");

    file_name = argc > 1 ? argv[1] : "";
    updating = getenv("UPDATE") != NULL;
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, test_cases);
    tcase_set_timeout(tcase, 120);
    suite_add_tcase(suite, tcase);
    return suite_finish(suite);
}
