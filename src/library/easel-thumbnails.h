/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* A folder of small copies, named after the picture's id: a .jpg, or a .png with
 * transparency. It is a cache: any of them may be missing. Any thread but the main one. */

#define EASEL_THUMBNAIL_EDGE 256

/* (transfer full) (nullable): the path of the one that is there */
char *easel_thumbnails_find (const char *folder, const char *picture);
/* (transfer full): that, or where it would most likely be */
char *easel_thumbnails_get_path (const char *folder, const char *picture);
/* Makes @folder when missing. @pixbuf: not larger than %EASEL_THUMBNAIL_EDGE */
gboolean
easel_thumbnails_save (const char *folder, const char *picture, GdkPixbuf *pixbuf, GError **error);

G_END_DECLS
