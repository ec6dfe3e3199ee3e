#include "db/citation.h"

/* Publisher, "Title", 2021-07-20, https://… */
static void write_line(const struct source_record *s, struct buffer *out)
{
    if (s->author.data)
        buffer_format(out, "%.*s, ", SLICE_ARGS(s->author));
    buffer_format(out, "%.*s, ", SLICE_ARGS(s->publisher));
    if (s->title.data)
        buffer_format(out, "\"%.*s\", ", SLICE_ARGS(s->title));
    buffer_format(out, "%.*s, ",
                  SLICE_ARGS(s->published_on.data ? s->published_on : slice_of("no date")));
    buffer_slice(out, s->url);
}

/* What TeX would not print, spelled out. A brace counts for BibTeX even behind a backslash. */
static const char *spelling_of(char c)
{
    switch (c) {
    case '\\':
        return "\\textbackslash{}";
    case '{':
        return "\\textbraceleft{}";
    case '}':
        return "\\textbraceright{}";
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    default:
        return NULL;
    }
}

static void write_tex(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.size; i++) {
        const char *spelling = spelling_of(text.data[i]);

        if (spelling) {
            buffer_text(out, spelling);
            continue;
        }
        if (text.data[i] && strchr("%$#_&", text.data[i]))
            buffer_char(out, '\\');
        buffer_char(out, text.data[i]);
    }
}

static void write_member(const char *name, struct slice text, struct buffer *out)
{
    buffer_format(out, ", %s = {", name);
    write_tex(text, out);
    buffer_char(out, '}');
}

/* A body in the author's place has braces of its own, or its "and" would part two authors. A URL is
 * printed as it is. */
static void write_entry(const struct source_record *s, struct buffer *out)
{
    buffer_format(out, "@misc{%.*s", SLICE_ARGS(s->id));
    write_member("title", s->title.data ? s->title : s->url, out);
    if (s->author.data) {
        write_member("author", s->author, out);
    } else {
        buffer_text(out, ", author = {{");
        write_tex(s->publisher, out);
        buffer_text(out, "}}");
    }
    write_member("publisher", s->publisher, out);
    if (s->published_on.data)
        write_member("date", s->published_on, out);
    buffer_format(out, ", url = {%.*s}}", SLICE_ARGS(s->url));
}

bool citation_make(struct source_record *source, struct buffer *texts)
{
    buffer_reset(texts);
    write_line(source, texts);
    size_t line = texts->size;
    write_entry(source, texts);
    source->citation = (struct slice){texts->data, line};
    source->bibtex = (struct slice){texts->data + line, texts->size - line};
    return !texts->failed;
}
