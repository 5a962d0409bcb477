/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-client.h"
#include "easel-command-line.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselCommandFunc:
 * @argv: the command's own words; the first is its name
 *
 * Returns: the exit code
 */
typedef int (*EaselCommandFunc) (int argc, char **argv);

int easel_command_analyze (int argc, char **argv);
int easel_command_complete (int argc, char **argv);
int easel_command_generate (int argc, char **argv);
int easel_command_transform (int argc, char **argv);
int easel_command_jobs (int argc, char **argv);
int easel_command_job (int argc, char **argv);
int easel_command_wait (int argc, char **argv);
int easel_command_review (int argc, char **argv);
int easel_command_cancel (int argc, char **argv);
int easel_command_retry (int argc, char **argv);
int easel_command_spending (int argc, char **argv);
int easel_command_pause (int argc, char **argv);
int easel_command_resume (int argc, char **argv);
int easel_command_library (int argc, char **argv);
int easel_command_story (int argc, char **argv);
int easel_command_merge (int argc, char **argv);
int easel_command_tidy (int argc, char **argv);
int easel_command_undo (int argc, char **argv);
int easel_command_backup (int argc, char **argv);
int easel_command_restore (int argc, char **argv);
int easel_command_provider (int argc, char **argv);

/* What the commands share. */

/**
 * easel_command_parse:
 * @usage: what follows the command in its help, such as "ID…"
 * @summary: what the command does, in a sentence or two
 * @entries: terminated by %G_OPTION_ENTRY_NULL
 *
 * Takes the options out of @argv and leaves the rest. Prints the help and ends the program when
 * it is asked for.
 */
gboolean easel_command_parse (int *argc,
                              char ***argv,
                              const char *usage,
                              const char *summary,
                              const GOptionEntry *entries,
                              GError **error);

/* Prints why the command cannot go on. Returns: the exit code that fits @error */
int easel_command_fail (const GError *error);
/* Prints @sentence (transfer full) on the error stream. Returns: @exit_code */
int easel_command_refuse (int exit_code, char *sentence);
/* The same, when what was typed cannot be done. */
int easel_command_refuse_usage (const char *sentence);

/* (transfer full) (nullable): from JSON that Easel wrote; texts are made fit for a terminal */
JsonObject *easel_command_read_object (const char *json, GError **error);
/* The member's text, number or state in words; "" when it is null or missing. */
const char *easel_command_get_text (JsonObject *object, const char *member);
/* (transfer none) (nullable) */
JsonObject *easel_command_get_object (JsonObject *object, const char *member);

/* (transfer floating): for the bus, what was typed; that need not be text, and then names nothing
 */
GVariant *easel_command_new_text (const char *word);

/* To an a{sv}, unless @value is %NULL. */
void easel_command_add_text (GVariantBuilder *params, const char *name, const char *value);

/* Whether there is at least one, and each is the id of a job. */
gboolean easel_command_check_ids (int n_ids, char **ids, GError **error);

/* (transfer full) (nullable): one job or entity as JSON, by Get of @interface */
char *
easel_command_get (EaselClient *client, const char *interface, const char *id, GError **error);

/* (transfer full) (nullable): what a @method that answers with texts gives
 * @parameters: a floating one is taken */
GStrv easel_command_get_list (EaselClient *client,
                              const char *interface,
                              const char *method,
                              GVariant *parameters,
                              GError **error);

/* Submits a job and prints its id, or one id for each of several. @params: an a{sv}; a floating one
 * is taken. Returns: the exit code */
int easel_command_submit (const char *kind, GVariant *params);
/* Prints what it will come to instead. */
int easel_command_estimate (const char *kind, GVariant *params);

/* An option of each command that can do either; @flag: a gboolean. */
#define EASEL_COMMAND_DRY_RUN(flag)                                                                \
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, flag, N_ ("Print what it will cost, and do nothing"), NULL }

/**
 * easel_command_find_entity:
 * @word: an id, or the name of exactly one entity
 * @archived: whether one that is put away is rather meant
 *
 * Whether there is something with an id is left to whoever uses it.
 *
 * Returns: (transfer full) (nullable): the id
 */
char *easel_command_find_entity (EaselClient *client,
                                 const char *word,
                                 gboolean archived,
                                 GError **error);

/* The same for the one entity of a command. @client: (out) (transfer full) (nullable) */
char *easel_command_connect_and_find (const char *word, EaselClient **client, GError **error);

/* (transfer full) (nullable): the id of the one entity of @kind, or of any when it is %NULL, that
 * @word names; where there is none, @word itself */
char *easel_command_find_entity_or_words (EaselClient *client,
                                          const char *word,
                                          const char *kind,
                                          GError **error);

/* (transfer full) (nullable): the recipe that the picture @id was made by, as JSON */
char *easel_command_get_recipe (EaselClient *client, const char *id, GError **error);

/* (transfer full) (nullable): the object in a JSON file; the error is one of usage
 * @name: as it was typed */
JsonObject *easel_command_read_file (const char *name, GError **error);

G_END_DECLS
