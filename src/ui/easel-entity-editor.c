/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-editor.h"

#include "easel-edit.h"
#include "easel-entity-editor-row.h"
#include "easel-entity-editor-text.h"
#include "easel-tag-row.h"

#include <glib/gi18n.h>

struct _EaselEntityEditor
{
  AdwDialog parent_instance;

  GtkWidget *save_button;
  AdwBanner *banner;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *main_group;
  AdwPreferencesGroup *attributes_group;
  EaselEntityEditorText *name; /* in @main_group */
  EaselTagRow *tags;           /* in @main_group */

  EaselLibrary *library; /* (owned) */
  EaselEntity *entity;   /* (owned): what the form was filled with */
  EaselEntity *base;     /* (owned): what the changes go on top of */
  JsonNode *schema;      /* (owned) (nullable) */
  GPtrArray *fields;     /* (owned) (element-type utf8): the attributes in the form */
  GPtrArray *rows;       /* (owned) (element-type EaselEntityEditorRow): one for each, unowned */
  GCancellable *cancellable; /* (owned): of reading, when the dialog is gone */
};

G_DEFINE_FINAL_TYPE (EaselEntityEditor, easel_entity_editor, ADW_TYPE_DIALOG)

/* What is in the form ----------------------------------------------------------------------- */

/* (transfer full): the members of @object */
static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, json_node_ref (value));
  return copy;
}

/* @value: (nullable): none */
static void
put (JsonObject *object, const char *field, JsonNode *value)
{
  if (value != NULL)
    json_object_set_member (object, field, json_node_ref (value));
  else if (json_object_has_member (object, field))
    json_object_remove_member (object, field);
}

/* Whether the person changed the @i-th attribute. @value: (out) (transfer full) (nullable) */
static gboolean
is_changed (EaselEntityEditor *self, guint i, JsonNode **value)
{
  JsonNode *before = json_object_get_member (easel_entity_get_attributes (self->entity),
                                             self->fields->pdata[i]);

  *value = easel_entity_editor_row_get_value (self->rows->pdata[i]);
  if (before == NULL || *value == NULL)
    return before != *value;
  return !json_node_equal (before, *value);
}

/* (transfer full) (nullable): @base with what the person changed; %NULL when that is nothing */
static JsonObject *
collect_attributes (EaselEntityEditor *self)
{
  g_autoptr (JsonObject) attributes = copy_object (easel_entity_get_attributes (self->base));
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (JsonNode) value = NULL;

      if (is_changed (self, i, &value))
        {
          put (attributes, self->fields->pdata[i], value);
          any = TRUE;
        }
    }
  return any ? g_steal_pointer (&attributes) : NULL;
}

/* What the person asks for; the pointers of @request are held by the rest of it. */
typedef struct
{
  EaselEditRequest request;
  char *name;             /* (owned) */
  GStrv tags;             /* (owned) */
  JsonObject *attributes; /* (owned) (nullable) */
} Wish;

static void
wish_clear (Wish *wish)
{
  g_free (wish->name);
  g_strfreev (wish->tags);
  g_clear_pointer (&wish->attributes, json_object_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, wish_clear)

static void
collect (EaselEntityEditor *self, Wish *wish)
{
  wish->name = easel_entity_editor_text_get_line (self->name);
  wish->tags = easel_tag_row_get_tags (self->tags);
  wish->attributes = collect_attributes (self);
  wish->request = (EaselEditRequest) {
    .id = easel_entity_get_id (self->base),
    .revision = easel_entity_get_revision (self->base),
    .attributes = wish->attributes,
    .schema = self->schema,
  };
  if (!g_str_equal (wish->name, easel_entity_get_name (self->entity)))
    wish->request.name = wish->name;
  if (!g_strv_equal ((const char *const *) wish->tags, easel_entity_get_tags (self->entity)))
    wish->request.tags = (const char *const *) wish->tags;
}

static gboolean
is_empty (const EaselEditRequest *request)
{
  return request->name == NULL && request->tags == NULL && request->attributes == NULL;
}

static void
update_dirty (EaselEntityEditor *self)
{
  g_auto (Wish) wish = { 0 };

  collect (self, &wish);
  adw_dialog_set_can_close (ADW_DIALOG (self), is_empty (&wish.request));
  gtk_widget_set_sensitive (self->save_button, !is_empty (&wish.request));
}

/* Refusing ---------------------------------------------------------------------------------- */

/* Returns: whether @request can be; else says at @row why not, and goes there if it is the first */
static gboolean
check_row (EaselEntityEditor *self,
           gpointer row,
           const EaselEditRequest *request,
           GtkWidget **first_refused)
{
  g_autoptr (GError) error = NULL;

  if (easel_edit_check (self->entity, request, &error))
    {
      easel_entity_editor_row_set_problem (row, NULL);
      return TRUE;
    }
  easel_entity_editor_row_set_problem (row, error->message);
  if (*first_refused == NULL)
    *first_refused = GTK_WIDGET (row);
  return FALSE;
}

/* Each field by itself, as each has its own sentence. */
static gboolean
check (EaselEntityEditor *self, const Wish *wish)
{
  GtkWidget *refused = NULL;

  check_row (self, self->name, &(EaselEditRequest) { .name = wish->name }, &refused);
  check_row (self, self->tags, &(EaselEditRequest) { .tags = (const char *const *) wish->tags },
             &refused);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (JsonObject) attributes = copy_object (easel_entity_get_attributes (self->entity));
      g_autoptr (JsonNode) value = NULL;

      if (!is_changed (self, i, &value))
        continue;
      put (attributes, self->fields->pdata[i], value);
      check_row (self, self->rows->pdata[i],
                 &(EaselEditRequest) { .attributes = attributes, .schema = self->schema },
                 &refused);
    }
  if (refused != NULL)
    gtk_widget_grab_focus (refused);
  return refused == NULL;
}

/* Saving ------------------------------------------------------------------------------------ */

static void save (EaselEntityEditor *self);

static void
set_busy (EaselEntityEditor *self, gboolean busy)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

static void
show_error (EaselEntityEditor *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
on_read_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  set_busy (self, FALSE);
  if (entity == NULL)
    {
      show_error (self, error);
      return;
    }
  g_set_object (&self->base, entity);
  save (self);
}

/* Only what the person changed goes over what is there now. */
static void
on_changed_response (EaselEntityEditor *self, const char *response)
{
  if (!g_str_equal (response, "save"))
    return;
  set_busy (self, TRUE);
  easel_library_get_async (self->library, easel_entity_get_id (self->entity), self->cancellable,
                           on_read_again, g_object_ref (self));
}

static void
ask_about_change (EaselEntityEditor *self, const GError *error)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Save Anyway?"), error->message));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Keep Editing"), "save", _ ("_Save Anyway"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_changed_response), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselEntityEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;

  set_busy (self, FALSE);
  if (easel_library_edit_finish (EASEL_LIBRARY (source), result, &entry, &error))
    {
      if (entry != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "(ss)", _ ("Saved"),
                                    entry);
      adw_dialog_force_close (ADW_DIALOG (self));
    }
  else if (g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED))
    ask_about_change (self, error);
  else
    show_error (self, error);
}

static void
save (EaselEntityEditor *self)
{
  const EaselChangeStamp stamp = { .door = "window" };
  g_auto (Wish) wish = { 0 };

  collect (self, &wish);
  adw_banner_set_revealed (self->banner, FALSE);
  if (is_empty (&wish.request))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (check (self, &wish))
    {
      set_busy (self, TRUE);
      easel_library_edit_async (self->library, &wish.request, &stamp, NULL, on_saved,
                                g_object_ref (self));
    }
}

/* Leaving ----------------------------------------------------------------------------------- */

static void
on_discard_response (EaselEntityEditor *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
easel_entity_editor_close_attempt (AdwDialog *dialog)
{
  AdwAlertDialog *question = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Discard Changes?"), _ ("What you changed here was not saved.")));

  adw_alert_dialog_add_responses (question, "cancel", _ ("_Keep Editing"), "discard",
                                  _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (question, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "cancel");
  adw_alert_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (on_discard_response), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (dialog));
}

static void
on_cancel_clicked (EaselEntityEditor *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static gboolean
on_save_shortcut (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselEntityEditor *self = EASEL_ENTITY_EDITOR (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = gtk_root_get_focus (root);

  /* What is still in an entry is meant as well; it is taken when that loses the focus. */
  gtk_root_set_focus (root, NULL);
  gtk_root_set_focus (root, focus);
  if (gtk_widget_get_sensitive (self->save_button))
    save (self);
  return GDK_EVENT_STOP;
}

/* Object ------------------------------------------------------------------------------------ */

static void
easel_entity_editor_dispose (GObject *object)
{
  EaselEntityEditor *self = EASEL_ENTITY_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_ENTITY_EDITOR);
  g_clear_object (&self->base);
  g_clear_object (&self->entity);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_entity_editor_parent_class)->dispose (object);
}

static void
easel_entity_editor_finalize (GObject *object)
{
  EaselEntityEditor *self = EASEL_ENTITY_EDITOR (object);

  g_clear_pointer (&self->schema, json_node_unref);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (easel_entity_editor_parent_class)->finalize (object);
}

static void
easel_entity_editor_class_init (EaselEntityEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_entity_editor_dispose;
  object_class->finalize = easel_entity_editor_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = easel_entity_editor_close_attempt;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-entity-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselEntityEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityEditor, page);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityEditor, main_group);
  gtk_widget_class_bind_template_child (widget_class, EaselEntityEditor, attributes_group);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, on_save_shortcut, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_save_shortcut,
                                NULL);
}

static void
easel_entity_editor_init (EaselEntityEditor *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The form ---------------------------------------------------------------------------------- */

static void
add_row (EaselEntityEditor *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_signal_connect_object (row, "edited", G_CALLBACK (update_dirty), self, G_CONNECT_SWAPPED);
}

static void
add_main_rows (EaselEntityEditor *self)
{
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (),
                                                     easel_entity_get_name (self->entity));

  self->name = EASEL_ENTITY_EDITOR_TEXT (easel_entity_editor_text_new (_ ("Name"), NULL, name));
  self->tags = EASEL_TAG_ROW (easel_tag_row_new (_ ("Tags"), NULL, FALSE));
  easel_tag_row_set_tags (self->tags, easel_entity_get_tags (self->entity));
  add_row (self, self->main_group, GTK_WIDGET (self->name));
  add_row (self, self->main_group, GTK_WIDGET (self->tags));
}

/* (nullable) */
static JsonObject *
get_properties (EaselEntityEditor *self)
{
  JsonNode *properties = self->schema != NULL
                             ? json_object_get_member (json_node_get_object (self->schema),
                                                       "properties")
                             : NULL;

  return properties != NULL ? json_node_get_object (properties) : NULL;
}

static gboolean
is_required (EaselEntityEditor *self, const char *field)
{
  JsonNode *node = self->schema != NULL
                       ? json_object_get_member (json_node_get_object (self->schema), "required")
                       : NULL;
  JsonArray *required = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    if (g_strcmp0 (json_array_get_string_element (required, i), field) == 0)
      return TRUE;
  return FALSE;
}

static void
add_attribute (EaselEntityEditor *self, const char *field, JsonNode *value)
{
  JsonObject *properties = get_properties (self);
  JsonNode *schema = properties != NULL ? json_object_get_member (properties, field) : NULL;
  GtkWidget *row = easel_entity_editor_row_new (
      field, schema != NULL ? json_node_get_object (schema) : NULL, value,
      !is_required (self, field));

  g_ptr_array_add (self->fields, g_strdup (field));
  g_ptr_array_add (self->rows, row);
  add_row (self, self->attributes_group, row);
}

/* What there is comes first, then what there could be. */
static void
add_attributes (EaselEntityEditor *self, const char *const *skip)
{
  const char *kind = easel_entity_get_kind (self->entity);
  JsonObject *attributes = easel_entity_get_attributes (self->entity);
  JsonObject *properties = get_properties (self);
  JsonObjectIter iter;
  const char *field = NULL;
  JsonNode *value = NULL;

  json_object_iter_init_ordered (&iter, attributes);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (!easel_entity_kind_is_fact (kind, field)
        && (skip == NULL || !g_strv_contains (skip, field)))
      add_attribute (self, field, value);

  if (properties != NULL)
    {
      json_object_iter_init_ordered (&iter, properties);
      while (json_object_iter_next_ordered (&iter, &field, NULL))
        if (!json_object_has_member (attributes, field)
            && (skip == NULL || !g_strv_contains (skip, field)))
          add_attribute (self, field, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->attributes_group), self->rows->len > 0);
}

EaselEntityEditor *
easel_entity_editor_new (EaselLibrary *library,
                         EaselEntity *entity,
                         JsonNode *schema,
                         const char *const *skip)
{
  EaselEntityEditor *self = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  self = g_object_new (EASEL_TYPE_ENTITY_EDITOR, NULL);
  self->library = g_object_ref (library);
  self->entity = g_object_ref (entity);
  self->base = g_object_ref (entity);
  self->schema = schema != NULL ? json_node_ref (schema) : NULL;
  /* Translators: %s is a kind of thing, such as “Outfit” */
  title = g_strdup_printf (_ ("Edit %s"),
                           easel_entity_kind_get_title (easel_entity_get_kind (entity)));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  add_main_rows (self);
  add_attributes (self, skip);
  update_dirty (self);
  adw_dialog_set_focus (ADW_DIALOG (self), easel_entity_editor_text_get_view (self->name));
  return self;
}
