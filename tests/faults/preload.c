/* Loaded before the service (LD_PRELOAD): calls fail when a test says so, in every library.
 *
 * FAULTS_CONTROL names a file that the test and this share: which kinds of calls fail (a bit each),
 * at which call from now on, and whether all that follow do too. Or none fails, and the file takes
 * the place of each: the stack of calls that leads to it, as a number. */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* As tests/faults/service_faults.py writes it. */
enum { CALLS = 1 << 15, DEPTH = 64 };
struct control {
    atomic_uint kinds, for_good, failed;
    atomic_int left; /* calls until the one that fails */
    atomic_uint notes, noted;
    uint64_t places[CALLS];
};
enum { MEMORY = 1, READ = 2, OPEN = 4, ACCEPT = 8, SEND = 16, THREAD = 32 };

static struct control *control;
static atomic_bool is_in_main; /* what libraries take when they are loaded is not looked at */

/* What it takes itself while it looks is nobody's place. */
static void note(void)
{
    static __thread bool is_looking __attribute__((tls_model("initial-exec")));
    void *frames[DEPTH];
    uint64_t place = 1;

    if (is_looking)
        return;
    is_looking = true;
    int count = backtrace(frames, DEPTH);
    is_looking = false;
    for (int i = 0; i < count; i++) {
        place = (place ^ (uintptr_t)frames[i]) * UINT64_C(0x9e3779b97f4a7c15);
        place ^= place >> 29;
    }
    unsigned at = atomic_fetch_add(&control->noted, 1);
    if (at < CALLS)
        control->places[at] = place;
}

static int fails(unsigned kind)
{
    if (!atomic_load(&is_in_main) || !control || !(atomic_load(&control->kinds) & kind))
        return 0;
    if (atomic_load(&control->notes)) {
        note();
        return 0;
    }
    int left = atomic_fetch_sub(&control->left, 1);
    if (left > 1 || (left < 1 && !atomic_load(&control->for_good)))
        return 0;
    atomic_fetch_add(&control->failed, 1);
    return 1;
}

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("FAULTS_CONTROL");
    void *frame;
    (void)backtrace(&frame, 1); /* it takes memory the first time */
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;

    if (file < 0)
        return;
    void *shared = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    (void)close(file);
    if (shared != MAP_FAILED)
        control = shared;
}

/* Called when all libraries are loaded; it calls main. */
typedef int entry(int, char **, char **);
int __libc_start_main(entry *entered, int argc, char **argv, void (*init)(void), void (*end)(void),
                      void (*loader_end)(void), void *stack);
int __libc_start_main(entry *entered, int argc, char **argv, void (*init)(void), void (*end)(void),
                      void (*loader_end)(void), void *stack)
{
    __typeof__(__libc_start_main) *found;

    *(void **)&found = dlsym(RTLD_NEXT, "__libc_start_main");
    atomic_store(&is_in_main, true);
    return found(entered, argc, argv, init, end, loader_end, stack);
}

#define FAIL(kind, why, value)                                                                     \
    do {                                                                                           \
        if (fails(kind)) {                                                                         \
            errno = (why);                                                                         \
            return value;                                                                          \
        }                                                                                          \
    } while (0)

/* Looked up once each: it is the same for all threads. */
#define REAL(name, ...)                                                                            \
    static __typeof__(name) *found;                                                                \
    if (!found)                                                                                    \
        *(void **)&found = dlsym(RTLD_NEXT, #name);                                                \
    return found(__VA_ARGS__)

void *malloc(size_t size)
{
    FAIL(MEMORY, ENOMEM, NULL);
    REAL(malloc, size);
}

void *calloc(size_t count, size_t size)
{
    FAIL(MEMORY, ENOMEM, NULL);
    REAL(calloc, count, size);
}

void *realloc(void *memory, size_t size)
{
    FAIL(MEMORY, ENOMEM, NULL);
    REAL(realloc, memory, size);
}

ssize_t pread64(int file, void *out, size_t size, off_t at)
{
    FAIL(READ, EIO, -1);
    REAL(pread64, file, out, size, at);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;

    va_start(rest, flags);
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    FAIL(OPEN, EMFILE, -1);
    REAL(open64, path, flags, mode);
}

int accept4(int listener, __SOCKADDR_ARG address, socklen_t *size, int flags)
{
    FAIL(ACCEPT, EMFILE, -1);
    REAL(accept4, listener, address, size, flags);
}

ssize_t sendmsg(int connection, const struct msghdr *message, int flags)
{
    FAIL(SEND, ECONNRESET, -1);
    REAL(sendmsg, connection, message, flags);
}

ssize_t send(int connection, const void *data, size_t size, int flags)
{
    FAIL(SEND, ECONNRESET, -1);
    REAL(send, connection, data, size, flags);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                   void *argument)
{
    if (fails(THREAD))
        return EAGAIN;
    REAL(pthread_create, thread, attributes, start, argument);
}
