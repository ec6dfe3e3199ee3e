#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

__attribute__((format(printf, 3, 0))) static void print_cut(char *out, size_t room,
                                                            const char *format, va_list args)
{
    int written = vsnprintf(out, room, format, args);

    if (written < 0)
        out[0] = '\0';
    else if ((size_t)written >= room)
        out[utf8_cut((struct slice){out, room - 1}, room - 1)] = '\0';
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    va_list args;

    *err = (struct error){.kind = kind};
    va_start(args, format);
    print_cut(err->detail, sizeof err->detail, format, args);
    va_end(args);
    return false;
}

bool error_parameter(struct error *err, const char *parameter)
{
    struct slice name = slice_of(parameter);

    if (name.size >= sizeof err->parameter)
        name.size = utf8_cut(name, sizeof err->parameter - 1);
    (void)slice_copy(name, err->parameter, sizeof err->parameter);
    return false;
}

bool error_hint(struct error *err, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    print_cut(err->hint, sizeof err->hint, format, args);
    va_end(args);
    return false;
}
