/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselOutputError: why a file could not be written. Each message is a sentence for the person.
 */
typedef enum
{
  EASEL_OUTPUT_ERROR_NO_PERMISSION,
  EASEL_OUTPUT_ERROR_NO_SPACE,
  EASEL_OUTPUT_ERROR_NO_FOLDER,
  EASEL_OUTPUT_ERROR_FAILED,
} EaselOutputError;

#define EASEL_OUTPUT_ERROR (easel_output_error_quark ())
GQuark easel_output_error_quark (void);

/**
 * EaselOutput:
 *
 * A file that is written beside the one it becomes: until easel_output_finish() the old one
 * is there, whole, and afterwards the new one. Freed before that, it leaves nothing behind; nor
 * does Easel when it is killed, on a file system that has files without names.
 * One thread at a time; everything blocks.
 */
typedef struct _EaselOutput EaselOutput;

/* @file must have a path. Returns: (transfer full) (nullable) */
EaselOutput *easel_output_new (GFile *file, GError **error);
void easel_output_free (EaselOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOutput, easel_output_free)

gboolean easel_output_write (EaselOutput *self, gconstpointer data, gsize size, GError **error);

/* Puts the file in its place; not when @cancellable is canceled. */
gboolean easel_output_finish (EaselOutput *self, GCancellable *cancellable, GError **error);

/* Writes all of @file at once, in the same way. */
gboolean easel_output_write_file (GFile *file,
                                  gconstpointer data,
                                  gsize size,
                                  GCancellable *cancellable,
                                  GError **error);

/* Sets the sentence for what went wrong with @file, an errno. Returns: always %FALSE */
gboolean easel_output_set_error (GFile *file, int number, GError **error);

G_END_DECLS
