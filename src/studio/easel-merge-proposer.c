/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-proposer.h"

#include "easel-merge-prompt.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

/* Two pictures to tell whether a sleeve is red: not more than that needs. */
#define MAX_EDGE 768

/* Pictures -------------------------------------------------------------------------------- */

/* Whether the run's model may be sent pictures: the person uses it for them, or its provider says
 * so. One that is only thought to see might refuse the whole question. */
static gboolean
can_see (const EaselMergeProposer *self, EaselProviderConfig *config, const char *model)
{
  g_autofree char *provider = NULL;
  g_autofree char *seeing = NULL;

  if (easel_model_notes_sees (self->notes, config, model))
    return TRUE;
  easel_provider_registry_get_choice (self->providers, EASEL_MODEL_TASK_VISION, &provider, &seeing);
  return g_str_equal (provider, easel_provider_config_get_id (config))
         && g_str_equal (seeing, model)
         && easel_model_notes_check_vision (self->notes, config, model, NULL);
}

/* (nullable): id of the picture that shows @entity best */
static const char *
find_picture (EaselEntity *entity)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);

  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return easel_entity_get_id (entity);
  return pictures->len > 0 ? ((EaselEntityPicture *) g_ptr_array_index (pictures, 0))->picture
                           : NULL;
}

/* A picture that cannot be read is left out: the words are what matters. */
static void
add_picture (const EaselMergeProposer *self,
             EaselProviderConfig *config,
             GPtrArray *pictures,
             const char *id,
             const char *caption)
{
  g_autofree char *path = easel_library_get_picture_path (self->library, id, NULL);
  guint max_edge = MIN (easel_provider_config_get_max_image_edge (config), MAX_EDGE);
  const char *mime_type;
  GBytes *bytes = NULL;

  if (path != NULL)
    bytes = easel_picture_scale (path, (int) max_edge, &mime_type,
                                 easel_run_get_cancellable (self->run), NULL);
  if (bytes != NULL)
    g_ptr_array_add (pictures, easel_merge_picture_new (caption, bytes, mime_type));
}

static void
add_pictures (const EaselMergeProposer *self,
              EaselProviderConfig *config,
              GPtrArray *pictures,
              EaselEntity *source,
              EaselEntity *target)
{
  const char *first = find_picture (source);
  const char *second = find_picture (target);

  if (g_strcmp0 (first, second) == 0)
    {
      if (first != NULL)
        add_picture (self, config, pictures, first, "Both entries were made from this picture:");
      return;
    }
  if (first != NULL)
    add_picture (self, config, pictures, first, "The first entry was made from this picture:");
  if (second != NULL)
    add_picture (self, config, pictures, second, "The second entry was made from this picture:");
}

/* Asking ---------------------------------------------------------------------------------- */

static void
on_text (const char *text, gpointer user_data)
{
  EaselRun *run = user_data;

  easel_run_set_progress (run, -1, _ ("Reading the answer"));
  easel_run_append_text (run, text);
}

/* (transfer full) (nullable): values that fit @schema */
static JsonNode *
ask_once (const EaselMergeProposer *self, EaselPrompt *prompt, JsonNode *schema, GError **error)
{
  g_autoptr (EaselReply) reply = easel_budget_complete (self->budget, self->run, prompt, on_text,
                                                        self->run, error);

  if (reply == NULL || !easel_merge_check_proposal (schema, easel_reply_get_json (reply), error))
    return NULL;
  return json_node_ref (easel_reply_get_json (reply));
}

/* (transfer full) (nullable) */
static JsonNode *
ask (const EaselMergeProposer *self,
     EaselEntity *source,
     EaselEntity *target,
     JsonNode *schema,
     GError **error)
{
  const char *model = easel_run_get_model (self->run);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (easel_merge_picture_free);
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselPrompt) prompt = NULL;
  g_autofree char *message = NULL;

  provider = easel_provider_registry_get_provider (self->providers,
                                                   easel_run_get_provider (self->run), error);
  if (provider == NULL)
    return NULL;

  /* Translators: %s is a model's name */
  message = g_strdup_printf (_ ("Asking %s"), model);
  easel_run_set_progress (self->run, -1, message);
  if (can_see (self, easel_provider_get_config (provider), model))
    add_pictures (self, easel_provider_get_config (provider), pictures, source, target);
  prompt = easel_merge_prompt_new (source, target, schema, pictures, self->rounds);
  return ask_once (self, prompt, schema, error);
}

/* Proposing ------------------------------------------------------------------------------- */

/* The job's row says what it is about as soon as that is known. */
static void
tell_names (const EaselMergeProposer *self, EaselEntity *source, EaselEntity *target)
{
  g_autofree char *title = easel_merge_proposal_make_title (source, target);

  easel_run_set_title (self->run, title);
  if (easel_entity_get_thumbnail (source) != NULL)
    easel_run_set_thumbnail (self->run, easel_entity_get_thumbnail (source));
}

/* (transfer full) (nullable): with what points at either */
static EaselMergeProposal *
make_proposal (const EaselMergeProposer *self, EaselMergeProposalParts *parts, GError **error)
{
  g_autoptr (GPtrArray) of_target = easel_library_where_used (self->library, self->target, error);
  g_autoptr (GPtrArray) of_source = NULL;

  if (of_target == NULL)
    return NULL;
  of_source = easel_library_where_used (self->library, self->source, error);
  if (of_source == NULL)
    return NULL;
  parts->affected = of_target;
  parts->affected_swapped = of_source;
  return easel_merge_proposal_new (parts);
}

/* (transfer full) */
static JsonNode *
build_schema (const EaselMergeProposer *self, EaselEntity *source, EaselEntity *target)
{
  g_autoptr (JsonNode) of_kind = easel_analyzer_catalog_dup_kind_schema (
      self->catalog, easel_entity_get_kind (source), easel_entity_get_analyzer (source));

  return easel_merge_build_schema (source, target, of_kind);
}

EaselMergeProposal *
easel_merge_proposer_propose (const EaselMergeProposer *self, GError **error)
{
  g_autoptr (EaselEntity) source = easel_library_get (self->library, self->source, error);
  g_autoptr (EaselEntity) target = NULL;
  g_autoptr (JsonNode) schema = NULL;
  g_autoptr (JsonNode) values = NULL;
  g_autoptr (GError) reason = NULL;
  EaselMergeProposalParts parts;

  if (source == NULL)
    return NULL;
  target = easel_library_get (self->library, self->target, error);
  if (target == NULL || !easel_merge_check (source, target, error))
    return NULL;

  tell_names (self, source, target);
  schema = build_schema (self, source, target);
  values = ask (self, source, target, schema, &reason);
  if (g_cancellable_set_error_if_cancelled (easel_run_get_cancellable (self->run), error))
    return NULL;
  if (values == NULL)
    values = easel_merge_propose_fieldwise (source, target);

  parts = (EaselMergeProposalParts) {
    .source = source,
    .target = target,
    .schema = schema,
    .values = values,
    .fallback_reason = reason != NULL ? reason->message : NULL,
    .version = self->version,
    .comment = self->comment,
    .changed = self->changed,
    .provider = easel_run_get_provider (self->run),
    .model = easel_run_get_model (self->run),
    .prompt_revision = EASEL_MERGE_PROMPT_REVISION,
  };
  return make_proposal (self, &parts, error);
}
