/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include "easel-entity-kind.h"
#include "easel-id.h"

#include <glib/gi18n.h>

/* How many ids a sentence can take. */
#define MAX_NAMED 5

/* (transfer full): {text, archived, kind}: the search is for words, so it finds more than is meant
 * @kind: (nullable) */
static GVariant *
make_filter (const char *name, const char *kind, gboolean archived)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&filter, "{sv}", "text", easel_command_new_text (name));
  g_variant_builder_add (&filter, "{sv}", "archived", g_variant_new_boolean (archived));
  if (kind != NULL)
    g_variant_builder_add (&filter, "{sv}", "kind", g_variant_new_string (kind));
  return g_variant_new ("(@a{sv})", g_variant_builder_end (&filter));
}

/* (transfer full) (nullable) (element-type utf8): ids of all that are called exactly so
 * @kind: (nullable): only of these; else all but pictures */
static GPtrArray *
find_listed (EaselClient *client,
             const char *name,
             const char *kind,
             gboolean archived,
             GError **error)
{
  g_auto (GStrv) entities = easel_command_get_list (client, EASEL_BUS_LIBRARY, "List",
                                                    make_filter (name, kind, archived), error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  if (entities == NULL)
    return NULL;
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr (JsonObject) entity = easel_command_read_object (entities[i], error);

      if (entity == NULL)
        return NULL;
      if (g_str_equal (easel_command_get_text (entity, "name"), name))
        g_ptr_array_add (ids, g_strdup (easel_command_get_text (entity, "id")));
    }
  return g_steal_pointer (&ids);
}

/* (transfer full) (nullable) (element-type utf8): ids of all that are called exactly so; pictures
 * are looked at when nothing else is */
static GPtrArray *
find_named (EaselClient *client, const char *name, gboolean archived, GError **error)
{
  g_autoptr (GPtrArray) ids = find_listed (client, name, NULL, archived, error);

  if (ids == NULL || ids->len > 0)
    return g_steal_pointer (&ids);
  return find_listed (client, name, EASEL_ENTITY_PICTURE, archived, error);
}

static void
set_ambiguous (const char *name, GPtrArray *ids, GError **error)
{
  g_autofree char *list = NULL;
  guint n_named = ids->len;

  if (ids->len > MAX_NAMED)
    g_ptr_array_remove_range (ids, MAX_NAMED, ids->len - MAX_NAMED);
  list = g_strjoinv (", ", (GStrv) ids->pdata);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* Translators: a name, how many have it (at least 2), and the ids of some */
               g_dngettext (GETTEXT_PACKAGE,
                            "“%s” is the name of %u things. Say which by its id: %s",
                            "“%s” is the name of %u things. Say which by its id: %s", n_named),
               name, n_named, list);
}

char *
easel_command_find_entity (EaselClient *client, const char *word, gboolean archived, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (easel_id_is_valid (word))
    return g_strdup (word);

  ids = find_named (client, word, archived, error);
  if (ids != NULL && ids->len == 0)
    {
      g_ptr_array_unref (ids);
      ids = find_named (client, word, !archived, error);
    }
  if (ids == NULL)
    return NULL;

  if (ids->len == 1)
    return g_strdup (g_ptr_array_index (ids, 0));
  if (ids->len == 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _ ("Nothing in the library has the id or the name “%s”. “easel library” lists "
                    "what is there."),
                 word);
  else
    set_ambiguous (word, ids, error);
  return NULL;
}

char *
easel_command_connect_and_find (const char *word, EaselClient **client, GError **error)
{
  *client = easel_client_new (error);
  return *client != NULL ? easel_command_find_entity (*client, word, FALSE, error) : NULL;
}

char *
easel_command_find_entity_or_words (EaselClient *client,
                                    const char *word,
                                    const char *kind,
                                    GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (easel_id_is_valid (word))
    return g_strdup (word);
  /* A picture is called by the words it was made of: they mean the same when said again. */
  ids = find_listed (client, word, kind, FALSE, error);
  if (ids == NULL)
    return NULL;
  if (ids->len > 1)
    {
      set_ambiguous (word, ids, error);
      return NULL;
    }
  return g_strdup (ids->len == 1 ? g_ptr_array_index (ids, 0) : word);
}
