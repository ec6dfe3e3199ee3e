#include "server/line.h"

#include "base/utf8.h"

/* Even when every byte has to be escaped, a request's line stays below one piece of a pipe. */
enum { TEXT_MAX = 400, REPAIRED_MAX = 3 * TEXT_MAX };

static const char *const levels[] = {"info", "warning", "error"};
static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

static void print_second(struct journal *journal, time_t second)
{
    struct tm day;

    if (journal->printed == second || !gmtime_r(&second, &day))
        return;
    (void)strftime(journal->second, sizeof journal->second, "%Y-%m-%dT%H:%M:%S", &day);
    journal->printed = second;
}

static void line_time(struct line *line)
{
    struct timespec now;
    char text[sizeof line->journal->second + 5];

    (void)clock_gettime(CLOCK_REALTIME, &now);
    print_second(line->journal, now.tv_sec);
    size_t size = strlen(line->journal->second);
    int ms = (int)(now.tv_nsec / 1000000);
    char behind[] = {'.', (char)('0' + ms / 100), (char)('0' + ms / 10 % 10), (char)('0' + ms % 10),
                     'Z'};
    memcpy(text, line->journal->second, size);
    memcpy(text + size, behind, sizeof behind);
    line_text(line, "time", (struct slice){text, size + sizeof behind});
}

void line_begin(struct line *line, struct journal *journal, enum level level, const char *event)
{
    line->journal = journal;
    json_init(&line->json, &journal->line, false);
    json_object(&line->json);
    line_time(line);
    line_text(line, "level", slice_of(levels[level]));
    line_text(line, "event", slice_of(event));
}

/* Every byte that does not belong becomes one replacement character. */
static struct slice repaired(struct slice text, char out[REPAIRED_MAX])
{
    size_t size = 0;

    while (text.size > 0) {
        size_t valid = utf8_fault(text);

        memcpy(out + size, text.data, valid);
        size += valid;
        text = slice_skip(text, valid);
        if (text.size > 0) {
            memcpy(out + size, replacement, sizeof replacement - 1);
            size += sizeof replacement - 1;
            text = slice_skip(text, 1);
        }
    }
    return (struct slice){out, size};
}

void line_text(struct line *line, const char *name, struct slice text)
{
    char room[REPAIRED_MAX];

    if (!text.data)
        return;
    if (text.size > TEXT_MAX)
        text.size = utf8_cut(text, TEXT_MAX);
    json_name(&line->json, name);
    json_string(&line->json, utf8_fault(text) == text.size ? text : repaired(text, room));
}

void line_integer(struct line *line, const char *name, int64_t value)
{
    json_name(&line->json, name);
    json_integer(&line->json, value);
}

void line_end(struct line *line)
{
    json_object_end(&line->json);
    buffer_char(&line->journal->line, '\n');
    journal_commit(line->journal);
}
