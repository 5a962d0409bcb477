/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-submission.h"

#include "easel-analyze-job.h"
#include "easel-backup-job.h"
#include "easel-engine-error.h"
#include "easel-generate-spec.h"
#include "easel-generate-variant.h"
#include "easel-merge-job.h"
#include "easel-pull-job.h"
#include "easel-restore-job.h"
#include "easel-story-job.h"
#include "easel-studio-error.h"
#include "easel-tidy-job.h"

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

/* A parameter of a kind of job. */
typedef struct
{
  const char *kind;
  const char *name;
  const char *type;
  gboolean required;
} Param;

static const Param known_params[] = {
  { EASEL_ANALYZE_JOB_KIND, "files", "as", TRUE },
  { EASEL_ANALYZE_JOB_KIND, "analyzers", "as", FALSE },
  { EASEL_ANALYZE_JOB_KIND, "again", "b", FALSE },
  { EASEL_ANALYZE_JOB_KIND, "when", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "subject", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "use", "as", FALSE },
  { EASEL_GENERATE_JOB_KIND, "text", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "prompt", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "aspect_ratio", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "options", "a{sv}", FALSE },
  { EASEL_GENERATE_JOB_KIND, "seed", "x", FALSE },
  { EASEL_GENERATE_JOB_KIND, "based_on", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "recipe", "s", FALSE },
  { EASEL_GENERATE_JOB_KIND, "variations", "u", FALSE },
  { EASEL_TRANSFORM_KIND, "name", "s", TRUE },
  { EASEL_TRANSFORM_KIND, "subject", "s", TRUE },
  { EASEL_TRANSFORM_KIND, "style", "s", FALSE },
  { EASEL_TRANSFORM_KIND, "use", "as", FALSE },
  { EASEL_TRANSFORM_KIND, "text", "s", FALSE },
  { EASEL_TRANSFORM_KIND, "prompt", "s", FALSE },
  { EASEL_TRANSFORM_KIND, "aspect_ratio", "s", FALSE },
  { EASEL_TRANSFORM_KIND, "options", "a{sv}", FALSE },
  { EASEL_TRANSFORM_KIND, "seed", "x", FALSE },
  { EASEL_TRANSFORM_KIND, "based_on", "s", FALSE },
  { EASEL_TRANSFORM_KIND, "variations", "u", FALSE },
  { EASEL_MERGE_JOB_KIND, "source", "s", TRUE },
  { EASEL_MERGE_JOB_KIND, "target", "s", TRUE },
  { EASEL_PULL_JOB_KIND, "provider", "s", TRUE },
  { EASEL_PULL_JOB_KIND, "model", "s", TRUE },
  { EASEL_STORY_JOB_KIND, "action", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "character", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "theme", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "audience", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "prose_style", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "perspective", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "kind", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "art_style", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "scenes", "u", FALSE },
  { EASEL_STORY_JOB_KIND, "illustrations", "u", FALSE },
  { EASEL_STORY_JOB_KIND, "stop_after_plan", "b", FALSE },
  { EASEL_STORY_JOB_KIND, "story", "s", FALSE },
  { EASEL_STORY_JOB_KIND, "scene", "u", FALSE },
  { EASEL_STORY_JOB_KIND, "comment", "s", FALSE },
  { EASEL_TIDY_JOB_KIND, "kind", "s", FALSE },
  { EASEL_BACKUP_JOB_KIND, "file", "s", TRUE },
  { EASEL_RESTORE_JOB_KIND, "file", "s", TRUE },
};

static gboolean
check_param (const char *kind, const char *name, GVariant *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_params); i++)
    if (g_str_equal (known_params[i].kind, kind) && g_str_equal (known_params[i].name, name)
        && g_str_equal (known_params[i].type, g_variant_get_type_string (value)))
      return TRUE;

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               /* Translators: a parameter's name, and a D-Bus type such as "as" */
               _ ("The parameter “%s” of type “%s” is not known here."), name,
               g_variant_get_type_string (value));
  return FALSE;
}

static gboolean
take_when (EaselSubmission *self, const char *word, GError **error)
{
  self->when = g_str_equal (word, "overnight") ? EASEL_ANALYZE_OVERNIGHT : EASEL_ANALYZE_NOW;
  if (self->when == EASEL_ANALYZE_OVERNIGHT || g_str_equal (word, "now"))
    return TRUE;
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("“%s” is no time. It is “now” or “overnight”."), word);
  return FALSE;
}

/* @value: of the type it has in known_params */
static gboolean
take_param (EaselSubmission *self, const char *name, GVariant *value, GError **error)
{
  if (self->story != NULL)
    return easel_story_params_take (self->story, name, value, error);
  if (g_str_equal (name, "files"))
    return take_files (self, value, error);
  if (g_str_equal (name, "file"))
    {
      self->file = to_uri (g_variant_get_string (value, NULL), error);
      return self->file != NULL;
    }

  if (g_str_equal (name, "when"))
    return take_when (self, g_variant_get_string (value, NULL), error);
  if (g_str_equal (name, "analyzers"))
    self->analyzers = g_variant_dup_strv (value, NULL);
  else if (g_str_equal (name, "again"))
    self->again = g_variant_get_boolean (value);
  else if (g_str_equal (name, "source"))
    self->source = g_variant_dup_string (value, NULL);
  else if (g_str_equal (name, "target"))
    self->target = g_variant_dup_string (value, NULL);
  else if (g_str_equal (name, "provider"))
    self->provider = g_variant_dup_string (value, NULL);
  else if (g_str_equal (name, "model"))
    self->model = g_variant_dup_string (value, NULL);
  else
    self->entity_kind = g_variant_dup_string (value, NULL);
  return TRUE;
}

static gboolean
check_kind (const char *kind, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_params); i++)
    if (g_str_equal (known_params[i].kind, kind))
      return TRUE;

  g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_KIND,
               _ ("There is no kind of job “%s”. It is one of: %s."), kind,
               EASEL_ANALYZE_JOB_KIND ", " EASEL_BACKUP_JOB_KIND ", " EASEL_GENERATE_JOB_KIND
                                      ", " EASEL_MERGE_JOB_KIND ", " EASEL_PULL_JOB_KIND
                                      ", " EASEL_RESTORE_JOB_KIND ", " EASEL_STORY_JOB_KIND
                                      ", " EASEL_TIDY_JOB_KIND ", " EASEL_TRANSFORM_KIND);
  return FALSE;
}

static gboolean
check_required (const char *kind, GVariantDict *params, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_params); i++)
    if (g_str_equal (known_params[i].kind, kind) && known_params[i].required
        && !g_variant_dict_contains (params, known_params[i].name))
      {
        g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                     _ ("The parameter “%s” is missing."), known_params[i].name);
        return FALSE;
      }
  return TRUE;
}

/* Those are read as a whole. */
static gboolean
is_generate (const char *kind)
{
  return g_str_equal (kind, EASEL_GENERATE_JOB_KIND) || g_str_equal (kind, EASEL_TRANSFORM_KIND);
}

static gboolean
take_params (EaselSubmission *self, const char *kind, GVariant *params, GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, params);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (!check_param (kind, name, value, error)
        || (!is_generate (kind) && !take_param (self, name, value, error)))
      {
        g_variant_unref (value);
        return FALSE;
      }
  return TRUE;
}

EaselSubmission *
easel_submission_new (const char *kind, GVariant *params, GError **error)
{
  g_autoptr (EaselSubmission) self = g_new0 (EaselSubmission, 1);
  g_autoptr (GVariantDict) dict = g_variant_dict_new (params);

  if (g_str_equal (kind, EASEL_STORY_JOB_KIND))
    self->story = easel_story_params_new ();
  if (!check_kind (kind, error) || (params != NULL && !take_params (self, kind, params, error))
      || !check_required (kind, dict, error))
    return NULL;
  if (is_generate (kind))
    {
      self->generate = easel_generate_params_new_from_variant (params, error);
      if (self->generate == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
easel_submission_free (EaselSubmission *submission)
{
  g_strfreev (submission->uris);
  g_strfreev (submission->analyzers);
  g_free (submission->source);
  g_free (submission->target);
  g_free (submission->entity_kind);
  g_free (submission->provider);
  g_free (submission->model);
  g_free (submission->file);
  g_clear_pointer (&submission->story, easel_story_params_free);
  g_clear_pointer (&submission->generate, easel_generate_params_free);
  g_free (submission);
}
