#include "package/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/utf8.h"
#include "package/descriptor_internal.h"
#include "package/text.h"

enum { MESSAGE_ROOM = 520, COLUMN_ROOM = 64 };

static int64_t line_at(struct slice text, size_t at)
{
    int64_t line = 1;

    for (size_t i = 0; i < at && i < text.size; i++)
        line += text.data[i] == '\n';
    return line;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the quote closes that opens at `at`. */
static size_t end_of_string(struct slice text, size_t at)
{
    for (at++; at < text.size && text.data[at] != '"'; at++)
        at += text.data[at] == '\\';
    return at;
}

/* The line of a key of the outermost object; 1 where it is not found. */
static int64_t line_of_key(struct slice text, const char *key)
{
    int depth = 0;

    for (size_t at = 0; at < text.size; at++) {
        char c = text.data[at];

        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (c != '"')
            continue;
        size_t end = end_of_string(text, at), next = end + 1;
        while (next < text.size && is_blank(text.data[next]))
            next++;
        if (depth == 1 && next < text.size && text.data[next] == ':' &&
            slice_is((struct slice){text.data + at + 1, end - at - 1}, key))
            return line_at(text, at);
        at = end;
    }
    return 1;
}

__attribute__((format(printf, 4, 0))) static void
fault_at(struct descriptor *d, int64_t line, const char *column, const char *format, va_list args)
{
    char message[MESSAGE_ROOM], shown[MESSAGE_ROOM], name[COLUMN_ROOM];

    (void)vsnprintf(message, sizeof message, format, args);
    text_show(slice_of(message), sizeof message, shown, sizeof shown);
    text_show(slice_of(column), COLUMN_ROOM, name, sizeof name);
    d->faults++;
    if (d->ok)
        d->ok = staging_fault(d->staging, FILE_DESCRIPTOR, line, name, shown, d->err);
}

void descriptor_fault(struct descriptor *d, const char *column, const char *format, ...)
{
    va_list args;

    if (column && !(d->column && strcmp(d->column, column) == 0)) {
        d->column = column;
        d->line = line_of_key(d->text, column);
    }
    va_start(args, format);
    fault_at(d, column ? d->line : 1, column ? column : "file", format, args);
    va_end(args);
}

__attribute__((format(printf, 3, 4))) static void fault_on_line(struct descriptor *d, int64_t line,
                                                                const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fault_at(d, line, "file", format, args);
    va_end(args);
}

/* Where a zero byte is written as \\u0000, or the end; a backslash may itself be written as two. */
static size_t zero_at(struct slice text)
{
    static const char zero[] = "\\u0000";
    size_t at = 0;

    for (; at < text.size; at++)
        if (text.data[at] == '\\') {
            if (slice_starts(slice_skip(text, at), zero))
                return at;
            at++;
        }
    return text.size;
}

/* The bytes must be fit for a parser that stops at zero bytes and takes what it gets. */
static bool check_bytes(struct descriptor *d)
{
    size_t at = utf8_fault(d->text), zero = zero_at(d->text);

    if (at < d->text.size)
        fault_on_line(d, line_at(d->text, at), "is no valid UTF-8, expected JSON");
    for (size_t i = 0; i < d->text.size && !d->faults; i++)
        if ((unsigned char)d->text.data[i] < 0x20 && !is_blank(d->text.data[i]))
            fault_on_line(d, line_at(d->text, i), "holds a control character, expected JSON");
    if (zero < d->text.size)
        fault_on_line(d, line_at(d->text, zero), "holds a zero character (\\u0000), expected text");
    return d->faults == 0;
}

/* Written out it may be longer than in the file: with blanks, one member a line. */
static void keep_metadata(struct descriptor *d, const cJSON *root)
{
    CLEAN(buffer) struct buffer metadata;

    buffer_init(&metadata, METADATA_CEILING + 1024);
    bool whole = descriptor_metadata(root, &metadata);
    if (metadata.size > METADATA_CEILING)
        descriptor_fault(d, NULL,
                         "is too large, expected at most %d bytes without the resources, written "
                         "one member a line",
                         METADATA_CEILING);
    else if (!whole)
        d->ok = error_set(d->err, ERROR_INTERNAL, "no memory for the descriptor");
    else
        d->ok = staging_metadata(d->staging, buffer_all(&metadata), d->err);
}

static void check_root(struct descriptor *d, const cJSON *root)
{
    if (!cJSON_IsObject(root)) {
        fault_on_line(d, 1, "is %s, expected an object", descriptor_type(root));
        return;
    }
    descriptor_check_tree(d, NULL, root, 0);
    descriptor_check_metadata(d, root);
    descriptor_check_resources(d, cJSON_GetObjectItemCaseSensitive(root, "resources"));
    if (!d->faults && d->ok)
        keep_metadata(d, root);
}

/* cJSON does not tell what is no JSON from what it has no memory for; the second time there may be.
 * Where there is none at all, the fault cannot be kept either, and that is the error. */
static cJSON *parse(struct slice text, const char **end)
{
    cJSON *root = cJSON_ParseWithLengthOpts(text.data, text.size + 1, end, true);

    return root ? root : cJSON_ParseWithLengthOpts(text.data, text.size + 1, end, true);
}

static void check_text(struct descriptor *d)
{
    const char *end = NULL;
    cJSON *root = parse(d->text, &end);

    if (root)
        check_root(d, root);
    else
        fault_on_line(d, line_at(d->text, end ? (size_t)(end - d->text.data) : 0),
                      "is no JSON from here on, expected JSON");
    cJSON_Delete(root);
}

/* At most the ceiling and a zero byte behind it. */
static bool read_all(int file, struct buffer *text)
{
    ssize_t got = 1;

    while (got > 0) {
        char *end = buffer_grow(text, 16 * 1024);

        if (!end)
            return false;
        got = read(file, end, 16 * 1024);
        text->size += got > 0 ? (size_t)got : 0;
    }
    buffer_char(text, '\0');
    return got == 0 && !text->failed;
}

bool descriptor_load(int folder, struct staging *staging, struct error *err)
{
    struct descriptor d = {.staging = staging, .err = err, .ok = true};
    int file = openat(folder, "datapackage.json", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    CLEAN(buffer) struct buffer text;

    buffer_init(&text, DESCRIPTOR_CEILING + 32 * 1024);
    bool whole = file >= 0 && read_all(file, &text);
    bool larger = text.size > DESCRIPTOR_CEILING + (size_t)whole; /* whole: with its zero byte */
    if (!whole && text.failed && !larger) {
        d.ok = error_set(err, ERROR_INTERNAL, "no memory for the descriptor");
    } else if (!whole || larger) {
        fault_on_line(&d, 1, "cannot be read, expected a file of at most %d bytes: %s",
                      DESCRIPTOR_CEILING, larger ? "it is larger" : strerror(errno));
    } else {
        d.text = (struct slice){text.data, text.size - 1};
        if (check_bytes(&d))
            check_text(&d);
    }
    if (file >= 0)
        close(file);
    return d.ok;
}
