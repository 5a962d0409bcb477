/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-media-store.h"

#include "easel-database.h"
#include "easel-picture-private.h"

#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define SLICE_BYTES (256 * 1024)
#define DRAFTS_FOLDER "drafts"

struct _EaselMediaStore
{
  char *folder;
  char *drafts;
};

struct _EaselMediaDraft
{
  EaselMediaStore *store; /* (unowned): outlives its drafts */
  char *path;             /* (nullable): %NULL once entered */
  char *entered;          /* (nullable): the path in the store */
  char *sha256;
  guint64 bytes;
  int fd;
};

/* Returns: always %FALSE, so that a caller can return it */
static gboolean
set_error_from_errno (int number, GError **error)
{
  int code = SQLITE_ERROR;

  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      code = SQLITE_FULL;
      break;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
      code = SQLITE_READONLY;
      break;
    default:
      break;
    }
  easel_database_set_error_from_code (code, g_strerror (number), error);
  return FALSE;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_error_from_errno (errno, error);
  return TRUE;
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || g_fsync (fd) != 0)
    return set_error_from_errno (errno, error);
  return TRUE;
}

static gboolean
throw_away_drafts (EaselMediaStore *self, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->drafts, 0, NULL);
  const char *name;

  if (dir == NULL)
    return set_error_from_errno (errno, error);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->drafts, name, NULL);

      if (g_unlink (path) != 0 && errno != ENOENT)
        return set_error_from_errno (errno, error);
    }
  return TRUE;
}

EaselMediaStore *
easel_media_store_open (const char *folder, GError **error)
{
  g_autoptr (EaselMediaStore) self = g_new0 (EaselMediaStore, 1);

  self->folder = g_strdup (folder);
  self->drafts = g_build_filename (folder, DRAFTS_FOLDER, NULL);

  if (!make_folder (self->drafts, error) || !throw_away_drafts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
easel_media_store_free (EaselMediaStore *self)
{
  g_free (self->folder);
  g_free (self->drafts);
  g_free (self);
}

static char *
get_shelf (EaselMediaStore *self, const char *sha256)
{
  const char name[] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (self->folder, name, NULL);
}

char *
easel_media_store_get_path (EaselMediaStore *self, const char *sha256, const char *format)
{
  g_autofree char *shelf = get_shelf (self, sha256);
  g_autofree char *name = g_strconcat (sha256, ".", format, NULL);

  return g_build_filename (shelf, name, NULL);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      gssize n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return set_error_from_errno (errno, error);
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

static gboolean
copy (EaselMediaDraft *draft,
      int source,
      const char *display_name,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);
  gssize n;

  while ((n = easel_picture_read (source, display_name, slice, SLICE_BYTES, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      draft->bytes += (guint64) n;
      /* The decoder checks the size of the copy again, and has the sentence for it. */
      if (draft->bytes > EASEL_PICTURE_MAX_BYTES + SLICE_BYTES)
        break;
      if (!write_all (draft->fd, slice, (gsize) n, error))
        return FALSE;
      g_checksum_update (sum, slice, n);
    }
  if (n < 0)
    return FALSE;

  draft->sha256 = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

/* (transfer full) (nullable): an empty draft */
static EaselMediaDraft *
start_draft (EaselMediaStore *self, GError **error)
{
  g_autoptr (EaselMediaDraft) draft = g_new0 (EaselMediaDraft, 1);

  draft->store = self;
  draft->path = g_build_filename (self->drafts, "XXXXXX", NULL);
  draft->fd = g_mkstemp_full (draft->path, O_WRONLY | O_CLOEXEC, 0600);
  if (draft->fd < 0)
    {
      set_error_from_errno (errno, error);
      g_clear_pointer (&draft->path, g_free);
      return NULL;
    }
  return g_steal_pointer (&draft);
}

char *
easel_media_store_make_file (EaselMediaStore *self, GError **error)
{
  g_autoptr (EaselMediaDraft) draft = start_draft (self, error);

  return draft != NULL ? g_steal_pointer (&draft->path) : NULL;
}

EaselMediaDraft *
easel_media_store_draft (EaselMediaStore *self,
                         const char *path,
                         const char *display_name,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofd int source = easel_picture_open_file (path, display_name, error);
  g_autoptr (EaselMediaDraft) draft = NULL;

  if (source < 0)
    return NULL;
  draft = start_draft (self, error);
  if (draft == NULL || !copy (draft, source, display_name, cancellable, error))
    return NULL;
  return g_steal_pointer (&draft);
}

EaselMediaDraft *
easel_media_store_draft_bytes (EaselMediaStore *self, GBytes *bytes, GError **error)
{
  g_autoptr (EaselMediaDraft) draft = start_draft (self, error);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (draft == NULL || !write_all (draft->fd, data, size, error))
    return NULL;
  draft->bytes = size;
  draft->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_steal_pointer (&draft);
}

const char *
easel_media_draft_get_path (EaselMediaDraft *self)
{
  return self->path;
}

const char *
easel_media_draft_get_sha256 (EaselMediaDraft *self)
{
  return self->sha256;
}

guint64
easel_media_draft_get_bytes (EaselMediaDraft *self)
{
  return self->bytes;
}

gboolean
easel_media_draft_sync (EaselMediaDraft *self, GError **error)
{
  if (g_fsync (self->fd) != 0)
    return set_error_from_errno (errno, error);
  return TRUE;
}

gboolean
easel_media_draft_enter (EaselMediaDraft *self, const char *format, GError **error)
{
  g_autofree char *shelf = get_shelf (self->store, self->sha256);
  g_autofree char *path = easel_media_store_get_path (self->store, self->sha256, format);
  gboolean new_shelf = !g_file_test (shelf, G_FILE_TEST_IS_DIR);

  if (!make_folder (shelf, error))
    return FALSE;
  if (g_rename (self->path, path) != 0)
    return set_error_from_errno (errno, error);
  g_clear_pointer (&self->path, g_free);
  self->entered = g_steal_pointer (&path);
  /* Somebody may keep many of them. */
  g_clear_fd (&self->fd, NULL);

  return sync_folder (shelf, error) && (!new_shelf || sync_folder (self->store->folder, error));
}

void
easel_media_draft_withdraw (EaselMediaDraft *self)
{
  if (self->entered != NULL)
    g_unlink (self->entered);
  g_clear_pointer (&self->entered, g_free);
}

void
easel_media_draft_free (EaselMediaDraft *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_clear_fd (&self->fd, NULL);
  g_free (self->path);
  g_free (self->entered);
  g_free (self->sha256);
  g_free (self);
}
