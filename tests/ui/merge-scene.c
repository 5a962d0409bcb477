/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-scene.h"

#include "easel-merge.h"

/* What the kind says about two of the fields. */
static const char kind_schema[] = "{\"type\":\"object\",\"properties\":{"
                                  "\"category\":{\"type\":\"string\","
                                  "\"enum\":[\"tops\",\"outerwear\",\"bags\"]},"
                                  "\"details\":{\"type\":\"string\"}},"
                                  "\"required\":[\"category\",\"details\"]}";
static const char left[] = "{\"category\":\"outerwear\",\"fabric\":\"Wool\","
                           "\"details\":\"Single-breasted, with horn buttons\","
                           "\"colors\":[\"Red\",\"Black\"],\"season\":\"winter\","
                           "\"lined\":true,\"size\":{\"chest\":96}}";
static const char right[] = "{\"category\":\"outerwear\",\"fabric\":\"Heavy wool felt\","
                            "\"details\":\"Double-breasted and knee length\","
                            "\"colors\":[\"Red\",\"Gold\"],\"occasion\":\"Opera\","
                            "\"lined\":false,\"size\":{\"chest\":98}}";
static const char merged[] = "{\"name\":\"Red Coat\",\"tags\":[\"coat\",\"opera\"],"
                             "\"attributes\":{\"category\":\"outerwear\",\"fabric\":\"%s\","
                             "\"details\":\"Knee length, with horn buttons\","
                             "\"colors\":[\"Red\",\"Black\",\"Gold\"],\"season\":\"winter\","
                             "\"lined\":true,\"size\":{\"chest\":96},\"occasion\":\"Opera\"}}";

static EaselEntity *
make (const char *id, const char *name, const char *attributes, const char *tag)
{
  EaselEntity *entity = easel_entity_new (id, "clothing_item", name);
  g_autoptr (JsonNode) node = json_from_string (attributes, NULL);
  const char *const tags[] = { "coat", tag, NULL };

  easel_entity_set_attributes (entity, json_node_get_object (node));
  easel_entity_set_tags (entity, tags);
  return entity;
}

GPtrArray *
merge_scene_propose (guint n_versions, gboolean model)
{
  g_autoptr (EaselEntity) source = make ("0198c0de-0000-7000-8000-000000000001", "Red Coat", left,
                                         NULL);
  g_autoptr (EaselEntity) target = make ("0198c0de-0000-7000-8000-000000000002", "Scarlet Coat",
                                         right, "opera");
  g_autoptr (EaselEntity) outfit = easel_entity_new ("0198c0de-0000-7000-8000-000000000003",
                                                     "outfit", "Night at the Opera");
  g_autoptr (JsonNode) kind = json_from_string (kind_schema, NULL);
  g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target, kind);
  g_autoptr (GPtrArray) affected = g_ptr_array_new ();
  GPtrArray *proposals = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (affected, outfit);
  for (guint i = 0; i < n_versions; i++)
    {
      const char *fabric = i == 1 ? "Felt" : "Wool felt";
      g_auto (GStrv) parts = g_strsplit (merged, "%s", 2);
      g_autofree char *text = g_strjoinv (fabric, parts);
      g_autoptr (JsonNode) values = json_from_string (text, NULL);
      g_autoptr (GError) error = NULL;
      const EaselMergeProposalParts made_of = {
        .source = source,
        .target = target,
        .schema = schema,
        .values = values,
        .fallback_reason = model ? NULL : "There is no key.",
        .version = i + 1,
        .affected = affected,
        .model = "test-model",
      };

      easel_merge_check_proposal (schema, values, &error);
      g_assert_no_error (error);
      g_ptr_array_add (proposals, easel_merge_proposal_new (&made_of));
    }
  return proposals;
}

EaselMergeReviewModel *
merge_scene_review (guint n_versions, gboolean model)
{
  g_autoptr (GPtrArray) proposals = merge_scene_propose (n_versions, model);

  return easel_merge_review_model_new (proposals);
}

EaselMergeField *
merge_scene_find (EaselMergeReviewModel *model, const char *name)
{
  GPtrArray *fields = easel_merge_review_model_get_fields (model);

  for (guint i = 0; i < fields->len; i++)
    if (g_str_equal (easel_merge_field_get_name (fields->pdata[i]), name))
      return fields->pdata[i];
  return NULL;
}

void
merge_scene_check (JsonNode *value, const char *expected)
{
  g_autofree char *text = json_to_string (value, FALSE);

  g_assert_cmpstr (text, ==, expected);
}
