/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-providers.h"

#include "easel-bus-params.h"
#include "easel-provider-params.h"

#include <glib/gi18n.h>

/* How long choosing a model for pictures waits to hear whether it can see them. */
#define ASK_TIMEOUT_MS 5000

static char *
object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}

/* Listing --------------------------------------------------------------------------------- */

/* Which tasks this provider does, and with which model. */
static JsonObject *
make_uses (EaselProviderRegistry *providers, const char *id)
{
  JsonObject *uses = json_object_new ();

  for (int task = EASEL_MODEL_TASK_VISION; task <= EASEL_MODEL_TASK_IMAGE; task++)
    {
      g_autofree char *provider = NULL;
      g_autofree char *model = NULL;

      easel_provider_registry_get_choice (providers, (EaselModelTask) task, &provider, &model);
      if (g_str_equal (provider, id))
        json_object_set_string_member (uses, easel_model_task_to_string ((EaselModelTask) task),
                                       model);
    }
  return uses;
}

static char *
config_to_text (EaselProviderRegistry *providers, EaselProviderConfig *config)
{
  JsonObject *object = json_object_new ();
  const char *id = easel_provider_config_get_id (config);
  const char *url = easel_provider_config_get_url (config);

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "name", easel_provider_config_get_name (config));
  json_object_set_string_member (
      object, "kind", easel_provider_kind_to_string (easel_provider_config_get_kind (config)));
  if (url != NULL)
    json_object_set_string_member (object, "url", url);
  else
    json_object_set_null_member (object, "url");
  json_object_set_boolean_member (object, "needs_key",
                                  easel_provider_config_get_needs_key (config));
  json_object_set_boolean_member (object, "allow_http",
                                  easel_provider_config_get_allow_http (config));
  json_object_set_boolean_member (object, "local", easel_provider_config_is_local (config));
  json_object_set_int_member (object, "lanes", easel_provider_config_get_lanes (config));
  json_object_set_boolean_member (object, "lanes_per_model",
                                  easel_provider_config_get_lanes_per_model (config));
  json_object_set_int_member (object, "max_image_edge",
                              easel_provider_config_get_max_image_edge (config));
  if (easel_provider_config_get_kind (config) == EASEL_PROVIDER_OLLAMA)
    json_object_set_int_member (object, "context_tokens",
                                easel_provider_config_get_context_tokens (config));
  if (easel_provider_config_get_daily_budget (config) > 0)
    json_object_set_double_member (object, "daily_budget",
                                   (double) easel_provider_config_get_daily_budget (config) / 1e6);
  json_object_set_object_member (object, "uses", make_uses (providers, id));
  return object_to_text (object);
}

void
easel_bus_providers_list (EaselStudio *studio,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (studio);
  guint n_configs = g_list_model_get_n_items (G_LIST_MODEL (providers));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_configs; i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (G_LIST_MODEL (providers), i);

      g_ptr_array_add (texts, config_to_text (providers, config));
    }
  g_dbus_method_invocation_return_value (invocation, easel_bus_params_new_list (texts));
}

/* Changing -------------------------------------------------------------------------------- */

typedef struct
{
  GDBusMethodInvocation *invocation; /* (owned) */
  char *id;                          /* (owned) */
} Adding;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Adding *adding = user_data;
  GError *error = NULL;

  if (easel_provider_registry_save_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    g_dbus_method_invocation_return_value (adding->invocation, g_variant_new ("(s)", adding->id));
  else
    g_dbus_method_invocation_take_error (adding->invocation, error);
  g_free (adding->id);
  g_free (adding);
}

void
easel_bus_providers_add (EaselStudio *studio,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) params = g_variant_get_child_value (parameters, 0);
  g_autoptr (EaselProviderConfig) config = NULL;
  GError *error = NULL;
  Adding *adding;

  config = easel_provider_params_to_config (params, &error);
  if (config == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->invocation = invocation;
  adding->id = g_strdup (easel_provider_config_get_id (config));
  easel_provider_registry_save_async (easel_studio_get_providers (studio), config, on_saved,
                                      adding);
}

static gboolean
is_named (EaselProviderConfig *config, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  g_autofree char *known = g_utf8_casefold (easel_provider_config_get_name (config), -1);

  return g_str_equal (wanted, known);
}

/* A person may say the name they gave it as well as its id.
 * Returns: (transfer full) (nullable): the id; %NULL when the caller was refused */
static char *
find_provider (EaselStudio *studio, const char *name, GDBusMethodInvocation *invocation)
{
  GListModel *providers = G_LIST_MODEL (easel_studio_get_providers (studio));
  g_autoptr (EaselProviderConfig) exact = easel_provider_registry_get_config (
      easel_studio_get_providers (studio), name);

  if (exact != NULL)
    return g_strdup (name);
  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (providers, i);

      if (is_named (config, name))
        return g_strdup (easel_provider_config_get_id (config));
    }
  g_dbus_method_invocation_return_error (invocation, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                                         _ ("There is no provider “%s”."), name);
  return NULL;
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (easel_provider_registry_remove_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

void
easel_bus_providers_remove (EaselStudio *studio,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  g_autofree char *id = NULL;
  const char *name;

  g_variant_get (parameters, "(&s)", &name);
  id = find_provider (studio, name, invocation);
  if (id == NULL)
    return;
  if (g_str_equal (id, "demo"))
    g_dbus_method_invocation_return_error_literal (
        invocation, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS, _ ("Demo is always there."));
  else
    easel_provider_registry_remove_async (easel_studio_get_providers (studio), id, on_removed,
                                          invocation);
}

/* Testing --------------------------------------------------------------------------------- */

static char *
model_to_text (const EaselModel *model)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", model->id);
  if (model->name != NULL)
    json_object_set_string_member (object, "name", model->name);
  else
    json_object_set_null_member (object, "name");
  if (model->vision_known)
    json_object_set_boolean_member (object, "vision", model->vision);
  else
    json_object_set_null_member (object, "vision");
  return object_to_text (object);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    &error);
  g_autoptr (GPtrArray) texts = NULL;

  if (models == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (texts, model_to_text (g_ptr_array_index (models, i)));
  g_dbus_method_invocation_return_value (invocation, easel_bus_params_new_list (texts));
}

void
easel_bus_providers_test (EaselStudio *studio,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  g_autofree char *id = NULL;
  const char *name;

  g_variant_get (parameters, "(&s)", &name);
  id = find_provider (studio, name, invocation);
  if (id != NULL)
    easel_studio_test_provider_async (studio, id, NULL, on_tested, invocation);
}

/* Choosing -------------------------------------------------------------------------------- */

typedef struct
{
  GDBusMethodInvocation *invocation; /* (owned) */
  EaselModelTask task;
  char *provider;            /* (owned) */
  char *model;               /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of asking for the models */
  guint timeout;             /* 0 when not waiting */
} Choice;

static void
choice_free (Choice *choice)
{
  g_clear_handle_id (&choice->timeout, g_source_remove);
  g_clear_object (&choice->cancellable);
  g_free (choice->provider);
  g_free (choice->model);
  g_free (choice);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = user_data;
  GError *error = NULL;

  if (easel_provider_registry_use_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    g_dbus_method_invocation_return_value (choice->invocation, NULL);
  else
    g_dbus_method_invocation_take_error (choice->invocation, error);
  choice_free (choice);
}

static gboolean
is_blind (GPtrArray *models, const char *id)
{
  for (guint i = 0; i < models->len; i++)
    {
      const EaselModel *model = g_ptr_array_index (models, i);

      if (g_str_equal (model->id, id))
        return model->vision_known && !model->vision;
    }
  return FALSE;
}

static void
use (EaselStudio *studio, Choice *choice)
{
  easel_provider_registry_use_async (easel_studio_get_providers (studio), choice->task,
                                     choice->provider, choice->model, on_used, choice);
}

/* A server that does not answer now may well do so when it is needed: only a clear "cannot
 * see" stands in the way. */
static void
on_models_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    NULL);

  if (models == NULL || !is_blind (models, choice->model))
    {
      use (EASEL_STUDIO (source), choice);
      return;
    }
  g_dbus_method_invocation_return_error (choice->invocation, EASEL_LLM_ERROR,
                                         EASEL_LLM_ERROR_NO_VISION,
                                         _ ("The model “%s” cannot see pictures."), choice->model);
  choice_free (choice);
}

static void
on_ask_timeout (gpointer user_data)
{
  Choice *choice = user_data;

  choice->timeout = 0;
  g_cancellable_cancel (choice->cancellable);
}

void
easel_bus_providers_use (EaselStudio *studio,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  const char *task_name, *name, *model;
  g_autofree char *provider = NULL;
  EaselModelTask task;
  Choice *choice;

  g_variant_get (parameters, "(&s&s&s)", &task_name, &name, &model);
  if (!easel_model_task_from_string (task_name, &task))
    {
      g_dbus_method_invocation_return_error (
          invocation, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
          _ ("There is no task “%s”. Known are: %s."), task_name, "vision, text, image");
      return;
    }
  provider = find_provider (studio, name, invocation);
  if (provider == NULL)
    return;

  choice = g_new0 (Choice, 1);
  choice->invocation = invocation;
  choice->task = task;
  choice->provider = g_steal_pointer (&provider);
  choice->model = g_strdup (model);
  if (task != EASEL_MODEL_TASK_VISION)
    {
      use (studio, choice);
      return;
    }
  choice->cancellable = g_cancellable_new ();
  choice->timeout = g_timeout_add_once (ASK_TIMEOUT_MS, on_ask_timeout, choice);
  easel_studio_test_provider_async (studio, choice->provider, choice->cancellable, on_models_known,
                                    choice);
}

/* Spending -------------------------------------------------------------------------------- */

static void
on_spending_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) providers = easel_studio_load_spending_finish (EASEL_STUDIO (source),
                                                                       result, &error);
  g_autoptr (GPtrArray) texts = NULL;

  if (providers == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < providers->len; i++)
    {
      g_autoptr (JsonNode) node = easel_provider_spending_to_json (providers->pdata[i]);

      g_ptr_array_add (texts, json_to_string (node, FALSE));
    }
  g_dbus_method_invocation_return_value (invocation, easel_bus_params_new_list (texts));
}

void
easel_bus_providers_spending (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation)
{
  guint n_days;

  g_variant_get (parameters, "(u)", &n_days);
  easel_studio_load_spending_async (studio, n_days, NULL, on_spending_loaded, invocation);
}
