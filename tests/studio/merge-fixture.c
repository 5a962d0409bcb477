/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

char *
merge_fixture_route (const char *values, guint times)
{
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), values);
  g_autofree char *quoted = json_to_string (text, FALSE);

  if (times > 0)
    return g_strdup_printf ("{" FIXTURE_QUESTION ",\"text\":%s,\"times\":%u}", quoted, times);
  return g_strdup_printf ("{" FIXTURE_QUESTION ",\"text\":%s}", quoted);
}

/* @tag: (nullable). @item: (nullable): id of what it is made of */
static void
add (StudioFixture *self, EaselEntity *entity, const char *tag, const char *item)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (tag != NULL)
    easel_entity_set_tags (entity, (const char *const[]) { tag, NULL });
  if (item != NULL)
    easel_entity_add_reference (entity, "item", item);
  g_ptr_array_add (entities, entity);
  easel_library_add (easel_studio_get_library (self->studio), entities, &error);
  g_assert_no_error (error);
}

void
merge_fixture_add (StudioFixture *self,
                   const char *id,
                   const char *name,
                   const char *attributes,
                   const char *tag)
{
  g_autoptr (EaselEntity) entity = easel_entity_new (id, EASEL_ENTITY_CLOTHING_ITEM, name);
  g_autoptr (JsonNode) node = json_from_string (attributes, NULL);

  easel_entity_set_attributes (entity, json_node_get_object (node));
  add (self, entity, tag, NULL);
}

StudioFixture *
merge_fixture_new (const char *routes)
{
  StudioFixture *self = studio_fixture_new (routes);
  g_autoptr (EaselEntity) outfit = easel_entity_new (MERGE_OUTFIT, EASEL_ENTITY_OUTFIT,
                                                     "Rain outfit");

  if (routes != NULL)
    studio_fixture_use_model (self, EASEL_MODEL_TASK_TEXT, "test", "text-model");
  merge_fixture_add (self, MERGE_SOURCE, "Navy coat",
                     "{\"category\":\"outerwear\",\"item\":\"coat\",\"fabric\":\"wool\","
                     "\"color\":\"navy\"}",
                     "winter");
  merge_fixture_add (self, MERGE_TARGET, "Blue coat",
                     "{\"category\":\"outerwear\",\"item\":\"coat\",\"fabric\":\"heavy wool felt\","
                     "\"color\":\"deep blue\",\"details\":\"two buttons are missing\"}",
                     "rain");
  add (self, outfit, NULL, MERGE_TARGET);
  return self;
}

StudioFixture *
merge_fixture_new_asking (void)
{
  g_autofree char *route = merge_fixture_route (MERGE_VALUES ("navy blue"), 0);

  return merge_fixture_new (route);
}

EaselEntity *
merge_fixture_get (StudioFixture *self, const char *id)
{
  return easel_library_get (easel_studio_get_library (self->studio), id, NULL);
}

const char *
merge_fixture_get_color (EaselEntity *entity)
{
  return json_object_get_string_member_with_default (easel_entity_get_attributes (entity), "color",
                                                     NULL);
}

void
merge_fixture_edit (StudioFixture *self, const char *id, const char *color)
{
  g_autoptr (EaselEntity) entity = merge_fixture_get (self, id);
  JsonObject *attributes = easel_entity_get_attributes (entity);
  const EaselEditRequest request = { .id = id, .attributes = attributes };
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (attributes, "color", color);
  easel_library_edit (easel_studio_get_library (self->studio), &request, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
merge_fixture_archive (StudioFixture *self, const char *id, gboolean archived)
{
  const char *const ids[] = { id, NULL };
  g_autoptr (GError) error = NULL;

  easel_library_set_archived (easel_studio_get_library (self->studio), ids, archived, NULL, NULL,
                              &error);
  g_assert_no_error (error);
}

EaselJob *
merge_fixture_ask (StudioFixture *self)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_merge (self->studio, MERGE_SOURCE, MERGE_TARGET, &error);

  g_assert_no_error (error);
  studio_fixture_wait (self, job);
  if (easel_job_get_failure (job) != NULL)
    g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  return job;
}

EaselMergeProposal *
merge_fixture_get_proposal (StudioFixture *self, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (self, job);
  EaselAskRecord *ask = easel_job_details_get_last_ask (details);
  g_autoptr (GError) error = NULL;
  EaselMergeProposal *merge;

  g_assert_nonnull (ask);
  merge = easel_merge_proposal_from_proposal (ask->proposal, &error);
  g_assert_no_error (error);
  return merge;
}

char *
merge_fixture_get_question (StudioFixture *self, guint nth)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");
  JsonObject *request;

  g_assert_cmpuint (json_array_get_length (journal), >, nth);
  request = json_array_get_object_element (journal, nth);
  return g_strdup (json_object_get_string_member (request, "body"));
}

gboolean
merge_fixture_respond (StudioFixture *self,
                       EaselJob *job,
                       EaselDecisionAction action,
                       const char *data,
                       const char *comment,
                       GError **error)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (action, data, comment, "command-line");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_studio_respond_async (self->studio, easel_job_get_id (job), decision, NULL,
                              studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_studio_respond_finish (self->studio, result, error);
}

JsonObject *
merge_fixture_complete (StudioFixture *self,
                        EaselJob *job,
                        EaselDecisionAction action,
                        const char *data)
{
  g_autoptr (GError) error = NULL;

  merge_fixture_respond (self, job, action, data, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (self, job), ==, EASEL_JOB_STATE_COMPLETED);
  return studio_fixture_get_result (self, job);
}

EaselJournalEntry *
merge_fixture_get_entry (StudioFixture *self, EaselJob *job)
{
  const EaselHistoryQuery query = { .job = easel_job_get_id (job) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = easel_library_history (easel_studio_get_library (self->studio),
                                                         &query, &error);

  g_assert_no_error (error);
  return entries->len > 0 ? g_object_ref (g_ptr_array_index (entries, 0)) : NULL;
}

void
merge_fixture_undo (StudioFixture *self, const char *change)
{
  g_autoptr (GError) error = NULL;

  easel_library_undo (easel_studio_get_library (self->studio), change, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}
