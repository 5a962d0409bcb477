/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "generate-fixture.h"

#include "easel-id.h"

StudioFixture *
generate_fixture_new (const char *routes)
{
  g_autofree char *all = g_strconcat (routes != NULL ? routes : "", routes != NULL ? "," : "",
                                      FIXTURE_ANSWER "," GENERATE_ANSWER "," EDIT_ANSWER, NULL);
  StudioFixture *self = studio_fixture_new (all);

  studio_fixture_use_model (self, EASEL_MODEL_TASK_TEXT, "test", "writer");
  studio_fixture_use_model (self, EASEL_MODEL_TASK_IMAGE, "test", "painter");
  return self;
}

char *
generate_fixture_import (StudioFixture *self, const char *name, guint number)
{
  g_autofree char *uri = studio_fixture_write_picture (self, name, number);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) picture = easel_library_import_picture (
      easel_studio_get_library (self->studio), path, NULL, NULL, easel_id_new, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (easel_entity_get_id (picture));
}

char *
generate_fixture_add (StudioFixture *self,
                      const char *kind,
                      const char *name,
                      const char *attributes,
                      const char *picture)
{
  g_autofree char *id = easel_id_new ();
  EaselEntity *entity = easel_entity_new (id, kind, name);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  node = json_from_string (attributes, &error);
  g_assert_no_error (error);
  easel_entity_set_attributes (entity, json_node_get_object (node));
  if (picture != NULL)
    easel_entity_add_picture (entity, picture, "source");
  g_ptr_array_add (entities, entity);
  easel_library_add (easel_studio_get_library (self->studio), entities, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

EaselRecipe *
generate_fixture_recipe (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  EaselRecipe *recipe;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  recipe = easel_recipe_new_from_text (text, &error);
  g_assert_no_error (error);
  return recipe;
}

EaselJob *
generate_fixture_start (StudioFixture *self, const char *recipe, guint variations)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselRecipe) read = easel_recipe_new_from_text (recipe, &error);
  EaselJob *job;

  g_assert_no_error (error);
  job = easel_studio_generate (self->studio, read, variations, &error);
  g_assert_no_error (error);
  return job;
}

JsonObject *
generate_fixture_complete (StudioFixture *self, const char *recipe)
{
  EaselJob *job = generate_fixture_start (self, recipe, 1);

  studio_fixture_wait (self, job);
  if (easel_job_get_failure (job) != NULL)
    g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_COMPLETED);
  return studio_fixture_get_result (self, job);
}

EaselEntity *
generate_fixture_get (StudioFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  EaselEntity *entity = easel_library_get (easel_studio_get_library (self->studio), id, &error);

  g_assert_no_error (error);
  return entity;
}

/* (transfer full) (element-type JsonObject): what the server was asked for @path */
static GPtrArray *
list_requests (StudioFixture *self, const char *path)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *request = json_array_get_object_element (journal, i);

      if (g_str_equal (json_object_get_string_member (request, "path"), path))
        g_ptr_array_add (requests, json_object_ref (request));
    }
  return requests;
}

guint
generate_fixture_count (StudioFixture *self, const char *path)
{
  g_autoptr (GPtrArray) requests = list_requests (self, path);

  return requests->len;
}

static void
append_form (GString *bodies, JsonArray *form)
{
  for (guint i = 0; i < json_array_get_length (form); i++)
    {
      JsonObject *field = json_array_get_object_element (form, i);

      g_string_append_printf (
          bodies, "%s=%s\n", json_object_get_string_member (field, "name"),
          json_object_get_string_member_with_default (field, "value", "a file"));
    }
}

char *
generate_fixture_bodies (StudioFixture *self, const char *path)
{
  g_autoptr (GPtrArray) requests = list_requests (self, path);
  g_autoptr (GString) bodies = g_string_new (NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      JsonObject *request = g_ptr_array_index (requests, i);

      if (json_object_has_member (request, "form"))
        append_form (bodies, json_object_get_array_member (request, "form"));
      else
        g_string_append (bodies, json_object_get_string_member (request, "body"));
      g_string_append (bodies, "\n\n");
    }
  return g_string_free_and_steal (g_steal_pointer (&bodies));
}
