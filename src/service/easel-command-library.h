/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-command.h"

G_BEGIN_DECLS

/* What "easel library" does beside listing. @argv is only what is left of the words; each returns
 * an exit code. */

/* Prints changes that can be undone, the newest first. @words: one entity, or none for all */
int easel_command_library_history (int n_words, char **words, int limit, gboolean as_json);

/* Changes an entity to what a file says. @words: the entity and the file */
int easel_command_library_edit (int n_words, char **words, gboolean anyway);

/* Puts entities away, or brings them back. */
int easel_command_library_archive (int n_words, char **words, gboolean archived);

/* Prints the recipe of a picture. @words: the picture */
int easel_command_library_recipe (int n_words, char **words);

/* Writes a picture into a file. @words: the picture and the file */
int easel_command_library_save (int n_words, char **words, gboolean force);

/* Keeps the library on this machine, or says whether it is. @words: "on", "off" or nothing */
int easel_command_library_keep_here (int n_words, char **words);

G_END_DECLS
