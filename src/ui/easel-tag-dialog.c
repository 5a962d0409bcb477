/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-tag-dialog.h"

#include "easel-id.h"
#include "easel-library-changes.h"
#include "easel-plain.h"
#include "easel-tag-row.h"

#include <glib/gi18n.h>

struct _EaselTagDialog
{
  AdwDialog parent_instance;

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwPreferencesGroup *group;
  EaselTagRow *row; /* in @group */

  EaselLibrary *library; /* (owned) */
  GPtrArray *entities;   /* (owned) (element-type EaselEntity) */
  GStrv common;          /* (owned): what all have */
  char *change;          /* (owned): what the changes are taken back by */
  guint next;            /* of @entities, the one to be written next */
  guint n_changed;
};

G_DEFINE_FINAL_TYPE (EaselTagDialog, easel_tag_dialog, ADW_TYPE_DIALOG)

/* Which tags ------------------------------------------------------------------------------- */

/* (transfer full): the tags that all have, or the others that any has */
static GStrv
list_tags (GPtrArray *entities, gboolean of_all)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      const char *const *tags = easel_entity_get_tags (entities->pdata[i]);

      for (guint j = 0; tags[j] != NULL; j++)
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, tags[j]));

          if (n == 0)
            g_ptr_array_add (order, (gpointer) tags[j]);
          g_hash_table_insert (counts, (gpointer) tags[j], GUINT_TO_POINTER (n + 1));
        }
    }
  for (guint i = 0; i < order->len; i++)
    if ((GPOINTER_TO_UINT (g_hash_table_lookup (counts, order->pdata[i])) == entities->len)
        == of_all)
      g_strv_builder_add (builder, order->pdata[i]);
  return g_strv_builder_end (builder);
}

GStrv
easel_tag_dialog_apply (const char *const *tags,
                        const char *const *before,
                        const char *const *after)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  g_return_val_if_fail (tags != NULL && before != NULL && after != NULL, NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; tags[i] != NULL; i++)
    if (!g_strv_contains (before, tags[i]) || g_strv_contains (after, tags[i]))
      g_strv_builder_add (builder, tags[i]);
  for (guint i = 0; after[i] != NULL; i++)
    if (!g_strv_contains (tags, after[i]))
      g_strv_builder_add (builder, after[i]);
  return g_strv_builder_end (builder);
}

/* Writing ---------------------------------------------------------------------------------- */

static void write_next (EaselTagDialog *self);

static void
set_busy (EaselTagDialog *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->group), !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
}

static void
tell (EaselTagDialog *self)
{
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Tagged %'u thing", "Tagged %'u things", self->n_changed),
      self->n_changed);

  if (self->n_changed > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "(ss)", title, self->change);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselTagDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;

  if (easel_library_edit_finish (EASEL_LIBRARY (source), result, &entry, &error))
    {
      if (entry != NULL)
        self->n_changed++;
      write_next (self);
      return;
    }
  tell (self);
  set_busy (self, FALSE);
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

/* One after the other: each is a change of its own in the history of its entity. */
static void
write_next (EaselTagDialog *self)
{
  const EaselChangeStamp stamp = { .group = self->change, .door = "window" };
  EaselEntity *entity = NULL;
  g_auto (GStrv) after = NULL;
  g_auto (GStrv) tags = NULL;

  if (self->next == self->entities->len)
    {
      tell (self);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  entity = self->entities->pdata[self->next++];
  after = easel_tag_row_get_tags (self->row);
  tags = easel_tag_dialog_apply (easel_entity_get_tags (entity), (const char *const *) self->common,
                                 (const char *const *) after);
  easel_library_edit_async (self->library,
                            &(EaselEditRequest) { .id = easel_entity_get_id (entity),
                                                  .tags = (const char *const *) tags },
                            &stamp, NULL, on_written, g_object_ref (self));
}

static void
on_save_clicked (EaselTagDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  g_free (self->change);
  self->change = easel_id_new ();
  self->next = 0;
  self->n_changed = 0;
  set_busy (self, TRUE);
  write_next (self);
}

static void
on_cancel_clicked (EaselTagDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
on_save_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselTagDialog *self = EASEL_TAG_DIALOG (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = gtk_root_get_focus (root);

  /* What is still in the entry is meant as well; it is taken when that loses the focus. */
  gtk_root_set_focus (root, NULL);
  gtk_root_set_focus (root, focus);
  if (gtk_widget_get_sensitive (self->save_button))
    on_save_clicked (self);
  return GDK_EVENT_STOP;
}

/* Object ----------------------------------------------------------------------------------- */

static void
easel_tag_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_TAG_DIALOG);
  g_clear_object (&EASEL_TAG_DIALOG (object)->library);

  G_OBJECT_CLASS (easel_tag_dialog_parent_class)->dispose (object);
}

static void
easel_tag_dialog_finalize (GObject *object)
{
  EaselTagDialog *self = EASEL_TAG_DIALOG (object);

  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_strfreev (self->common);
  g_free (self->change);

  G_OBJECT_CLASS (easel_tag_dialog_parent_class)->finalize (object);
}

static void
easel_tag_dialog_class_init (EaselTagDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_tag_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_tag_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-tag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselTagDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, EaselTagDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, EaselTagDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, on_save_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_save_shortcut,
                                NULL);
}

static void
easel_tag_dialog_init (EaselTagDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
describe (EaselTagDialog *self)
{
  g_auto (GStrv) others = list_tags (self->entities, FALSE);
  g_autofree char *list = g_strjoinv (", ", others);
  g_autofree char *description = g_strdup_printf (_ ("Some have: %s"), list);
  guint n = self->entities->len;
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Tags of %'u Thing", "Tags of %'u Things", n), n);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  if (others[0] != NULL)
    easel_plain_describe_group (self->group, description);
}

EaselTagDialog *
easel_tag_dialog_new (EaselLibrary *library, GPtrArray *entities)
{
  EaselTagDialog *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (entities != NULL && entities->len > 0, NULL);

  self = g_object_new (EASEL_TYPE_TAG_DIALOG, NULL);
  self->library = g_object_ref (library);
  self->entities = g_ptr_array_ref (entities);
  self->common = list_tags (entities, TRUE);
  self->row = EASEL_TAG_ROW (
      easel_tag_row_new (entities->len > 1 ? _ ("Tags of All") : _ ("Tags"), NULL, FALSE));
  easel_tag_row_set_tags (self->row, (const char *const *) self->common);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->row));
  describe (self);
  adw_dialog_set_focus (ADW_DIALOG (self), easel_tag_row_get_entry (self->row));
  return self;
}
