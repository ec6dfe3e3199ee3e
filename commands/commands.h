/* The subcommands: one file each, found by the table in commands/main.c.
 *
 * A subcommand gets what follows its name, writes its results to standard output and its complaints
 * to standard error, and returns the process's exit status. --help and --version were answered
 * before it is called. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "base/error.h"
#include "config/config.h"

enum { EXIT_FINE = 0, EXIT_INPUT = 1, EXIT_WRONG_USAGE = 2 };

int serve_command(int argc, char **argv);
int import_command(int argc, char **argv);
int check_command(int argc, char **argv);
int export_command(int argc, char **argv);
int get_command(int argc, char **argv);
int healthcheck_command(int argc, char **argv);
int openapi_command(int argc, char **argv);

/* Takes a flag that stands alone, as --check-config, out of the arguments; true if it was there.
 * For flags that are a subcommand's own; settings are read by command_settings(). */
bool command_flag(int *argc, char **argv, const char *flag);

/* Settings from environment and flags, and exactly `expected` other arguments, called `what` where
 * one is missing ("a folder"). */
bool command_settings(struct config *config, int argc, char **argv, const char **arguments,
                      int expected, const char *what, struct error *err);

/* Writes text to standard output, or a complaint where memory ended while it was made; returns the
 * exit status. Whether all came out is looked at in the end, for every subcommand. */
int command_print(const struct buffer *text);

/* Writes the error to standard error; returns the exit status that belongs to it. */
int command_fail(const char *command, const struct error *err);

#endif
