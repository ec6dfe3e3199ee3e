#include "server/watch.h"

#include <sys/stat.h>

#include "server/clock.h"
#include "server/line.h"

enum { RESTS = 10 }; /* times as long as a look took */

static struct file_mark mark_of(const char *path)
{
    struct stat file;

    if (stat(path, &file) != 0)
        return (struct file_mark){0};
    return (struct file_mark){true, file.st_dev, file.st_ino, file.st_size, file.st_mtim};
}

static bool same(const struct file_mark *a, const struct file_mark *b)
{
    return a->there == b->there && a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->modified.tv_sec == b->modified.tv_sec &&
           a->modified.tv_nsec == b->modified.tv_nsec;
}

static bool is_same_file(const struct file_mark *a, const struct file_mark *b)
{
    return a->there && b->there && a->device == b->device && a->inode == b->inode;
}

static void tell(struct watch *watch, enum level level, const char *event, const char *detail)
{
    struct line line;

    line_begin(&line, watch->journal, level, event);
    line_text(&line, "database", slice_of(watch->service->config->database));
    line_text(&line, "detail", slice_of(detail));
    line_end(&line);
}

/* The same complaint about the same file is not told twice. */
static bool complain(struct watch *watch, bool changed, const char *event, const struct error *err)
{
    if (!changed && strcmp(watch->complaint, err->detail) == 0)
        return false;
    memcpy(watch->complaint, err->detail, sizeof watch->complaint);
    tell(watch, LEVEL_ERROR, event, err->detail);
    return true;
}

void watch_init(struct watch *watch, struct service *service, struct journal *journal)
{
    struct error err = {0};

    *watch = (struct watch){.service = service, .journal = journal};
    watch->seen = mark_of(service->config->database);
    watch->good = desk_validate(service->config, false, NULL, NULL, &err);
    if (watch->good)
        atomic_store(&service->found, true);
    else
        (void)complain(watch, true, "no database", &err);
}

static bool validate(struct watch *watch, struct error *err)
{
    int64_t began = clock_ms();

    watch->good =
        desk_validate(watch->service->config, watch->in_place, watch->go_on, watch->context, err);
    watch->rest = clock_ms() + RESTS * (clock_ms() - began);
    return watch->good;
}

bool watch_look(struct watch *watch, bool insisting)
{
    struct file_mark now = mark_of(watch->service->config->database);
    bool changed = !same(&now, &watch->seen);
    struct error err = {0};

    if (!changed && watch->good && !insisting)
        return false;
    if (!changed && (!now.there || (!insisting && clock_ms() < watch->rest)))
        return false;
    if (changed)
        watch->in_place = is_same_file(&now, &watch->seen);
    watch->seen = now;
    if (!validate(watch, &err)) {
        if (err.kind != ERROR_DEADLINE && complain(watch, changed, "reload failed", &err))
            atomic_fetch_add(&watch->service->reload_failures, 1);
        return false;
    }
    watch->complaint[0] = '\0';
    atomic_store(&watch->service->found, true);
    atomic_fetch_add(&watch->service->reload, 1);
    tell(watch, LEVEL_INFO, "reload", NULL);
    return true;
}
