/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story-fixture.h"

#include "easel-id.h"

#include <string.h>

/* Routes ---------------------------------------------------------------------------------- */

/* (transfer full): as a JSON string */
static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

char *
story_fixture_route (const char *word, const char *text, const char *more)
{
  g_autofree char *quoted_word = quote (word);
  g_autofree char *quoted_text = quote (text);

  return g_strdup_printf ("{" FIXTURE_QUESTION ",\"match\":{\"body_contains\":%s},\"text\":%s%s}",
                          quoted_word, quoted_text, more != NULL ? more : "");
}

char *
story_fixture_routes (void)
{
  g_autofree char *plan = story_fixture_route ("json_schema", STORY_OUTLINE, NULL);
  g_autofree char *first = story_fixture_route ("Scene 1 of 3", STORY_TEXT ("1"), NULL);
  g_autofree char *second = story_fixture_route ("Scene 2 of 3", STORY_TEXT ("2"), NULL);
  g_autofree char *third = story_fixture_route ("Scene 3 of 3", STORY_TEXT ("3"), NULL);

  return g_strjoin (",", plan, first, second, third, NULL);
}

/* Studios --------------------------------------------------------------------------------- */

StudioFixture *
story_fixture_new (const char *routes)
{
  StudioFixture *self = studio_fixture_new (routes);

  if (routes == NULL)
    return self;
  studio_fixture_use_model (self, EASEL_MODEL_TASK_TEXT, "test", "text-model");
  studio_fixture_use_model (self, EASEL_MODEL_TASK_IMAGE, "test", "image-model");
  return self;
}

StudioFixture *
story_fixture_new_writing (void)
{
  g_autofree char *routes = story_fixture_routes ();

  return story_fixture_new (routes);
}

/* Jobs ------------------------------------------------------------------------------------ */

EaselJob *
story_fixture_submit_text (StudioFixture *self, const char *params, GError **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, params, NULL, NULL,
                                                  &parse_error);
  g_autoptr (GPtrArray) jobs = NULL;

  g_assert_no_error (parse_error);
  jobs = easel_studio_submit (self->studio, "story", variant, error);
  return jobs != NULL ? g_ptr_array_index (jobs, 0) : NULL;
}

EaselJob *
story_fixture_submit (StudioFixture *self, guint illustrations, gboolean stop_after_plan)
{
  g_autoptr (EaselStoryParams) params = easel_story_params_new ();
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  params->character = g_strdup ("a pilot with short curls");
  params->theme = g_strdup ("a lighthouse made of paper");
  params->scenes = 3;
  params->illustrations = illustrations;
  params->stop_after_plan = stop_after_plan;
  job = easel_studio_story (self->studio, params, &error);
  g_assert_no_error (error);
  return job;
}

EaselEntity *
story_fixture_complete (StudioFixture *self, EaselJob *job)
{
  g_autoptr (JsonObject) result = NULL;

  studio_fixture_wait (self, job);
  if (easel_job_get_failure (job) != NULL)
    g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (self, job);
  return story_fixture_get (self, json_object_get_string_member (result, "story"));
}

EaselEntity *
story_fixture_write (StudioFixture *self)
{
  return story_fixture_complete (self, story_fixture_submit (self, 0, FALSE));
}

/* The library ----------------------------------------------------------------------------- */

EaselEntity *
story_fixture_get (StudioFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  EaselEntity *story = easel_library_get (easel_studio_get_library (self->studio), id, &error);

  g_assert_no_error (error);
  return story;
}

EaselStoryScene
story_fixture_get_scene (EaselEntity *story, guint number)
{
  EaselStoryScene scene;
  g_autoptr (GError) error = NULL;

  easel_story_get_scene (story, number, &scene, &error);
  g_assert_no_error (error);
  return scene;
}

char *
story_fixture_add_entity (StudioFixture *self,
                          const char *kind,
                          const char *name,
                          const char *attributes)
{
  g_autofree char *id = easel_id_new ();
  g_autoptr (EaselEntity) entity = easel_entity_new (id, kind, name);
  g_autoptr (JsonNode) node = json_from_string (attributes, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  easel_entity_set_attributes (entity, json_node_get_object (node));
  g_ptr_array_add (entities, entity);
  easel_library_add (easel_studio_get_library (self->studio), entities, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

/* The server ------------------------------------------------------------------------------ */

char *
story_fixture_get_question (StudioFixture *self, guint nth)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");

  g_assert_cmpuint (json_array_get_length (journal), >, nth);
  return g_strdup (
      json_object_get_string_member (json_array_get_object_element (journal, nth), "body"));
}

guint
story_fixture_count (StudioFixture *self, const char *path, const char *word)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *request = json_array_get_object_element (journal, i);

      n += g_str_has_suffix (json_object_get_string_member (request, "path"), path)
           && strstr (json_object_get_string_member (request, "body"), word) != NULL;
    }
  return n;
}

gboolean
story_fixture_respond (StudioFixture *self,
                       EaselJob *job,
                       EaselDecisionAction action,
                       const char *data,
                       const char *comment,
                       GError **error)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (action, data, comment, "window");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_studio_respond_async (self->studio, easel_job_get_id (job), decision, NULL,
                              studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_studio_respond_finish (self->studio, result, error);
}
