#include "formats/sentence.h"

#include "formats/display.h"

static void add(struct buffer *out, const char *before, struct slice text)
{
    if (!text.size)
        return;
    buffer_text(out, before);
    display_clean(out, text);
}

/* A reason may be a sentence of its own. */
static void end_sentence(struct buffer *out)
{
    if (out->size && !strchr(".!?", out->data[out->size - 1]))
        buffer_char(out, '.');
}

/* US$2.108 billion (ARY News, 2022-07-28, preferred here) */
static void add_print(struct buffer *out, const char *before, const struct sentence_print *print)
{
    add(out, before, print->display);
    add(out, " (", print->publisher);
    add(out, ", ", print->day);
    buffer_text(out, print->is_preferred  ? ", preferred here)"
                     : print->is_replaced ? ", since replaced)"
                                          : ")");
}

static void add_claim(struct buffer *out, const struct sentence *it)
{
    add(out, "", it->series);
    add(out, ", ", it->period);
    add(out, ": ", it->display);
    add(out, " (", it->status);
    buffer_text(out, it->status.size ? ")" : "");
    add(out, ", as printed by ", it->publisher);
    add(out, " on ", it->published_on);
    add(out, ", ", it->locator);
    add(out, ", stated by ", it->stated_by);
    add(out, it->stated_by.size ? " on " : ", stated on ", it->stated_on);
    end_sentence(out);
    /* A sentence of its own: nobody printed it. */
    add(out, " That is ", it->growth);
    if (it->growth.size)
        end_sentence(out);
}

static void add_dispute(struct buffer *out, const struct sentence *it)
{
    add(out, " Marked as wrong: ", it->wrong);
    if (it->wrong.size)
        end_sentence(out);
    add(out, " Note: ", it->note);
    if (it->note.size)
        end_sentence(out);
    if (it->replacement.display.size) {
        add_print(out, " Replaced by ", &it->replacement);
        end_sentence(out);
    }
    if (it->outcome.display.size) {
        add_print(out, " Outcome: ", &it->outcome);
        end_sentence(out);
    }
    for (int i = 0; i < it->other_count; i++)
        add_print(out, i ? ", " : " Other prints differ: ", &it->others[i]);
    if (it->other_more)
        buffer_format(out, " and %d more", it->other_more);
    if (it->other_count)
        end_sentence(out);
}

static void add_definitions(struct buffer *out, const struct sentence *it)
{
    for (int i = 0; i < it->definition_count; i++) {
        add(out, i ? "; " : " By another definition: ", it->definitions[i].series);
        add(out, ", ", it->definitions[i].display);
    }
    if (it->definition_count)
        end_sentence(out);
}

void sentence_write(const struct sentence *sentence, struct buffer *out)
{
    add_claim(out, sentence);
    add_dispute(out, sentence);
    add_definitions(out, sentence);
    /* Last and without a full stop, so that it can be followed wherever it is pasted. */
    add(out, " ", sentence->url);
    buffer_char(out, '\n');
}
