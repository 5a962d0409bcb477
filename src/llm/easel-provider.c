/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider.h"

#include "easel-image-check.h"
#include "easel-json-extract.h"
#include "easel-schema-dialect.h"
#include "easel-schema.h"

#include <glib/gi18n.h>

typedef struct
{
  EaselProviderConfig *config;
} EaselProviderPrivate;

typedef enum
{
  PROP_CONFIG = 1,
} EaselProviderProperty;

static GParamSpec *properties[PROP_CONFIG + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EaselProvider, easel_provider, G_TYPE_OBJECT)

static void
easel_provider_finalize (GObject *object)
{
  EaselProviderPrivate *priv = easel_provider_get_instance_private (EASEL_PROVIDER (object));

  g_clear_object (&priv->config);

  G_OBJECT_CLASS (easel_provider_parent_class)->finalize (object);
}

static void
easel_provider_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselProviderPrivate *priv = easel_provider_get_instance_private (EASEL_PROVIDER (object));

  switch ((EaselProviderProperty) prop_id)
    {
    case PROP_CONFIG:
      g_value_set_object (value, priv->config);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
easel_provider_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EaselProviderPrivate *priv = easel_provider_get_instance_private (EASEL_PROVIDER (object));

  switch ((EaselProviderProperty) prop_id)
    {
    case PROP_CONFIG:
      priv->config = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
easel_provider_class_init (EaselProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = easel_provider_finalize;
  object_class->get_property = easel_provider_get_property;
  object_class->set_property = easel_provider_set_property;

  properties[PROP_CONFIG] = g_param_spec_object ("config", NULL, NULL, EASEL_TYPE_PROVIDER_CONFIG,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                     | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_provider_init (EaselProvider *self)
{
}

void
easel_model_free (EaselModel *model)
{
  if (model == NULL)
    return;

  g_free (model->id);
  g_free (model->name);
  g_free (model);
}

EaselProviderConfig *
easel_provider_get_config (EaselProvider *self)
{
  EaselProviderPrivate *priv = easel_provider_get_instance_private (self);

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), NULL);
  return priv->config;
}

gboolean
easel_provider_stays_here (EaselProvider *self, const char *model, GCancellable *cancellable)
{
  EaselProviderClass *klass;

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), FALSE);

  klass = EASEL_PROVIDER_GET_CLASS (self);
  return easel_provider_config_is_local (easel_provider_get_config (self))
         && (klass->stays_here == NULL || klass->stays_here (self, model, cancellable));
}

GPtrArray *
easel_provider_list_models (EaselProvider *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER (self), NULL);

  return EASEL_PROVIDER_GET_CLASS (self)->list_models (self, cancellable, error);
}

gboolean
easel_provider_can_pull (EaselProvider *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER (self), FALSE);
  return EASEL_PROVIDER_GET_CLASS (self)->pull_model != NULL;
}

gboolean
easel_provider_pull_model (EaselProvider *self,
                           const char *model,
                           EaselPullFunc func,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (model != NULL, FALSE);

  if (!easel_provider_can_pull (self))
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                   _ ("%s cannot be told to download a model."),
                   easel_provider_config_get_name (easel_provider_get_config (self)));
      return FALSE;
    }
  return EASEL_PROVIDER_GET_CLASS (self)->pull_model (self, model, func, user_data, cancellable,
                                                      error);
}

/* What is said when an answer of some sort did not come whole; translated. */
typedef struct
{
  const char *incomplete;
  const char *truncated;
  const char *filtered;
} EndingWords;

/* What it means that an answer ended as it did.
 * @refusal: (nullable): why the model declined, in its words */
static gboolean
check_ending (EaselFinish finish, const char *refusal, const EndingWords *words, GError **error)
{
  if (refusal != NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED, _ ("The model declined: %s"),
                   refusal);
      return FALSE;
    }

  switch (finish)
    {
    case EASEL_FINISH_NONE:
      g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE, words->incomplete);
      return FALSE;
    case EASEL_FINISH_LENGTH:
      g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TRUNCATED, words->truncated);
      return FALSE;
    case EASEL_FINISH_REFUSED:
      g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED, words->filtered);
      return FALSE;
    case EASEL_FINISH_STOP:
    case EASEL_FINISH_OTHER:
    default:
      return TRUE;
    }
}

static gboolean
check_finish (EaselReply *reply, GError **error)
{
  const EndingWords words = {
    _ ("The connection ended in the middle of the answer."),
    _ ("The answer was longer than the model may write, and was cut off."),
    _ ("The provider’s content filter stopped the answer."),
  };

  return check_ending (easel_reply_get_finish (reply), easel_reply_get_refusal (reply), &words,
                       error);
}

/* Sets the reply's JSON, or says what is wrong with it, in words for the model. */
static gboolean
read_json (JsonNode *schema, EaselReply *reply, GError **error)
{
  g_autoptr (JsonNode) raw = easel_json_extract (easel_reply_get_text (reply));
  g_autoptr (JsonNode) json = NULL;

  if (raw == NULL)
    {
      g_set_error (error, EASEL_SCHEMA_ERROR, EASEL_SCHEMA_ERROR_MISMATCH,
                   "there is no valid JSON in it");
      return FALSE;
    }
  json = easel_schema_prune_nulls (schema, raw);
  if (!easel_schema_validate (schema, json, error))
    return FALSE;

  easel_reply_set_json (reply, json);
  return TRUE;
}

/* Where it is wrong is told; what the schema wants there was for the model to read. */
static void
set_misfit (const GError *problem, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (problem->message, ": ", 2);
  const char *place = *parts[0] == '/' ? parts[0] + 1 : NULL;

  if (place != NULL && *place != '\0')
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 /* Translators: %s is a field's name, such as formality */
                 _ ("The model’s answer does not have the form that was asked for: look at "
                    "“%s”."),
                 place);
  else
    g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                         _ ("The model’s answer does not have the form that was asked for."));
}

/* What an answer is worth. @misfit: set, and not @error, when another round may help */
static gboolean
judge (EaselReply *reply, JsonNode *schema, GError **misfit, GError **error)
{
  if (!check_finish (reply, error))
    return FALSE;
  if (schema != NULL)
    return read_json (schema, reply, misfit);
  if (*easel_reply_get_text (reply) != '\0')
    return TRUE;

  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
               _ ("The model gave an empty answer."));
  return FALSE;
}

static EaselPrompt *
make_repair_prompt (EaselPrompt *prompt, EaselReply *reply, const GError *problem)
{
  EaselPrompt *repair = easel_prompt_copy (prompt);
  g_autofree char *schema = json_to_string (easel_prompt_get_schema (prompt), FALSE);
  g_autofree char *request = NULL;

  request = g_strdup_printf ("That answer does not fit: %s. Answer again with one JSON object "
                             "and nothing else. It must fit this JSON Schema: %s",
                             problem->message, schema);
  if (*easel_reply_get_text (reply) != '\0')
    easel_prompt_add_text (repair, EASEL_PROMPT_ROLE_ASSISTANT, easel_reply_get_text (reply));
  easel_prompt_add_text (repair, EASEL_PROMPT_ROLE_USER, request);
  return repair;
}

/* Both rounds were paid for. */
static void
add_tokens (EaselReply *reply, EaselReply *earlier)
{
  gint64 input = easel_reply_get_input_tokens (reply);
  gint64 output = easel_reply_get_output_tokens (reply);

  if (easel_reply_get_input_tokens (earlier) >= 0)
    input = MAX (input, 0) + easel_reply_get_input_tokens (earlier);
  if (easel_reply_get_output_tokens (earlier) >= 0)
    output = MAX (output, 0) + easel_reply_get_output_tokens (earlier);
  easel_reply_set_tokens (reply, input, output);
}

typedef struct
{
  EaselTextFunc text_func; /* (nullable) */
  gpointer user_data;
  GCancellable *cancellable;
} Listener;

/* One round. @reply is always set; @misfit as of judge() */
static gboolean
ask (EaselProvider *self,
     const char *model,
     EaselPrompt *prompt,
     const Listener *listener,
     EaselReply **reply,
     GError **misfit,
     GError **error)
{
  *reply = easel_reply_new ();

  if (!EASEL_PROVIDER_GET_CLASS (self)->complete (self, model, prompt, *reply, listener->text_func,
                                                  listener->user_data, listener->cancellable,
                                                  error))
    return FALSE;
  return judge (*reply, easel_prompt_get_schema (prompt), misfit, error);
}

static gboolean
repair (EaselProvider *self,
        const char *model,
        EaselPrompt *prompt,
        const Listener *listener,
        const GError *problem,
        EaselReply **reply,
        GError **error)
{
  g_autoptr (EaselReply) first = g_steal_pointer (reply);
  g_autoptr (EaselPrompt) again = make_repair_prompt (prompt, first, problem);
  g_autoptr (GError) still = NULL;
  gboolean ok;

  if (listener->text_func != NULL && *easel_reply_get_text (first) != '\0')
    listener->text_func ("\n\n", listener->user_data);
  ok = ask (self, model, again, listener, reply, &still, error);
  add_tokens (*reply, first);
  if (still != NULL)
    set_misfit (still, error);
  return ok;
}

static gboolean
complete (EaselProvider *self,
          const char *model,
          EaselPrompt *prompt,
          const Listener *listener,
          EaselReply **reply,
          GError **error)
{
  JsonNode *schema = easel_prompt_get_schema (prompt);
  g_autoptr (GError) misfit = NULL;

  if (schema != NULL && !easel_schema_check (schema, error))
    return FALSE;
  if (ask (self, model, prompt, listener, reply, &misfit, error))
    return TRUE;
  return misfit != NULL && repair (self, model, prompt, listener, misfit, reply, error);
}

EaselReply *
easel_provider_complete (EaselProvider *self,
                         const char *model,
                         EaselPrompt *prompt,
                         EaselTextFunc text_func,
                         gpointer user_data,
                         EaselReply **partial,
                         GCancellable *cancellable,
                         GError **error)
{
  const Listener listener = { text_func, user_data, cancellable };
  g_autoptr (EaselReply) reply = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (EASEL_IS_PROMPT (prompt), NULL);

  if (partial != NULL)
    *partial = NULL;
  if (complete (self, model, prompt, &listener, &reply, error))
    return g_steal_pointer (&reply);

  if (partial != NULL)
    *partial = g_steal_pointer (&reply);
  return NULL;
}

gboolean
easel_provider_judge_reply (EaselReply *reply, JsonNode *schema, GError **error)
{
  g_autoptr (GError) misfit = NULL;

  g_return_val_if_fail (EASEL_IS_REPLY (reply), FALSE);

  if (judge (reply, schema, &misfit, error))
    return TRUE;
  if (misfit != NULL)
    set_misfit (misfit, error);
  return FALSE;
}

/* Pictures */

typedef struct
{
  EaselImageReply *reply;
  EaselPictureFunc picture_func; /* (nullable) */
  gpointer user_data;
} Onlooker;

/* An unfinished picture that is none is nobody's loss. */
static void
on_unfinished_picture (GBytes *picture, gpointer user_data)
{
  Onlooker *onlooker = user_data;

  if (easel_image_check_sniff (picture) == NULL)
    return;
  easel_image_reply_set_partial (onlooker->reply, picture);
  if (onlooker->picture_func != NULL)
    onlooker->picture_func (picture, onlooker->user_data);
}

static gboolean
check_image_finish (EaselImageReply *reply, GError **error)
{
  const EndingWords words = {
    _ ("The connection ended before the picture was finished."),
    _ ("The model reached its limit before the picture was finished."),
    _ ("The provider’s content filter stopped the picture."),
  };

  return check_ending (easel_image_reply_get_finish (reply), NULL, &words, error);
}

static gboolean
check_picture (EaselProvider *self,
               EaselImageReply *reply,
               GCancellable *cancellable,
               GError **error)
{
  const char *name = easel_provider_config_get_name (easel_provider_get_config (self));
  GBytes *picture = easel_image_reply_get_picture (reply);
  const char *text = easel_image_reply_get_text (reply);
  const char *mime_type;

  if (picture == NULL && *text != '\0')
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 _ ("%s answered with words instead of a picture: “%s”"), name, text);
  else if (picture == NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY, _ ("%s sent no picture."),
                 name);
  if (picture == NULL)
    return FALSE;

  mime_type = easel_image_check (picture, name, cancellable, error);
  if (mime_type == NULL)
    {
      easel_image_reply_set_picture (reply, NULL);
      return FALSE;
    }
  easel_image_reply_set_mime_type (reply, mime_type);
  return TRUE;
}

EaselImageReply *
easel_provider_generate_image (EaselProvider *self,
                               const char *model,
                               EaselImageRequest *request,
                               EaselPictureFunc picture_func,
                               gpointer user_data,
                               EaselImageReply **partial,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (EaselImageReply) reply = NULL;
  EaselProviderClass *klass;
  Onlooker onlooker;

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (request), NULL);

  if (partial != NULL)
    *partial = NULL;
  klass = EASEL_PROVIDER_GET_CLASS (self);
  if (klass->generate_image == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_IMAGES, _ ("%s makes no pictures."),
                   easel_provider_config_get_name (easel_provider_get_config (self)));
      return NULL;
    }

  reply = easel_image_reply_new ();
  onlooker = (Onlooker) { reply, picture_func, user_data };
  if (klass->generate_image (self, model, request, reply, on_unfinished_picture, &onlooker,
                             cancellable, error)
      && check_image_finish (reply, error) && check_picture (self, reply, cancellable, error))
    return g_steal_pointer (&reply);

  if (partial != NULL)
    *partial = g_steal_pointer (&reply);
  return NULL;
}

/* The models, for the window */

static gpointer
run_list_models (gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *models = easel_provider_list_models (g_task_get_source_object (task),
                                                  g_task_get_cancellable (task), &error);

  if (models != NULL)
    g_task_return_pointer (task, models, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
  return NULL;
}

void
easel_provider_list_models_async (EaselProvider *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EASEL_IS_PROVIDER (self));
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, easel_provider_list_models_async);
  g_task_set_static_name (task, "list models");

  /* A thread of its own: a server may take half a minute to answer, and GTask's shared
   * threads are few and for short work. */
  g_thread_unref (g_thread_new ("list-models", run_list_models, g_steal_pointer (&task)));
}

GPtrArray *
easel_provider_list_models_finish (EaselProvider *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_provider_list_models_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
