/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-scene.h"

#include "easel-library-tidy.h"

static char *
import (LibraryFixture *fixture, guint number)
{
  g_autofree char *path = library_fixture_write_picture (fixture, number);
  g_autoptr (EaselEntity) picture = library_fixture_import (fixture, path, NULL);

  return g_strdup (easel_entity_get_id (picture));
}

static EaselEntity *
make_item (const char *name, const char *json, const char *job, const char *const *tags)
{
  EaselEntity *item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, name, json, job);

  easel_entity_set_tags (item, tags);
  return item;
}

static void
add_items (LibraryScene *self, LibraryFixture *fixture)
{
  static const char *const coat_tags[] = { "warm", "winter", NULL };
  static const char *const jacket_tags[] = { "Winter", "sale", NULL };
  g_autoptr (EaselEntity) coat = make_item (
      "Navy Coat",
      "{\"category\":\"outerwear\",\"item\":\"coat\",\"fabric\":\"not visible\","
      "\"color\":\"navy\",\"details\":\"Knee-length with a wide notched collar. Horn buttons.\"}",
      "job-1", coat_tags);
  g_autoptr (EaselEntity) jacket = make_item (
      "Dark Blue Wool Coat",
      "{\"category\":\"outerwear\",\"item\":\"wool coat\",\"fabric\":\"boiled wool\","
      "\"color\":\"dark navy blue\",\"details\":\"Two flap pockets and a vent at the back. Horn "
      "buttons.\",\"lining\":[\"silk\"]}",
      "job-2", jacket_tags);
  g_autoptr (EaselEntity) scarf = make_item ("Red Scarf", "{\"category\":\"neckwear\"}", "job-2",
                                             NULL);

  easel_entity_add_picture (coat, self->pictures[0], "source");
  easel_entity_add_picture (coat, self->pictures[1], "source");
  easel_entity_add_picture (jacket, self->pictures[1], "source");
  easel_entity_add_picture (jacket, self->pictures[2], "source");
  easel_entity_add_picture (jacket, self->pictures[0], "preview");
  easel_entity_add_reference (coat, "with", easel_entity_get_id (jacket));
  easel_entity_add_reference (jacket, "with", easel_entity_get_id (scarf));
  library_fixture_add (fixture, scarf);
  library_fixture_add (fixture, jacket);
  library_fixture_add (fixture, coat);
  self->coat = g_strdup (easel_entity_get_id (coat));
  self->jacket = g_strdup (easel_entity_get_id (jacket));
  self->scarf = g_strdup (easel_entity_get_id (scarf));
}

static char *
add_outfit (LibraryFixture *fixture, const char *name, const char *const *links)
{
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, name, NULL, NULL);

  for (guint i = 0; links[i] != NULL; i += 2)
    easel_entity_add_reference (outfit, links[i], links[i + 1]);
  library_fixture_add (fixture, outfit);
  return g_strdup (easel_entity_get_id (outfit));
}

static char *
add_story (LibraryScene *self, LibraryFixture *fixture)
{
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"Cold\",\"wears\":[\"%s\",\"%s\"],\"scenes\":[{\"text\":\"Snow.\",\"in\":"
      "\"%s\"}],\"note\":\"%s is not an id here\"}",
      self->coat, self->jacket, self->jacket, self->jacket);
  g_autoptr (EaselEntity) story = library_make_entity (EASEL_ENTITY_STORY, "Tale", json, NULL);

  library_fixture_add (fixture, story);
  return g_strdup (easel_entity_get_id (story));
}

static void
remember (LibraryFixture *fixture, const char *picture, const char *model, const char *entity)
{
  g_autoptr (GError) error = NULL;

  easel_library_remember_analysis (fixture->library, picture, "outfit", "p", model, "r1", entity,
                                   &error);
  g_assert_no_error (error);
}

void
library_scene_init (LibraryScene *self, LibraryFixture *fixture)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->pictures); i++)
    self->pictures[i] = import (fixture, i);
  add_items (self, fixture);

  self->both = add_outfit (fixture, "Both",
                           (const char *const[]) { "item", self->coat, "item", self->scarf, "item",
                                                   self->jacket, NULL });
  self->twice = add_outfit (fixture, "Twice",
                            (const char *const[]) { "item", self->jacket, "spare", self->jacket,
                                                    "item", self->scarf, NULL });
  self->old = add_outfit (fixture, "Old", (const char *const[]) { "item", self->jacket, NULL });
  self->story = add_story (self, fixture);
  sql = g_strdup_printf ("UPDATE entity SET archived = 1 WHERE id = '%s'", self->old);
  library_fixture_exec (fixture, sql);

  remember (fixture, self->pictures[0], "m", self->coat);
  remember (fixture, self->pictures[2], "m", self->jacket);
  remember (fixture, self->pictures[2], "n", self->jacket);
  easel_library_set_not_duplicates (fixture->library, self->jacket, self->scarf, TRUE, &error);
  g_assert_no_error (error);
}

void
library_scene_clear (LibraryScene *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pictures); i++)
    g_free (self->pictures[i]);
  g_free (self->coat);
  g_free (self->jacket);
  g_free (self->scarf);
  g_free (self->both);
  g_free (self->twice);
  g_free (self->old);
  g_free (self->story);
}

EaselEntity *
library_fixture_get (LibraryFixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  EaselEntity *entity = easel_library_get (self->library, id, &error);

  g_assert_no_error (error);
  return entity;
}

JsonNode *
library_propose (LibraryFixture *self, const char *source, const char *target)
{
  g_autoptr (EaselEntity) own = library_fixture_get (self, source);
  g_autoptr (EaselEntity) other = library_fixture_get (self, target);

  return easel_merge_propose_fieldwise (own, other);
}

gboolean
library_merge (LibraryFixture *self,
               const char *source,
               const char *target,
               const char *group,
               char **entry,
               GError **error)
{
  g_autoptr (JsonNode) proposal = library_propose (self, source, target);
  const EaselMergeRequest request = { .source = source, .target = target, .proposal = proposal };
  const EaselChangeStamp stamp = { .group = group };

  return easel_library_merge (self->library, &request, &stamp, entry, error);
}

char *
library_edit (LibraryFixture *self, const char *id, const char *field, const char *value)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (self, id);
  EaselEditRequest request = { .id = id };
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (),
                                                     easel_entity_get_attributes (entity));
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (JsonNode) copy = json_from_string (text, NULL);
  char *entry = NULL;
  g_autoptr (GError) error = NULL;

  if (field == NULL)
    request.name = value;
  else
    {
      json_object_set_string_member (json_node_get_object (copy), field, value);
      request.attributes = json_node_get_object (copy);
    }
  easel_library_edit (self->library, &request, NULL, &entry, &error);
  g_assert_no_error (error);
  return entry;
}

char *
library_list_references (LibraryFixture *self, const char *id)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (self, id);
  GPtrArray *references = easel_entity_get_references (entity);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      g_string_append_printf (list, "%s%s:%s", i > 0 ? " " : "", reference->role,
                              reference->target);
    }
  return g_string_free (list, FALSE);
}

char *
library_list_pictures (LibraryFixture *self, const char *id)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (self, id);
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      g_string_append_printf (list, "%s%s:%s", i > 0 ? " " : "", picture->role, picture->picture);
    }
  return g_string_free (list, FALSE);
}

JsonNode *
library_parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

void
library_assert_attributes (EaselEntity *entity, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (),
                                                     easel_entity_get_attributes (entity));
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

void
library_assert_list (char *list, const char *format, ...)
{
  g_autofree char *actual = list;
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpstr (actual, ==, expected);
}
