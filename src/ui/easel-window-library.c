/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-page.h"
#include "easel-library-changes.h"
#include "easel-window-private.h"

#include <glib/gi18n.h>

/* What a person does to things in the library, from whichever page. */

typedef struct
{
  EaselWindow *window; /* (owned) */
  gboolean archived;
  guint n;
} Archiving;

static void
archiving_free (Archiving *archiving)
{
  g_object_unref (archiving->window);
  g_free (archiving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archiving, archiving_free)

static char *
describe_archiving (const Archiving *archiving)
{
  guint n = archiving->n;

  if (n == 1)
    return g_strdup (archiving->archived ? _ ("Archived") : _ ("Unarchived"));
  if (archiving->archived)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Archived %'u thing", "Archived %'u things", n), n);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Unarchived %'u thing", "Unarchived %'u things", n), n);
}

static void
on_archived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Archiving) archiving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *title = describe_archiving (archiving);

  if (!easel_library_set_archived_finish (EASEL_LIBRARY (source), result, &entry, &error))
    easel_window_add_error_toast (archiving->window, error);
  else if (entry != NULL)
    easel_window_add_undo_toast (archiving->window, title, entry);
}

static void
on_set_archived (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const EaselChangeStamp stamp = { .door = "window" };
  g_autofree const char **ids = NULL;
  gboolean archived;
  Archiving *archiving = g_new (Archiving, 1);

  g_variant_get (parameter, "(^a&sb)", &ids, &archived);
  *archiving = (Archiving) { g_object_ref (self), archived, g_strv_length ((char **) ids) };
  easel_library_set_archived_async (easel_studio_get_library (self->studio), ids, archived, &stamp,
                                    NULL, on_archived, archiving);
}

/* Favorites -------------------------------------------------------------------------------- */

typedef struct
{
  EaselWindow *window; /* (owned) */
  gboolean favorite;
} Starring;

static void
starring_free (Starring *starring)
{
  g_object_unref (starring->window);
  g_free (starring);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Starring, starring_free)

static void
on_starred (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Starring) starring = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;

  if (!easel_library_edit_finish (EASEL_LIBRARY (source), result, &entry, &error))
    easel_window_add_error_toast (starring->window, error);
  else if (entry != NULL)
    easel_window_add_undo_toast (
        starring->window,
        starring->favorite ? _ ("Added to favorites") : _ ("Removed from favorites"), entry);
}

/* (transfer full): those of @entity, with the star or without */
static GStrv
list_tags (EaselEntity *entity, gboolean favorite)
{
  const char *const *tags = easel_entity_get_tags (entity);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    if (!g_str_equal (tags[i], EASEL_ENTITY_FAVORITE))
      g_strv_builder_add (builder, tags[i]);
  if (favorite)
    g_strv_builder_add (builder, EASEL_ENTITY_FAVORITE);
  return g_strv_builder_end (builder);
}

static void
on_read_for_star (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const EaselChangeStamp stamp = { .door = "window" };
  g_autoptr (Starring) starring = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);
  g_auto (GStrv) tags = NULL;

  if (entity == NULL)
    {
      easel_window_add_error_toast (starring->window, error);
      return;
    }
  tags = list_tags (entity, starring->favorite);
  easel_library_edit_async (EASEL_LIBRARY (source),
                            &(EaselEditRequest) { .id = easel_entity_get_id (entity),
                                                  .tags = (const char *const *) tags },
                            &stamp, NULL, on_starred, g_steal_pointer (&starring));
}

static void
on_set_favorite (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  Starring *starring = g_new (Starring, 1);
  const char *id;

  starring->window = g_object_ref (self);
  g_variant_get (parameter, "(&sb)", &id, &starring->favorite);
  easel_library_get_async (easel_studio_get_library (self->studio), id, NULL, on_read_for_star,
                           starring);
}

static void
tell (EaselWindow *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", message);
}

/* Nothing is changed yet: the job asks before it does. */
static void
on_merge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);
  g_autoptr (GError) error = NULL;

  if (g_strv_length ((char **) ids) != 2)
    return;
  if (easel_studio_merge (self->studio, ids[0], ids[1], &error) != NULL)
    tell (self, _ ("You are asked before anything is merged"));
  else
    easel_window_add_error_toast (self, error);
}

static void
on_find_lookalikes (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_studio_tidy (self->studio, NULL, &error) != NULL)
    tell (self, _ ("What looks alike is shown in the Brief"));
  else
    easel_window_add_error_toast (self, error);
}

/* What is in front. */
static void
on_edit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->content);

  if (EASEL_IS_ENTITY_PAGE (page)
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    easel_entity_page_edit (EASEL_ENTITY_PAGE (page));
}

void
easel_window_add_library_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "edit", on_edit },
    { "merge", on_merge, "as" },
    { "find-lookalikes", on_find_lookalikes },
    { "set-archived", on_set_archived, "(asb)" },
    { "set-favorite", on_set_favorite, "(sb)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
