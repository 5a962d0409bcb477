/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-private.h"

#include "easel-sandbox.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_error_from_errno (int number, const char *display_name, GError **error)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_VANISHED,
                   _ ("“%s” is no longer there."), display_name);
      break;
    case EACCES:
    case EPERM:
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_NO_PERMISSION,
                   _ ("You do not have permission to read “%s”."), display_name);
      break;
    default:
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_FAILED,
                   /* Translators: the second %s is the system's words for the cause */
                   _ ("“%s” could not be read: %s."), display_name, g_strerror (number));
    }
}

static gboolean
check_status (const struct stat *status, const char *display_name, GError **error)
{
  if (S_ISDIR (status->st_mode))
    {
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_NOT_A_FILE,
                   _ ("“%s” is a folder, not a picture."), display_name);
      return FALSE;
    }
  if (!S_ISREG (status->st_mode))
    {
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_NOT_A_FILE,
                   _ ("“%s” is a pipe or a device, not a picture."), display_name);
      return FALSE;
    }
  if (status->st_size == 0)
    {
      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_EMPTY, _ ("“%s” is empty."),
                   display_name);
      return FALSE;
    }
  if (status->st_size > EASEL_PICTURE_MAX_BYTES)
    {
      g_autofree char *limit = g_format_size_full (EASEL_PICTURE_MAX_BYTES,
                                                   G_FORMAT_SIZE_IEC_UNITS);

      g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TOO_LARGE,
                   /* Translators: the second %s is a size, such as "200 MiB" */
                   _ ("“%s” is larger than %s."), display_name, limit);
      return FALSE;
    }
  return TRUE;
}

int
easel_picture_open_file (const char *path, const char *display_name, GError **error)
{
  struct stat status;
  int fd;

  /* Looked at before it is opened, since opening alone can have effects on a device; and
   * again afterwards, since it may be another file by then. */
  if (stat (path, &status) != 0)
    {
      int number = errno;

      if (easel_sandbox_hides (path))
        g_set_error (error, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_HIDDEN,
                     _ ("Easel runs in a sandbox, and cannot see “%s” from there."), display_name);
      else
        set_error_from_errno (number, display_name, error);
      return -1;
    }
  if (!check_status (&status, display_name, error))
    return -1;

  fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0 || fstat (fd, &status) != 0)
    {
      set_error_from_errno (errno, display_name, error);
      g_clear_fd (&fd, NULL);
      return -1;
    }
  if (!check_status (&status, display_name, error))
    g_clear_fd (&fd, NULL);
  return fd;
}

gssize
easel_picture_read (int fd, const char *display_name, void *buffer, gsize size, GError **error)
{
  gssize n;

  do
    n = read (fd, buffer, size);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    set_error_from_errno (errno, display_name, error);
  return n;
}
