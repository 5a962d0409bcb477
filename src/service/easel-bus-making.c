/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-making.h"

#include "easel-bus-params.h"
#include "easel-submission.h"

#include <glib/gi18n.h>

/* Generators ------------------------------------------------------------------------------- */

static JsonObject *
describe_slot (const EaselGeneratorSlot *slot)
{
  JsonObject *object = json_object_new ();
  JsonArray *kinds = json_array_new ();

  json_object_set_string_member (object, "name", slot->slot);
  json_object_set_boolean_member (object, "needed", slot->needed);
  json_object_set_boolean_member (object, "text", slot->takes_text);
  json_object_set_boolean_member (object, "picture", slot->caption != NULL);
  for (guint i = 0; slot->kinds[i] != NULL; i++)
    json_array_add_string_element (kinds, slot->kinds[i]);
  json_object_set_array_member (object, "kinds", kinds);
  return object;
}

static JsonObject *
describe_option (const EaselGeneratorOption *option)
{
  static const char *const types[] = {
    [EASEL_GENERATOR_OPTION_NUMBER] = "number",
    [EASEL_GENERATOR_OPTION_INTEGER] = "integer",
    [EASEL_GENERATOR_OPTION_BOOLEAN] = "boolean",
  };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", option->name);
  json_object_set_string_member (object, "title", easel_generator_option_get_title (option));
  json_object_set_string_member (object, "description",
                                 easel_generator_option_get_description (option));
  json_object_set_string_member (object, "type", types[option->type]);
  if (option->type == EASEL_GENERATOR_OPTION_BOOLEAN)
    {
      json_object_set_boolean_member (object, "default", option->fallback > 0);
      return object;
    }
  json_object_set_double_member (object, "minimum", option->minimum);
  json_object_set_double_member (object, "maximum", option->maximum);
  json_object_set_double_member (object, "default", option->fallback);
  return object;
}

/* (transfer full): as JSON */
static char *
describe_generator (EaselGenerator *generator)
{
  EaselDataItem *item = EASEL_DATA_ITEM (generator);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  GPtrArray *slots = easel_generator_get_slots (generator);
  GPtrArray *options = easel_generator_get_options (generator);
  JsonArray *described;

  json_object_set_string_member (object, "name", easel_data_item_get_name (item));
  json_object_set_string_member (object, "title", easel_data_item_get_title (item));
  json_object_set_string_member (object, "description", easel_data_item_get_description (item));
  described = json_array_new ();
  for (guint i = 0; i < slots->len; i++)
    json_array_add_object_element (described, describe_slot (slots->pdata[i]));
  json_object_set_array_member (object, "slots", described);
  described = json_array_new ();
  for (guint i = 0; i < options->len; i++)
    json_array_add_object_element (described, describe_option (options->pdata[i]));
  json_object_set_array_member (object, "options", described);
  node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, FALSE);
}

void
easel_bus_making_list_generators (EaselStudio *studio,
                                  GVariant *parameters,
                                  GDBusMethodInvocation *invocation)
{
  GListModel *generators = easel_studio_get_generators (studio);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (generators); i++)
    {
      g_autoptr (EaselGenerator) generator = g_list_model_get_item (generators, i);

      g_ptr_array_add (texts, describe_generator (generator));
    }
  g_dbus_method_invocation_return_value (invocation, easel_bus_params_new_list (texts));
}

/* Prompts ---------------------------------------------------------------------------------- */

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (EaselRecipePrompt) prompt = easel_studio_build_prompt_finish (EASEL_STUDIO (source),
                                                                           result, &error);

  if (prompt != NULL)
    g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(s^as)", prompt->text, prompt->pictures));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

/* (transfer full) (nullable) */
static EaselSubmission *
read_submission (GVariant *parameters, GError **error)
{
  g_autoptr (GVariant) params = NULL;
  g_autoptr (EaselSubmission) submission = NULL;
  const char *kind;

  g_variant_get (parameters, "(&s@a{sv})", &kind, &params);
  submission = easel_submission_new (kind, params, error);
  if (submission == NULL || submission->generate != NULL)
    return g_steal_pointer (&submission);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               /* Translators: a kind of job, such as “merge” */
               _ ("“%s” has no prompt to show."), kind);
  return NULL;
}

void
easel_bus_making_build_prompt (EaselStudio *studio,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation)
{
  GError *error = NULL;
  g_autoptr (EaselSubmission) submission = read_submission (parameters, &error);

  if (submission != NULL)
    easel_studio_build_prompt_async (studio, submission->generate->recipe, NULL, on_built,
                                     invocation);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}
