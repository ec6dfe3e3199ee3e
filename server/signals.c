#include "server/signals.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

static sigset_t ours(void)
{
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    (void)sigaddset(&set, SIGUSR1);
    return set;
}

void signals_hold(void)
{
    sigset_t set = ours();

    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    /* As process 1 we inherit the children of others; the system then takes their ends for us. */
    (void)signal(SIGCHLD, SIG_IGN);
}

int signals_wait(int64_t patience)
{
    sigset_t set = ours();
    struct timespec time = {patience / 1000, patience % 1000 * 1000000};
    int number = sigtimedwait(&set, NULL, &time);

    return number > 0 ? number : 0;
}

bool signals_end(void)
{
    sigset_t waiting;

    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1);
}

void signals_prompt(void)
{
    (void)kill(getpid(), SIGUSR1);
}
