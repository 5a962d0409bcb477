/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-page.h"

#include "easel-entity-content.h"
#include "easel-entity-editor.h"
#include "easel-entity-origin.h"
#include "easel-entity-picture-view.h"
#include "easel-entity-sections.h"
#include "easel-entity-texture.h"
#include "easel-entity-tile.h"
#include "easel-history-list.h"
#include "easel-job-menu.h"
#include "easel-json-text.h"
#include "easel-plain.h"
#include "easel-recipe-actions.h"

#include <glib/gi18n.h>

/* On the page itself; there is a page for all of them. */
#define N_CHANGES 5
/* Of the newest ones: enough to tell where the values are from. */
#define N_TELLING_CHANGES 200

struct _EaselEntityPage
{
  AdwNavigationPage parent_instance;

  GtkWidget *read_button;
  GtkToggleButton *favorite_button;
  GtkWidget *edit_button;
  GtkMenuButton *menu_button;
  AdwBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwToastOverlay *toast_overlay;
  GtkWidget *image_overlay;
  EaselEntityPictureView *image;
  GtkLabel *name_label;
  GtkLabel *kind_label;
  AdwWrapBox *tags_box;
  GtkBox *name_box;
  GtkWidget *name_origin; /* (nullable): in @name_box */
  EaselRecipeActions *recipe_actions;
  EaselEntitySections *sections;
  GtkWidget *history_box;
  EaselHistoryList *history;
  GtkWidget *history_button;

  EaselStudio *studio;       /* (owned) */
  char *id;                  /* (owned) */
  char *picture;             /* (owned) (nullable): id of the picture on top */
  EaselEntity *entity;       /* (owned) (nullable): what was read last */
  GPtrArray *users;          /* (owned) (nullable) (element-type EaselEntity): of it */
  EaselHistoryModel *model;  /* (owned) */
  GCancellable *cancellable; /* (owned): of the reading */
};

G_DEFINE_FINAL_TYPE (EaselEntityPage, easel_entity_page, ADW_TYPE_NAVIGATION_PAGE)

static EaselLibrary *
get_library (EaselEntityPage *self)
{
  return easel_studio_get_library (self->studio);
}

static void
show_tags (EaselEntityPage *self, EaselEntity *entity)
{
  const char *const *tags = easel_entity_get_tags (entity);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags_box))) != NULL)
    adw_wrap_box_remove (self->tags_box, child);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *chip = NULL;

      /* The star says it. */
      if (g_str_equal (tags[i], EASEL_ENTITY_FAVORITE))
        continue;
      chip = gtk_label_new (tags[i]);
      gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (chip, "chip");
      adw_wrap_box_append (self->tags_box, chip);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tags_box),
                          gtk_widget_get_first_child (GTK_WIDGET (self->tags_box)) != NULL);
}

static void
show_favorite (EaselEntityPage *self, gboolean favorite)
{
  const char *words = favorite ? _ ("Remove From Favorites") : _ ("Add to Favorites");
  GtkWidget *button = GTK_WIDGET (self->favorite_button);

  gtk_toggle_button_set_active (self->favorite_button, favorite);
  gtk_button_set_icon_name (GTK_BUTTON (button),
                            favorite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Favorite"), -1);
  gtk_widget_set_visible (button, TRUE);
}

static void
on_favorite_toggled (EaselEntityPage *self)
{
  gboolean favorite = gtk_toggle_button_get_active (self->favorite_button);

  if (self->entity != NULL && easel_entity_is_favorite (self->entity) != favorite)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.set-favorite", "(sb)", self->id, favorite);
}

static void
append_action (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
show_menu (EaselEntityPage *self, gboolean archived)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *const ids[] = { self->id, NULL };
  const char *const pictures[] = { self->picture, NULL };

  if (self->picture != NULL)
    append_action (menu, _ ("_View Full Screen"), "win.view-picture",
                   g_variant_new ("(^ass)", pictures, self->picture));
  append_action (menu, archived ? _ ("_Unarchive") : _ ("_Archive"), "win.set-archived",
                 g_variant_new ("(^asb)", ids, !archived));
  append_action (menu, _ ("_History"), "win.show-entity-history", g_variant_new_string (self->id));
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

/* What is put away says so, and how to get at what is there instead. */
static void
show_archived (EaselEntityPage *self, gboolean archived, GPtrArray *entries)
{
  const char *const ids[] = { self->id, NULL };
  const char *name = NULL;
  const char *other = easel_entity_origin_find_merged_into (entries, self->id, &name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), NULL);
  if (other != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("Merged into “%s”"), name);

      adw_banner_set_title (self->banner, title);
      adw_banner_set_button_label (self->banner, _ ("_Show"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->banner), "s", other);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), "win.show-entity");
    }
  else
    {
      adw_banner_set_title (self->banner, _ ("Archived"));
      adw_banner_set_button_label (self->banner, _ ("_Unarchive"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->banner), "(^asb)", ids, FALSE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), "win.set-archived");
    }
  adw_banner_set_revealed (self->banner, archived);
}

static void
show_name (EaselEntityPage *self, const char *name, const EaselEntityOrigin *origin)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  gtk_label_set_label (self->name_label, name);
  if (self->name_origin != NULL)
    gtk_box_remove (self->name_box, self->name_origin);
  /* That it has the name it had goes without saying. */
  self->name_origin = origin != NULL && origin->kind != EASEL_ENTITY_ORIGIN_SOURCE
                          ? easel_entity_origin_create_chip (origin)
                          : NULL;
  if (self->name_origin == NULL)
    return;
  gtk_widget_set_halign (self->name_origin, GTK_ALIGN_CENTER);
  gtk_box_insert_child_after (self->name_box, self->name_origin, GTK_WIDGET (self->name_label));
}

static void
show_entity (EaselEntityPage *self, EaselEntity *entity, GPtrArray *users, GPtrArray *entries)
{
  const char *name = easel_entity_get_name (entity);
  gboolean archived = easel_entity_get_archived (entity);
  g_autofree char *kind = easel_entity_tile_describe (entity);
  g_autoptr (GHashTable) origins = easel_entity_origin_find_all (entries, self->id);

  g_set_str (&self->picture, easel_entity_content_get_picture (entity));
  gtk_widget_set_visible (self->image_overlay, self->picture != NULL);
  easel_entity_picture_view_show (self->image, get_library (self), self->picture);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  show_name (self, name, easel_entity_origin_lookup_name (origins));
  gtk_label_set_label (self->kind_label, kind);
  show_tags (self, entity);
  show_menu (self, archived);
  show_archived (self, archived, entries);
  show_favorite (self, easel_entity_is_favorite (entity));
  gtk_widget_set_visible (self->read_button,
                          g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_STORY));
  easel_recipe_actions_show (
      self->recipe_actions, self->studio,
      g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_STORY) ? NULL : self->id,
      easel_json_text_get_object (easel_entity_get_attributes (entity), "recipe"));
  easel_entity_sections_show (self->sections, self->studio, entity, users, origins);
  gtk_widget_set_visible (self->edit_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "entity");
}

static void
show_error (EaselEntityPage *self, const GError *error)
{
  gboolean is_gone = g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  const char *title = is_gone ? _ ("Not in the Library") : _ ("The Library Cannot Be Read");

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_status_page_set_title (self->failed_page, title);
  easel_plain_describe_page (self->failed_page, is_gone ? NULL : error->message);
  adw_banner_set_revealed (self->banner, FALSE);
  gtk_widget_set_visible (self->edit_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->favorite_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
on_history_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = easel_library_history_finish (EASEL_LIBRARY (source), result,
                                                                &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Shown when all is there, so that nothing moves under the pointer. */
  if (entries == NULL)
    show_error (self, error);
  else
    show_entity (self, self->entity, self->users, entries);
}

static void
on_users_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = easel_library_where_used_finish (EASEL_LIBRARY (source), result,
                                                                 &error);
  const EaselHistoryQuery query = { .entity = self->id, .limit = N_TELLING_CHANGES };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (users == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->users, g_ptr_array_unref);
  self->users = g_steal_pointer (&users);
  easel_library_history_async (get_library (self), &query, self->cancellable, on_history_read,
                               g_object_ref (self));
}

static void
on_entity_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (entity == NULL)
    {
      show_error (self, error);
      return;
    }

  g_set_object (&self->entity, entity);
  easel_library_where_used_async (get_library (self), self->id, self->cancellable, on_users_found,
                                  g_object_ref (self));
}

static void
read_entity (EaselEntityPage *self)
{
  gboolean ready = FALSE;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  easel_library_get_async (get_library (self), self->id, self->cancellable, on_entity_read,
                           g_object_ref (self));
  if (!easel_history_model_is_loaded (self->model))
    easel_history_model_reload (self->model);
}

static void
on_history_loaded (EaselEntityPage *self)
{
  gtk_widget_set_visible (self->history_box,
                          g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0);
  gtk_widget_set_visible (self->history_button, easel_history_model_has_more (self->model));
}

static void
on_library_changed (EaselEntityPage *self, const char *const *ids)
{
  if (g_strv_contains (ids, self->id))
    read_entity (self);
}

static void
show_toast (EaselEntityPage *self, const char *message)
{
  AdwToast *toast = easel_plain_toast_new (message);

  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    show_toast (self, error->message);
}

static void
on_file_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = easel_entity_texture_find_file_finish (result, &error);
  g_autoptr (GtkFileLauncher) launcher = NULL;

  if (file == NULL)
    {
      show_toast (self, error->message);
      return;
    }

  launcher = gtk_file_launcher_new (file);
  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                            on_launched, g_object_ref (self));
}

static void
on_open_clicked (EaselEntityPage *self)
{
  easel_entity_texture_find_file_async (get_library (self), self->picture, NULL, on_file_found,
                                        g_object_ref (self));
}

static void
easel_entity_page_dispose (GObject *object)
{
  EaselEntityPage *self = EASEL_ENTITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_ENTITY_PAGE);
  g_clear_object (&self->entity);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_entity_page_parent_class)->dispose (object);
}

static void
easel_entity_page_finalize (GObject *object)
{
  EaselEntityPage *self = EASEL_ENTITY_PAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->picture, g_free);

  G_OBJECT_CLASS (easel_entity_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, read_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, favorite_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, banner);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, image_overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, image);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, name_box);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, tags_box);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, recipe_actions);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, sections);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, history_box);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, history);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityPage, history_button);
}

static void
easel_entity_page_class_init (EaselEntityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_page_dispose;
  object_class->finalize = easel_entity_page_finalize;

  g_type_ensure (EASEL_TYPE_ENTITY_PICTURE_VIEW);
  g_type_ensure (EASEL_TYPE_ENTITY_SECTIONS);
  g_type_ensure (EASEL_TYPE_HISTORY_LIST);
  g_type_ensure (EASEL_TYPE_RECIPE_ACTIONS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-entity-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_favorite_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, easel_entity_page_edit);
}

static EaselEntity *
get_dragged (GtkWidget *image)
{
  return EASEL_ENTITY_PAGE (gtk_widget_get_ancestor (image, EASEL_TYPE_ENTITY_PAGE))->entity;
}

static void
easel_entity_page_init (EaselEntityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselEntityPage *
easel_entity_page_new (EaselStudio *studio, const char *id)
{
  EaselEntityPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->id = g_strdup (id);
  easel_entity_content_add_source (GTK_WIDGET (self->image), get_library (self), get_dragged);
  self->model = easel_history_model_new (get_library (self), id, NULL, N_CHANGES);
  easel_history_list_set_model (self->history, self->model, id);
  easel_job_menu_connect (GTK_ACTIONABLE (self->history_button), "win.show-entity-history", id);
  easel_job_menu_connect (GTK_ACTIONABLE (self->read_button), "win.read-story", id);
  g_signal_connect_object (self->model, "notify::loaded", G_CALLBACK (on_history_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_library (self), "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (read_entity), self,
                           G_CONNECT_SWAPPED);
  read_entity (self);
  return self;
}

void
easel_entity_page_edit (EaselEntityPage *self)
{
  const char *skip[] = { "sha256", "suggested_name", NULL, NULL };
  g_autoptr (JsonNode) schema = NULL;
  EaselEntityEditor *editor = NULL;

  g_return_if_fail (EASEL_IS_ENTITY_PAGE (self));

  if (!gtk_widget_get_visible (self->edit_button))
    return;
  skip[2] = easel_entity_sections_get_items_field (self->studio, self->entity);
  schema = easel_studio_dup_kind_schema (self->studio, easel_entity_get_kind (self->entity),
                                         easel_entity_get_analyzer (self->entity));
  editor = easel_entity_editor_new (get_library (self), self->entity, schema, skip);
  adw_dialog_present (ADW_DIALOG (editor), GTK_WIDGET (self));
}
