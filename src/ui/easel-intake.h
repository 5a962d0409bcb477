/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselIntake:
 * @uris: (nullable) (array zero-terminated=1): what was named; at least one
 * @bytes: (nullable): an encoded picture that has no file
 *
 * What was dropped or pasted: one of the two. Nothing is looked at here. Free with
 * easel_intake_free().
 */
typedef struct
{
  GStrv uris;
  GBytes *bytes;
} EaselIntake;

void easel_intake_free (EaselIntake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselIntake, easel_intake_free)

/* Whether there could be a picture in @formats. */
gboolean easel_intake_accepts (GdkContentFormats *formats);

/*
 * Reads files and addresses of files first; of what comes from a browser the picture itself
 * rather than its address; text only when there are addresses in it. Pixels are encoded on a
 * worker. Main thread only; finish both with easel_intake_read_finish().
 */
void easel_intake_read_drop_async (GdkDrop *drop,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void easel_intake_read_clipboard_async (GdkClipboard *clipboard,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);

/* (transfer full) (nullable): %G_IO_ERROR_NOT_SUPPORTED when there is no picture in it */
EaselIntake *easel_intake_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
