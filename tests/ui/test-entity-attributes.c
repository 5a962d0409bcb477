/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-attributes.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <locale.h>

/* Every field an analyzer asks for has a name that can be translated. */
static void
check_fields (JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  JsonObjectIter iter;
  const char *field = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &field, &node))
    {
      g_autofree char *label = easel_entity_attributes_describe_field (field);
      g_autofree char *unnamed = g_strdelimit (g_strdup (field), "_", ' ');
      JsonObject *type = json_node_get_object (node);
      JsonObject *items = json_object_has_member (type, "items")
                              ? json_object_get_object_member (type, "items")
                              : NULL;

      unnamed[0] = g_ascii_toupper (unnamed[0]);
      if (strchr (field, '_') != NULL)
        g_assert_cmpstr (label, !=, unnamed);
      if (items != NULL && json_object_has_member (items, "properties"))
        check_fields (items);
    }
}

static void
test_analyzers (void)
{
  const char *data_dir = g_getenv ("EASEL_DATA_DIR");
  g_autofree char *folder = g_build_filename (data_dir, "analyzers", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name = NULL;
  guint n_schemas = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *root = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      json_parser_load_from_file (parser, path, &error);
      g_assert_no_error (error);
      root = json_node_get_object (json_parser_get_root (parser));
      if (!json_object_has_member (root, "schema"))
        continue;

      check_fields (json_object_get_object_member (root, "schema"));
      n_schemas++;
    }
  g_assert_cmpuint (n_schemas, >=, 9);
}

static void
assert_label (const char *field, const char *expected)
{
  g_autofree char *label = easel_entity_attributes_describe_field (field);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_labels (void)
{
  assert_label ("aesthetic", "Aesthetic");
  assert_label ("width", "Width");
  assert_label ("gaze_direction", "Gaze");
  assert_label ("something_new", "Something new");
  assert_label ("", "");
}

static void
run (const char *const *command)
{
  int status = 0;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

/* Where there are only the locales that every system has, no catalog is read. */
static void
speak_german (const char *folder)
{
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);

  g_unsetenv ("LANGUAGE");
  if (setlocale (LC_ALL, "de_DE.UTF-8") != NULL)
    return;
  run ((const char *const[]) { "localedef", "-i", "de_DE", "-f", "UTF-8", locale, NULL });
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "de_DE.UTF-8"));
}

static void
bind_catalog (const char *folder, const char *catalog)
{
  g_autofree char *po = g_build_filename (folder, "de.po", NULL);
  g_autofree char *messages = g_build_filename (folder, "de", "LC_MESSAGES", NULL);
  g_autofree char *mo = g_build_filename (messages, "test-values.mo", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (po, catalog, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  run ((const char *const[]) { "msgfmt", "-o", mo, po, NULL });
  bindtextdomain ("test-values", folder);
  bind_textdomain_codeset ("test-values", "UTF-8");
  textdomain ("test-values");
}

static void
assert_value (const char *field, const char *json, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) value = json_from_string (json, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = easel_entity_attributes_describe_value (field, value);
  g_assert_cmpstr (text, ==, expected);
}

/* What a model chose is shown in the language of the window; the words of anybody are not. */
static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("easel-values-XXXXXX", &error);

  g_assert_no_error (error);
  assert_value ("category", "\"one_piece\"", "One piece");
  assert_value ("formality", "\"smart casual\"", "Smart casual");
  assert_value ("perspective", "\"third\"", "Third Person");
  assert_value ("kind", "\"outfit\"", "Story of Clothes");
  assert_value ("kind", "\"saga\"", "Saga");

  speak_german (folder);
  bind_catalog (folder, "msgid \"\"\n"
                        "msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                        "msgctxt \"category\"\nmsgid \"one_piece\"\nmsgstr \"Einteiler\"\n"
                        "msgctxt \"intensity\"\nmsgid \"strong\"\nmsgstr \"stark\"\n"
                        "msgctxt \"value of any field\"\nmsgid \"not visible\"\n"
                        "msgstr \"nicht zu sehen\"\n");
  assert_value ("category", "\"one_piece\"", "Einteiler");
  assert_value ("category", "\"tail_wear\"", "Tail wear");
  assert_value ("intensity", "\"strong\"", "Stark");
  assert_value ("fabric", "\"not visible\"", "Nicht zu sehen");
  assert_value ("fabric", "\"Not visible\"", "Nicht zu sehen");
  assert_value ("color", "\"strong\"", "Strong");
  assert_value ("original_name", "\"strong\"", "strong");
  assert_value ("clothing_items", "{\"category\": \"one_piece\", \"item\": \"Suit\"}",
                "Einteiler · Suit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/entity-attributes/analyzers", test_analyzers);
  g_test_add_func ("/ui/entity-attributes/labels", test_labels);
  g_test_add_func ("/ui/entity-attributes/values", test_values);
  return g_test_run ();
}
