/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit codes of every command. */
#define EASEL_EXIT_DONE 0
#define EASEL_EXIT_FAILED 1
#define EASEL_EXIT_USAGE 2
#define EASEL_EXIT_CANCELED 3
#define EASEL_EXIT_AWAITING_INPUT 4
#define EASEL_EXIT_TIMED_OUT 5

/* Whether @word (argv[1]) opens no window: it is a command such as "analyze", or neither that nor
 * something that can be opened. */
gboolean easel_command_line_is_meant (const char *word);

/* Runs one such command against the running Easel, starting it in the background when there is
 * none. Needs no display. Returns: the exit code */
int easel_command_line_run (int argc, char **argv);

G_END_DECLS
