/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-sidebar.h"

#include "easel-generator-catalog.h"
#include "easel-job-row.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

/* For how long something is held over a row that leads elsewhere. */
#define HOVER_MS 600

struct _EaselSidebar
{
  AdwNavigationPage parent_instance;

  GtkListBox *pages;
  GtkListBoxRow *brief_row;
  GtkListBoxRow *library_row;
  GtkListBoxRow *create_row;
  GtkLabel *count;
  GtkListView *jobs;
  GtkButton *pause_button;
  GtkLabel *status;

  EaselQueue *queue;      /* (owned) */
  EaselSectionList *list; /* (owned) */
  EaselBrief *brief;      /* (owned) */
  guint hover_source;     /* something is dragged over the Create row; else 0 */
  GPtrArray *headers;     /* (owned) (element-type GtkListHeader): unowned, those there are */
  EaselJob *gone;         /* (owned) (nullable): had the keyboard, and was just taken out */
};

enum
{
  SIGNAL_JOB_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselSidebar, easel_sidebar, ADW_TYPE_NAVIGATION_PAGE)

/* Rows ------------------------------------------------------------------------------------ */

static void
on_row_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = easel_job_row_new ();

  g_object_bind_property (item, "item", row, "job", G_BINDING_SYNC_CREATE);
  g_object_bind_property (row, "summary", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
}

static void
on_header_setup (EaselSidebar *self, GtkListHeader *header, GtkSignalListItemFactory *factory)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
  g_ptr_array_add (self->headers, header);
}

static void
on_header_teardown (EaselSidebar *self, GtkListHeader *header, GtkSignalListItemFactory *factory)
{
  g_ptr_array_remove (self->headers, header);
}

/* By the item: the header's place is not set yet when it is bound. */
static void
update_header (EaselSidebar *self, GtkListHeader *header)
{
  gpointer item = gtk_list_header_get_item (header);
  guint position;

  if (item == NULL || !easel_section_list_find (self->list, item, &position))
    return;
  gtk_label_set_label (
      GTK_LABEL (gtk_list_header_get_child (header)),
      easel_sidebar_section_get_title (
          (EaselSidebarSection) easel_section_list_get_section_at (self->list, position)));
}

/* The list can give a header to another section, beginning with the same item: that is not told. */
static void
update_headers (EaselSidebar *self)
{
  for (guint i = 0; i < self->headers->len; i++)
    update_header (self, self->headers->pdata[i]);
}

/* What is shown --------------------------------------------------------------------------- */

static void
update_status (EaselSidebar *self)
{
  gboolean paused;
  guint n_running, n_queued;
  g_autofree char *status = NULL;
  const char *label;

  g_object_get (self->queue, "paused", &paused, "n-running", &n_running, "n-queued", &n_queued,
                NULL);
  status = easel_job_text_describe_queue (n_running, n_queued, paused);
  gtk_label_set_label (self->status, status);

  label = paused ? _ ("Resume") : _ ("Pause");
  gtk_button_set_icon_name (self->pause_button, paused ? "media-playback-start-symbolic"
                                                       : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_count (EaselSidebar *self)
{
  guint n = easel_brief_get_count (self->brief);
  g_autofree char *count = g_strdup_printf ("%'u", n);
  g_autofree char *words = g_strdup_printf (
      /* Translators: how many cards there are in the Brief */
      g_dngettext (GETTEXT_PACKAGE, "%'u thing needs you", "%'u things need you", n), n);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->brief_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
}

/* What a person does ---------------------------------------------------------------------- */

static void
on_page_activated (EaselSidebar *self, GtkListBoxRow *row)
{
  const char *page = "brief";

  if (row == self->library_row)
    page = "library";
  else if (row == self->create_row)
    page = "create";
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", page);
}

static void
on_job_activated (EaselSidebar *self, guint position)
{
  g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "s", easel_job_get_id (job));
}

static void
on_picked (EaselSidebar *self)
{
  g_signal_emit (self, signals[SIGNAL_JOB_PICKED], 0, easel_section_list_get_selected (self->list));
}

/* (transfer none) (nullable): the row with the keyboard focus */
static EaselJobRow *
get_focused_row (EaselSidebar *self)
{
  GtkWidget *item = gtk_widget_get_focus_child (GTK_WIDGET (self->jobs));
  GtkWidget *row = item != NULL ? gtk_widget_get_first_child (item) : NULL;

  return EASEL_IS_JOB_ROW (row) ? EASEL_JOB_ROW (row) : NULL;
}

/* Before the view follows, which forgets. */
static void
note_focus (EaselSidebar *self, guint position, guint removed, guint added)
{
  EaselJobRow *row = get_focused_row (self);
  EaselJob *job = row != NULL ? easel_job_row_get_job (row) : NULL;

  if (job != NULL && easel_section_list_contains (self->list, job))
    job = NULL;
  if (removed > 0)
    g_set_object (&self->gone, job);
}

/* The keyboard goes along with a job to another section, and from one that is gone to the next. */
static void
follow_focus (EaselSidebar *self, guint position, guint removed, guint added)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint at = MIN (position, n_items - 1);
  gboolean is_back;

  if (self->gone == NULL)
    return;
  is_back = easel_section_list_find (self->list, self->gone, &at);
  if (n_items == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->brief_row));
  else if (is_back || removed > 0)
    gtk_list_view_scroll_to (self->jobs, at, GTK_LIST_SCROLL_FOCUS, NULL);
  /* Who goes to another section comes back at once. */
  if (is_back || removed == 0)
    g_clear_object (&self->gone);
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselJobRow *row = get_focused_row (EASEL_SIDEBAR (user_data));

  if (row == NULL)
    return FALSE;
  easel_job_row_popup_menu (row, -1, -1);
  return TRUE;
}

/* What is under way is canceled first; what has ended goes. */
static gboolean
on_delete_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselJobRow *row = get_focused_row (EASEL_SIDEBAR (user_data));
  EaselJob *job = row != NULL ? easel_job_row_get_job (row) : NULL;

  if (job == NULL)
    return FALSE;
  return gtk_widget_activate_action (
      widget,
      easel_job_state_is_final (easel_job_get_state (job)) ? "win.remove-job" : "win.cancel-job",
      "s", easel_job_get_id (job));
}

static void
add_shortcut (EaselSidebar *self,
              GtkEventController *controller,
              const char *trigger,
              GtkShortcutFunc callback)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (callback, self, NULL)));
}

/* Dragging to the Create row ---------------------------------------------------------------- */

static gboolean
on_entity_dropped (EaselSidebar *self, const GValue *value)
{
  EaselEntity *entity = g_value_get_object (value);

  return gtk_widget_activate_action (GTK_WIDGET (self), "win.use-entity", "s",
                                     easel_entity_get_id (entity));
}

static gboolean
show_form (gpointer user_data)
{
  EaselSidebar *self = user_data;

  self->hover_source = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.create", "s", EASEL_GENERATOR_MODULAR);
  return G_SOURCE_REMOVE;
}

/* Who stays there wants to choose a slot. */
static void
on_hover (EaselSidebar *self)
{
  if (self->hover_source == 0)
    self->hover_source = g_timeout_add (HOVER_MS, show_form, self);
}

static void
on_hover_left (EaselSidebar *self)
{
  g_clear_handle_id (&self->hover_source, g_source_remove);
}

static void
add_drop_target (EaselSidebar *self)
{
  GtkDropTarget *target = gtk_drop_target_new (EASEL_TYPE_ENTITY, GDK_ACTION_COPY);
  GtkEventController *hover = gtk_drop_controller_motion_new ();

  g_signal_connect_object (target, "drop", G_CALLBACK (on_entity_dropped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hover, "enter", G_CALLBACK (on_hover), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hover, "leave", G_CALLBACK (on_hover_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->create_row), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (GTK_WIDGET (self->create_row), hover);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_sidebar_dispose (GObject *object)
{
  EaselSidebar *self = EASEL_SIDEBAR (object);

  on_hover_left (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_SIDEBAR);
  g_clear_object (&self->brief);
  g_clear_object (&self->gone);
  g_clear_object (&self->list);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (easel_sidebar_parent_class)->dispose (object);
}

static void
easel_sidebar_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_SIDEBAR (object)->headers);

  G_OBJECT_CLASS (easel_sidebar_parent_class)->finalize (object);
}

static void
easel_sidebar_class_init (EaselSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_sidebar_finalize;

  signals[SIGNAL_JOB_PICKED] = g_signal_new ("job-picked", EASEL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, EASEL_TYPE_JOB);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, brief_row);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, library_row);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, create_row);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, count);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, jobs);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, pause_button);
  gtk_widget_class_bind_template_child (widget_class, EaselSidebar, status);
  gtk_widget_class_bind_template_callback (widget_class, on_page_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_job_activated);
}

static void
easel_sidebar_init (EaselSidebar *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  self->headers = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcut (self, controller, "Delete|KP_Delete", on_delete_key);
  add_shortcut (self, controller, "Menu|<Shift>F10", on_menu_key);
  gtk_widget_add_controller (GTK_WIDGET (self->jobs), controller);
  add_drop_target (self);
}

void
easel_sidebar_set_model (EaselSidebar *self, EaselSidebarModel *model, EaselQueue *queue)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  g_return_if_fail (EASEL_IS_SIDEBAR (self));
  g_return_if_fail (self->list == NULL);

  self->queue = g_object_ref (queue);
  self->list = g_object_ref (easel_sidebar_model_get_list (model));
  g_signal_connect_object (self->list, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify", G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  update_status (self);

  g_signal_connect (rows, "setup", G_CALLBACK (on_row_setup), NULL);
  g_signal_connect_object (headers, "setup", G_CALLBACK (on_header_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "teardown", G_CALLBACK (on_header_teardown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "bind", G_CALLBACK (update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (note_focus), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->jobs, rows);
  gtk_list_view_set_header_factory (self->jobs, headers);
  gtk_list_view_set_model (self->jobs, GTK_SELECTION_MODEL (self->list));
  /* After the view has followed. */
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_headers), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (follow_focus), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
easel_sidebar_set_brief (EaselSidebar *self, EaselBrief *brief)
{
  g_return_if_fail (EASEL_IS_SIDEBAR (self));
  g_return_if_fail (self->brief == NULL);

  self->brief = g_object_ref (brief);
  g_signal_connect_object (brief, "notify::count", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  update_count (self);
}

/* No GtkWidgetClass.grab_focus(): Tab calls that of every widget on its way. */
void
easel_sidebar_focus (EaselSidebar *self)
{
  GtkListBoxRow *row;
  gpointer job;
  guint position;

  g_return_if_fail (EASEL_IS_SIDEBAR (self));

  row = gtk_list_box_get_selected_row (self->pages);
  job = self->list != NULL ? easel_section_list_get_selected (self->list) : NULL;
  if (row != NULL || job == NULL || !easel_section_list_find (self->list, job, &position))
    {
      gtk_widget_grab_focus (GTK_WIDGET (row != NULL ? row : self->brief_row));
      return;
    }
  gtk_list_view_scroll_to (self->jobs, position, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->jobs));
}

void
easel_sidebar_mark (EaselSidebar *self, const char *page, EaselJob *job)
{
  g_return_if_fail (EASEL_IS_SIDEBAR (self));

  if (g_strcmp0 (page, "brief") == 0)
    gtk_list_box_select_row (self->pages, self->brief_row);
  else if (g_strcmp0 (page, "library") == 0)
    gtk_list_box_select_row (self->pages, self->library_row);
  else if (g_strcmp0 (page, "create") == 0)
    gtk_list_box_select_row (self->pages, self->create_row);
  else
    gtk_list_box_unselect_all (self->pages);
  easel_section_list_select (self->list, job);
}
