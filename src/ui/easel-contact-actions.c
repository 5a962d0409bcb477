/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-actions.h"

#include "easel-contact-content.h"
#include "easel-contact-preview-dialog.h"
#include "easel-library-changes.h"

#include <glib/gi18n.h>

struct _EaselContactActions
{
  GObject parent_instance;

  GtkWidget *widget; /* (unowned) */
  EaselContactListFunc func;
  EaselLibrary *library;     /* (owned) */
  GSimpleActionGroup *group; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselContactActions, easel_contact_actions, G_TYPE_OBJECT)

/* (transfer full) (element-type EaselContactItem): what can be acted on */
static GPtrArray *
list_items (EaselContactActions *self)
{
  g_autoptr (GPtrArray) items = self->func (self->widget);
  GPtrArray *ready = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    if (easel_contact_item_get_state (items->pdata[i]) == EASEL_CONTACT_READY)
      g_ptr_array_add (ready, g_object_ref (items->pdata[i]));
  return ready;
}

/* (transfer full) (nullable): when it is a single one */
static EaselContactItem *
get_picture (EaselContactActions *self)
{
  g_autoptr (GPtrArray) items = list_items (self);

  return items->len == 1 && easel_contact_item_is_picture (items->pdata[0])
             ? g_object_ref (items->pdata[0])
             : NULL;
}

static void
tell (EaselContactActions *self, const char *message)
{
  gtk_widget_activate_action (self->widget, "win.tell", "s", message);
}

/* Keeping and discarding ------------------------------------------------------------------ */

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactActions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_edit_finish (EASEL_LIBRARY (source), result, NULL, &error)
      && self->widget != NULL)
    tell (self, error->message);
}

/* (transfer full): with the star, or without it */
static GStrv
mark (const char *const *tags, gboolean kept)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    if (!g_str_equal (tags[i], EASEL_ENTITY_FAVORITE))
      g_strv_builder_add (builder, tags[i]);
  if (kept)
    g_strv_builder_add (builder, EASEL_ENTITY_FAVORITE);
  return g_strv_builder_end (builder);
}

/* The action's state follows when the library says so. */
static void
on_keep (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  EaselContactActions *self = user_data;
  const EaselChangeStamp stamp = { .door = "window" };
  g_autoptr (GPtrArray) items = list_items (self);
  gboolean keep = g_variant_get_boolean (state);

  for (guint i = 0; i < items->len; i++)
    {
      EaselEntity *entity = easel_contact_item_get_entity (items->pdata[i]);
      g_auto (GStrv) tags = mark (easel_entity_get_tags (entity), keep);

      if (easel_entity_is_favorite (entity) != keep)
        easel_library_edit_async (self->library,
                                  &(EaselEditRequest) { .id = easel_entity_get_id (entity),
                                                        .tags = (const char *const *) tags },
                                  &stamp, NULL, on_kept, g_object_ref (self));
    }
  if (items->len > 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->widget), keep ? _ ("Kept") : _ ("Not kept"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_discard (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselContactActions *self = user_data;
  g_autoptr (GPtrArray) items = list_items (self);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (ids, (gpointer) easel_contact_item_get_id (items->pdata[i]));
  g_ptr_array_add (ids, NULL);
  if (items->len > 0)
    gtk_widget_activate_action (self->widget, "win.set-archived", "(^asb)", ids->pdata, TRUE);
}

/* To other programs ----------------------------------------------------------------------- */

static void
on_copy (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselContactActions *self = user_data;
  g_autoptr (GPtrArray) items = list_items (self);
  g_autoptr (GdkContentProvider) content = easel_contact_content_new (items);

  if (content == NULL)
    return;
  gdk_clipboard_set_content (gtk_widget_get_clipboard (self->widget), content);
  tell (self, _ ("Copied"));
}

/* (transfer full): what is proposed as the name of a file */
static char *
make_file_name (EaselContactItem *item)
{
  g_autofree char *name = g_strdup (easel_entity_get_name (easel_contact_item_get_entity (item)));
  g_autofree char *old = g_file_get_basename (easel_contact_item_get_file (item));
  const char *extension = old != NULL ? strrchr (old, '.') : NULL;

  g_strdelimit (name, "/", '-');
  if (extension == NULL || g_str_has_suffix (name, extension))
    return g_steal_pointer (&name);
  if (g_str_equal (extension, ".jpeg"))
    extension = ".jpg";
  return g_strdup_printf ("%s%s", name, extension);
}

typedef struct
{
  EaselContactActions *actions; /* (owned) */
  EaselContactItem *item;       /* (owned) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->actions);
  g_object_unref (saving->item);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  if (saving->actions->widget == NULL)
    return;
  if (g_file_copy_finish (G_FILE (source), result, &error))
    tell (saving->actions, _ ("Saved"));
  else
    tell (saving->actions, error->message);
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  GFile *picture = easel_contact_item_get_file (saving->item);

  if (file != NULL)
    g_file_copy_async (picture, file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                       G_PRIORITY_DEFAULT, NULL, NULL, NULL, on_saved, g_steal_pointer (&saving));
  else if (saving->actions->widget != NULL
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    tell (saving->actions, error->message);
}

static void
on_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselContactActions *self = user_data;
  g_autoptr (EaselContactItem) item = get_picture (self);
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;
  Saving *saving = NULL;

  if (item == NULL || easel_contact_item_get_file (item) == NULL)
    return;
  dialog = gtk_file_dialog_new ();
  name = make_file_name (item);
  saving = g_new (Saving, 1);
  *saving = (Saving) { g_object_ref (self), g_object_ref (item) };
  gtk_file_dialog_set_title (dialog, _ ("Save Picture"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (self->widget)), NULL,
                        on_place_chosen, saving);
}

/* Within Easel ---------------------------------------------------------------------------- */

static void
on_set_preview (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselContactActions *self = user_data;
  g_autoptr (EaselContactItem) item = get_picture (self);

  if (item != NULL)
    adw_dialog_present (ADW_DIALOG (easel_contact_preview_dialog_new (
                            self->library, easel_contact_item_get_entity (item))),
                        self->widget);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselContactActions *self = user_data;
  g_autoptr (GPtrArray) items = list_items (self);

  if (items->len == 1)
    gtk_widget_activate_action (self->widget, "win.show-entity", "s",
                                easel_contact_item_get_id (items->pdata[0]));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_contact_actions_dispose (GObject *object)
{
  EaselContactActions *self = EASEL_CONTACT_ACTIONS (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->group);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_contact_actions_parent_class)->dispose (object);
}

static void
easel_contact_actions_class_init (EaselContactActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_contact_actions_dispose;
}

static void
easel_contact_actions_init (EaselContactActions *self)
{
  self->group = g_simple_action_group_new ();
}

static void
add_shortcuts (GtkWidget *widget)
{
  static const struct
  {
    const char *trigger;
    const char *action;
  } shortcuts[] = {
    { "k", "picture.keep" },
    { "x|Delete|KP_Delete", "picture.discard" },
    { "<Control>c", "picture.copy" },
    { "<Control>s", "picture.save" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger),
                          gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (widget, controller);
}

EaselContactActions *
easel_contact_actions_new (GtkWidget *widget, EaselLibrary *library, EaselContactListFunc func)
{
  const GActionEntry entries[] = {
    { "keep", NULL, NULL, "false", on_keep },
    { "discard", on_discard },
    { "copy", on_copy },
    { "save", on_save },
    { "set-preview", on_set_preview },
    { "open", on_open },
  };
  EaselContactActions *self = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (EASEL_TYPE_CONTACT_ACTIONS, NULL);
  g_set_weak_pointer (&self->widget, widget);
  self->library = g_object_ref (library);
  self->func = func;
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (widget, "picture", G_ACTION_GROUP (self->group));
  add_shortcuts (widget);
  easel_contact_actions_update (self);
  return self;
}

static GSimpleAction *
get_action (EaselContactActions *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name));
}

void
easel_contact_actions_update (EaselContactActions *self)
{
  g_autoptr (GPtrArray) items = NULL;
  guint n_pictures = 0;
  guint n_kept = 0;

  g_return_if_fail (EASEL_IS_CONTACT_ACTIONS (self));

  items = list_items (self);
  for (guint i = 0; i < items->len; i++)
    {
      n_pictures += easel_contact_item_is_picture (items->pdata[i]);
      n_kept += easel_contact_item_is_kept (items->pdata[i]);
    }
  g_simple_action_set_enabled (get_action (self, "keep"), items->len > 0);
  g_simple_action_set_state (get_action (self, "keep"),
                             g_variant_new_boolean (items->len > 0 && n_kept == items->len));
  g_simple_action_set_enabled (get_action (self, "discard"), items->len > 0);
  g_simple_action_set_enabled (get_action (self, "copy"), n_pictures > 0);
  g_simple_action_set_enabled (get_action (self, "save"), n_pictures == 1 && items->len == 1);
  g_simple_action_set_enabled (get_action (self, "set-preview"),
                               n_pictures == 1 && items->len == 1);
  g_simple_action_set_enabled (get_action (self, "open"), items->len == 1);
}
