/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-command.h"

G_BEGIN_DECLS

/* The words after "easel provider". Each is an EaselCommandFunc. */
int easel_command_provider_add (int argc, char **argv);
int easel_command_provider_list (int argc, char **argv);
int easel_command_provider_test (int argc, char **argv);
int easel_command_provider_remove (int argc, char **argv);
int easel_command_provider_use (int argc, char **argv);
int easel_command_provider_pull (int argc, char **argv);

G_END_DECLS
