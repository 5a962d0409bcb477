/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-import.h"

#include "easel-id.h"
#include "easel-picture-fetch.h"
#include "easel-picture-folder.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

typedef struct
{
  EaselLibrary *library;            /* (unowned) */
  const EaselAnalyzeParams *params; /* (unowned) */
  EaselRun *run;                    /* (unowned) */
} Work;

void
easel_picture_import_free (EaselPictureImport *import)
{
  g_free (import->picture);
  g_strfreev (import->uris);
  g_free (import);
}

static void
on_fetch_progress (double fraction, gpointer user_data)
{
  Work *work = user_data;

  easel_run_set_progress (work->run, fraction, _ ("Downloading"));
}

static char *
import_file (Work *work, const char *path, GError **error)
{
  g_autoptr (EaselEntity) picture = easel_library_import_picture (
      work->library, path, work->params->name, easel_run_get_job_id (work->run), easel_id_new,
      easel_run_get_cancellable (work->run), error);
  JsonObject *result;

  if (picture == NULL)
    return NULL;
  result = json_object_new ();
  json_object_set_string_member (result, "picture", easel_entity_get_id (picture));
  return easel_step_json_write (result);
}

static char *
import_uri (Work *work, GError **error)
{
  g_autofree char *path = easel_picture_fetch (work->params->location, work->params->name,
                                               on_fetch_progress, work,
                                               easel_run_get_cancellable (work->run), error);
  char *result;

  if (path == NULL)
    return NULL;
  easel_run_set_progress (work->run, -1, _ ("Importing"));
  result = import_file (work, path, error);
  g_unlink (path);
  return result;
}

static char *
list_folder (Work *work, GError **error)
{
  g_auto (GStrv) uris = easel_picture_folder_list (work->params->location,
                                                   easel_run_get_cancellable (work->run), error);
  JsonObject *result;
  JsonArray *array;

  if (uris == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; uris[i] != NULL; i++)
    json_array_add_string_element (array, uris[i]);
  result = json_object_new ();
  json_object_set_array_member (result, "folder", array);
  return easel_step_json_write (result);
}

/* EaselStepFunc: {"picture"}, or {"folder": [URI…]} */
static char *
import_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const char *location = work->params->location;

  switch (work->params->source)
    {
    case EASEL_PICTURE_SOURCE_FILE:
      if (g_file_test (location, G_FILE_TEST_IS_DIR))
        return list_folder (work, error);
      return import_file (work, location, error);
    case EASEL_PICTURE_SOURCE_URI:
      return import_uri (work, error);
    case EASEL_PICTURE_SOURCE_ATTACHMENT:
      location = easel_run_get_attachment_path (run);
      if (location != NULL)
        return import_file (work, location, error);
      break;
    case EASEL_PICTURE_SOURCE_LIBRARY:
    default:
      break;
    }
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("The job does not say which picture it is about."));
  return NULL;
}

EaselPictureImport *
easel_picture_import (EaselLibrary *library,
                      EaselRun *run,
                      const EaselAnalyzeParams *params,
                      GError **error)
{
  Work work = { library, params, run };
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) result = NULL;
  EaselPictureImport *import;

  easel_run_set_progress (run, -1, _ ("Importing"));
  text = easel_run_step (run, "import", params->location, import_step, &work, error);
  result = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (result == NULL)
    return NULL;

  import = g_new0 (EaselPictureImport, 1);
  if (json_object_has_member (result, "folder"))
    import->uris = easel_step_json_dup_strings (result, "folder");
  else
    import->picture = g_strdup (json_object_get_string_member (result, "picture"));
  return import;
}
