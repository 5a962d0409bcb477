/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-submission.h"

#include "easel-analyze-job.h"
#include "easel-engine-error.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* (transfer full) (nullable): @file as a URI */
static char *
to_uri (const char *file, GError **error)
{
  g_autofree char *scheme = NULL;

  if (g_path_is_absolute (file))
    return g_filename_to_uri (file, NULL, error);

  scheme = g_uri_parse_scheme (file);
  if (scheme != NULL)
    return g_strdup (file);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("“%s” is neither a whole path nor an address."), file);
  return NULL;
}

static gboolean
take_files (EaselSubmission *self, GVariant *value, GError **error)
{
  g_autofree const char **files = g_variant_get_strv (value, NULL);
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  for (guint i = 0; files[i] != NULL; i++)
    {
      char *uri = to_uri (files[i], error);

      if (uri == NULL)
        return FALSE;
      g_strv_builder_take (uris, uri);
    }
  self->uris = g_strv_builder_end (uris);
  return TRUE;
}

static gboolean
take_param (EaselSubmission *self, const char *name, GVariant *value, GError **error)
{
  if (g_str_equal (name, "files") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return take_files (self, value, error);

  if (g_str_equal (name, "analyzers") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    self->analyzers = g_variant_dup_strv (value, NULL);
  else if (g_str_equal (name, "again") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    self->again = g_variant_get_boolean (value);
  else
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   /* Translators: a parameter's name, and a D-Bus type such as "as" */
                   _ ("The parameter “%s” of type “%s” is not known here."), name,
                   g_variant_get_type_string (value));
      return FALSE;
    }
  return TRUE;
}

EaselSubmission *
easel_submission_new (const char *kind, GVariant *params, GError **error)
{
  g_autoptr (EaselSubmission) self = g_new0 (EaselSubmission, 1);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (!g_str_equal (kind, EASEL_ANALYZE_JOB_KIND))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_KIND,
                   _ ("There is no kind of job “%s”. Known is: %s."), kind, EASEL_ANALYZE_JOB_KIND);
      return NULL;
    }

  if (params != NULL)
    {
      g_variant_iter_init (&iter, params);
      while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
        if (!take_param (self, name, value, error))
          {
            g_variant_unref (value);
            return NULL;
          }
    }
  if (self->uris == NULL)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("The parameter “%s” is missing."), "files");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
easel_submission_free (EaselSubmission *submission)
{
  g_strfreev (submission->uris);
  g_strfreev (submission->analyzers);
  g_free (submission);
}
