#include "tests/server/child.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t spawn(char *binary, char *database, const int ends[2])
{
    char command[] = "serve", listen[] = "--listen=127.0.0.1:0", flag[] = "--database";
    char *const arguments[] = {binary, command, listen, flag, database, NULL};
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    /* Whatever becomes of this test, the service does not outlive it. */
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)dup2(ends[1], STDOUT_FILENO);
    (void)close(ends[0]);
    (void)execv(binary, arguments);
    _exit(127);
}

/* Reads the log until it names the port. */
static int port_told(int log)
{
    static const char mark[] = "\"address\":\"127.0.0.1:";
    char text[4096] = "";
    size_t size = 0;
    ssize_t got;

    while (size + 1 < sizeof text && (got = read(log, text + size, sizeof text - 1 - size)) > 0) {
        size += (size_t)got;
        text[size] = '\0';
        const char *found = strstr(text, mark);
        if (found && strchr(found, '\n'))
            return (int)strtol(found + sizeof mark - 1, NULL, 10);
    }
    return 0;
}

struct child child_start(char *binary, char *database)
{
    struct child child = {.pid = -1};
    int ends[2];

    if (pipe(ends) == 0) {
        child.pid = spawn(binary, database, ends);
        child.log = ends[0];
        (void)close(ends[1]);
        child.port = child.pid > 0 ? port_told(child.log) : 0;
    }
    if (child.port == 0) {
        (void)fprintf(stderr, "%s does not serve.\n", binary);
        exit(EXIT_FAILURE);
    }
    return child;
}

int child_stop(struct child *child)
{
    int status = 0;

    if (kill(child->pid, SIGTERM) != 0 || waitpid(child->pid, &status, 0) != child->pid)
        return -1;
    (void)close(child->log);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
