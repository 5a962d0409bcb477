/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-brief-page.h"
#include "easel-config.h"
#include "easel-entity-page.h"
#include "easel-history-page.h"
#include "easel-job-page.h"
#include "easel-library-page.h"
#include "easel-plain.h"
#include "easel-story-spec.h"
#include "easel-welcome-page.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (EaselWindow, easel_window, ADW_TYPE_APPLICATION_WINDOW)

/* Pages ----------------------------------------------------------------------------------- */

static void
show_content (EaselWindow *self)
{
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static AdwNavigationPage *
get_brief (EaselWindow *self)
{
  if (self->brief == NULL)
    self->brief = g_object_ref_sink (
        ADW_NAVIGATION_PAGE (easel_brief_page_new (self->studio, self->settings)));
  return self->brief;
}

static AdwNavigationPage *
get_library (EaselWindow *self)
{
  if (self->library == NULL)
    self->library = g_object_ref_sink (ADW_NAVIGATION_PAGE (easel_library_page_new (self->studio)));
  return self->library;
}

void
easel_window_show_page (EaselWindow *self, const char *page)
{
  AdwNavigationPage *target;

  if (g_strcmp0 (page, "create") == 0)
    target = easel_window_get_create (self);
  else
    target = g_strcmp0 (page, "library") == 0 ? get_library (self) : get_brief (self);

  if (adw_navigation_view_get_visible_page (self->content) != target)
    adw_navigation_view_replace (self->content, &target, 1);
  easel_sidebar_mark (self->sidebar, page, NULL);
}

/* (transfer none) (nullable): the job whose page is in front */
static EaselJob *
get_visible_job (EaselWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->content);

  return EASEL_IS_JOB_PAGE (page) ? easel_job_page_get_job (EASEL_JOB_PAGE (page)) : NULL;
}

/* @job and the batches it is in, the outermost first */
static GPtrArray *
list_family (EaselWindow *self, EaselJob *job)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio);
  GPtrArray *family = g_ptr_array_new ();

  while (job != NULL)
    {
      const char *parent = easel_job_get_parent (job);

      g_ptr_array_insert (family, 0, job);
      job = parent != NULL ? easel_queue_lookup (queue, parent) : NULL;
    }
  return family;
}

void
easel_window_show_job_page (EaselWindow *self, EaselJob *job, gboolean in_front)
{
  g_autoptr (GPtrArray) family = list_family (self, job);

  if (get_visible_job (self) != job)
    {
      g_autoptr (GPtrArray) pages = g_ptr_array_new ();

      for (guint i = 0; i < family->len; i++)
        g_ptr_array_add (pages, easel_job_page_new (self->studio, family->pdata[i]));
      adw_navigation_view_replace (self->content, (AdwNavigationPage **) pages->pdata,
                                   (int) pages->len);
    }
  easel_sidebar_mark (self->sidebar, NULL, family->pdata[0]);
  if (in_front)
    show_content (self);
}

void
easel_window_show_entity (EaselWindow *self, const char *id)
{
  EaselEntityPage *page = easel_entity_page_new (self->studio, id);

  adw_navigation_view_push (self->content, ADW_NAVIGATION_PAGE (page));
  show_content (self);
}

void
easel_window_show_history (EaselWindow *self, const char *entity, const char *group)
{
  EaselHistoryPage *page = easel_history_page_new (self->studio, entity, group);

  adw_navigation_view_push (self->content, ADW_NAVIGATION_PAGE (page));
  show_content (self);
}

static void
on_job_picked (EaselWindow *self, EaselJob *job)
{
  easel_window_show_job_page (self, job, FALSE);
}

/* A page of a job that is gone has nothing to show. */
static void
on_job_removed (EaselWindow *self, EaselJob *job)
{
  g_autoptr (GListModel) stack = adw_navigation_view_get_navigation_stack (self->content);

  for (guint i = 0; i < g_list_model_get_n_items (stack); i++)
    {
      g_autoptr (AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (EASEL_IS_JOB_PAGE (page) && easel_job_page_get_job (EASEL_JOB_PAGE (page)) == job)
        {
          easel_window_show_page (self, "brief");
          return;
        }
    }
}

/* Notices --------------------------------------------------------------------------------- */

static void
place_banner (EaselWindow *self, AdwNavigationPage *page)
{
  GtkWidget *child = page != NULL ? adw_navigation_page_get_child (page) : NULL;
  GtkWidget *before = gtk_widget_get_ancestor (GTK_WIDGET (self->banner), ADW_TYPE_TOOLBAR_VIEW);

  if (ADW_IS_BREAKPOINT_BIN (child)) /* of a page that is laid out by its width */
    child = adw_breakpoint_bin_get_child (ADW_BREAKPOINT_BIN (child));
  if (before == child || (child != NULL && !ADW_IS_TOOLBAR_VIEW (child)))
    return;
  if (before != NULL)
    adw_toolbar_view_remove (ADW_TOOLBAR_VIEW (before), GTK_WIDGET (self->banner));
  if (child != NULL)
    adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (child), GTK_WIDGET (self->banner));
}

/* The banner is on what the person looks at: the page in front, or the sidebar when that is
 * all there is. */
static void
update_banner (EaselWindow *self)
{
  gboolean sidebar_alone = adw_navigation_split_view_get_collapsed (self->split_view)
                           && !adw_navigation_split_view_get_show_content (self->split_view);

  if (self->notices->len > 0)
    adw_banner_set_title (self->banner, self->notices->pdata[0]);
  place_banner (self, sidebar_alone ? ADW_NAVIGATION_PAGE (self->sidebar)
                                    : adw_navigation_view_get_visible_page (self->content));
  adw_banner_set_revealed (self->banner, self->notices->len > 0);
}

static void
on_banner_clicked (EaselWindow *self)
{
  if (self->notices->len > 0)
    g_ptr_array_remove_index (self->notices, 0);
  update_banner (self);
}

void
easel_window_add_notice (EaselWindow *self, const char *message)
{
  if (g_ptr_array_find_with_equal_func (self->notices, message, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->notices, g_strdup (message));
  update_banner (self);
}

static void
on_visible_page_changed (EaselWindow *self)
{
  update_banner (self);
}

/* The studio ------------------------------------------------------------------------------ */

static void
update_failure (EaselWindow *self)
{
  const GError *error = easel_studio_get_failure (self->studio);
  g_autoptr (EaselFailure) failure = NULL;
  g_autofree char *description = NULL;

  if (error == NULL)
    return;
  failure = easel_studio_describe_error (error);
  description = failure->hint != NULL ? g_strdup_printf ("%s\n%s", failure->message, failure->hint)
                                      : g_strdup (failure->message);
  easel_plain_describe_page (self->failure_page, description);
  easel_window_disable_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "failure");
}

/* Somebody else, such as the command line, did what the welcome is there for. */
static void
leave_welcome (EaselWindow *self)
{
  if (EASEL_IS_WELCOME_PAGE (adw_navigation_view_get_visible_page (self->content)))
    easel_window_show_page (self, "brief");
}

static void
on_library_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entities = easel_library_query_finish (EASEL_LIBRARY (source), result,
                                                               &error);
  AdwNavigationPage *welcome;

  if (entities == NULL)
    {
      g_debug ("Cannot tell whether the library is empty: %s", error->message);
      return;
    }
  if (entities->len > 0 || self->brief == NULL
      || adw_navigation_view_get_visible_page (self->content) != self->brief
      || g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (self->studio))) > 0)
    return;
  welcome = ADW_NAVIGATION_PAGE (easel_welcome_page_new (self->studio));
  adw_navigation_view_replace (self->content, &welcome, 1);
  show_content (self);
  g_signal_connect_object (easel_studio_get_queue (self->studio), "items-changed",
                           G_CALLBACK (leave_welcome), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (easel_studio_get_providers (self->studio), "items-changed",
                           G_CALLBACK (leave_welcome), self, G_CONNECT_SWAPPED);
}

/* Whoever has no provider yet and nothing in the library is new here. */
static void
on_ready (EaselWindow *self)
{
  const EaselLibraryQuery anything = { .limit = 1 };
  gboolean ready;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (!ready
      || g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_providers (self->studio))) > 1
      || g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (self->studio))) > 0)
    return;
  easel_library_query_async (easel_studio_get_library (self->studio), &anything, self->cancellable,
                             on_library_counted, g_object_ref (self));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_window_dispose (GObject *object)
{
  EaselWindow *self = EASEL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->change_toast);
  g_clear_weak_pointer (&self->notice_toast);
  g_clear_weak_pointer (&self->focus_before);
  easel_window_forget_focus (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_WINDOW);
  g_clear_object (&self->banner);
  g_clear_object (&self->brief);
  g_clear_object (&self->library);
  g_clear_object (&self->create);
  g_hash_table_remove_all (self->forms);
  g_clear_object (&self->shelf);
  g_clear_object (&self->announcer);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->studio);
  g_clear_weak_pointer (&self->review);
  g_clear_weak_pointer (&self->review_toast);

  G_OBJECT_CLASS (easel_window_parent_class)->dispose (object);
}

static void
easel_window_finalize (GObject *object)
{
  EaselWindow *self = EASEL_WINDOW (object);

  g_ptr_array_unref (self->notices);
  g_hash_table_unref (self->followed);
  g_hash_table_unref (self->forms);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (easel_window_parent_class)->finalize (object);
}

static void
easel_window_class_init (EaselWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_window_dispose;
  object_class->finalize = easel_window_finalize;

  g_type_ensure (EASEL_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, failure_page);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, drop_revealer);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, EaselWindow, content);
  gtk_widget_class_bind_template_callback (widget_class, on_visible_page_changed);
}

static void
easel_window_init (EaselWindow *self)
{
  self->notices = g_ptr_array_new_with_free_func (g_free);
  self->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (EASEL_SCHEMA_ID);
  self->banner = g_object_ref_sink (ADW_BANNER (adw_banner_new ("")));
  adw_banner_set_button_label (self->banner, _ ("_Close"));
  adw_banner_set_use_markup (self->banner, FALSE);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_banner_clicked), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  easel_window_keep_focus (self);

  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (self->split_view, "notify::collapsed", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split_view, "notify::show-content", G_CALLBACK (update_banner),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "job-picked", G_CALLBACK (on_job_picked), self,
                           G_CONNECT_SWAPPED);
}

EaselWindow *
easel_window_new (GtkApplication *application, EaselStudio *studio)
{
  EaselWindow *self = g_object_new (EASEL_TYPE_WINDOW, "application", application, NULL);
  EaselQueue *queue = easel_studio_get_queue (studio);

  self->studio = g_object_ref (studio);
  self->model = easel_sidebar_model_new (queue);
  easel_sidebar_set_model (self->sidebar, self->model, queue);
  easel_sidebar_set_brief (self->sidebar, easel_studio_get_brief (studio));
  easel_window_add_actions (self);
  easel_window_add_library_actions (self);
  easel_window_add_backup_actions (self);
  easel_window_add_reviews (self);
  easel_window_add_undo_actions (self);
  easel_window_add_picture_actions (self);
  easel_window_add_story_actions (self);
  easel_window_add_create_actions (self);
  easel_window_add_drop_target (self);
  easel_window_show_page (self, "brief");
  easel_sidebar_focus (self->sidebar);

  self->announcer = easel_job_announcer_new (GTK_WINDOW (self), queue);
  g_signal_connect_object (queue, "job-removed", G_CALLBACK (on_job_removed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notice", G_CALLBACK (easel_window_add_notice), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::failure", G_CALLBACK (update_failure), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  update_failure (self);
  on_ready (self);
  return self;
}

void
easel_window_show_job (EaselWindow *self, const char *id)
{
  EaselJob *job;

  g_return_if_fail (EASEL_IS_WINDOW (self));

  job = easel_queue_lookup (easel_studio_get_queue (self->studio), id);
  if (job == NULL)
    return;
  easel_window_show_job_page (self, job, TRUE);
  /* Of a story that is done one wants to read the story. */
  if (g_str_equal (easel_job_get_kind (job), EASEL_STORY_JOB_KIND)
      && easel_job_get_state (job) == EASEL_JOB_STATE_COMPLETED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.read-job", "s", id);
}
