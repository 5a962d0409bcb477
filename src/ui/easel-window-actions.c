/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-intake.h"
#include "easel-job-text.h"
#include "easel-library-page.h"
#include "easel-recall-dialog.h"
#include "easel-window-private.h"

#include <glib/gi18n.h>

/* For how long at once many jobs are worked on, before what is on screen gets its turn. */
#define SLICE_US 8000

static EaselQueue *
get_queue (EaselWindow *self)
{
  return easel_studio_get_queue (self->studio);
}

/* Going places ---------------------------------------------------------------------------- */

static void
on_show_page (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;

  easel_window_show_page (self, g_variant_get_string (parameter, NULL));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
on_show_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_job (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_show_entity (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_entity (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_show_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_history (user_data, NULL, NULL);
}

static void
on_show_entity_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_history (user_data, g_variant_get_string (parameter, NULL), NULL);
}

static void
on_show_changes (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_history (user_data, NULL, g_variant_get_string (parameter, NULL));
}

static void
on_dismiss_welcome (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_show_page (user_data, "brief");
}

void
easel_window_search (EaselWindow *self, const char *text)
{
  EaselLibraryPage *library;

  g_return_if_fail (EASEL_IS_WINDOW (self));

  easel_window_show_page (self, "library");
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  library = EASEL_LIBRARY_PAGE (self->library);
  if (text != NULL)
    easel_library_page_search (library, text);
  else
    easel_library_page_start_search (library);
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_search (user_data, NULL);
}

static void
on_next_pane (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  gboolean from_sidebar = gtk_widget_get_focus_child (GTK_WIDGET (self->sidebar)) != NULL;

  if (adw_navigation_split_view_get_collapsed (self->split_view))
    adw_navigation_split_view_set_show_content (
        self->split_view, !adw_navigation_split_view_get_show_content (self->split_view));
  else if (from_sidebar)
    gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
  else
    easel_sidebar_focus (self->sidebar);
}

/* Pictures -------------------------------------------------------------------------------- */

static void
analyze_files (EaselWindow *self, GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_strv_builder_take (builder, g_file_get_uri (file));
    }
  uris = g_strv_builder_end (builder);
  easel_window_analyze (self, (const char *const *) uris);
}

/* Whether choosing failed for another reason than that the person thought better of it. */
static gboolean
is_worth_telling (const GError *error)
{
  return !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
         && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}

static void
on_files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source),
                                                                       result, &error);

  if (files != NULL)
    analyze_files (self, files);
  else if (is_worth_telling (error))
    easel_window_add_error_toast (self, error);
}

static void
on_folders_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) folders = gtk_file_dialog_select_multiple_folders_finish (
      GTK_FILE_DIALOG (source), result, &error);

  if (folders != NULL)
    analyze_files (self, folders);
  else if (is_worth_telling (error))
    easel_window_add_error_toast (self, error);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (pictures, _ ("Pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/*");
  g_list_store_append (filters, pictures);
  gtk_file_dialog_set_title (dialog, _ ("Open Pictures"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), self->cancellable, on_files_chosen,
                                 g_object_ref (self));
}

static void
on_open_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open Folders"));
  gtk_file_dialog_select_multiple_folders (dialog, GTK_WINDOW (self), self->cancellable,
                                           on_folders_chosen, g_object_ref (self));
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselIntake) intake = easel_intake_read_finish (result, &error);

  if (intake == NULL)
    easel_window_add_error_toast (self, error);
  else if (intake->uris != NULL)
    easel_window_analyze (self, (const char *const *) intake->uris);
  else
    easel_window_analyze_bytes (self, intake->bytes, _ ("Pasted Picture"));
}

static void
on_paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* Who writes wants text. */
  if ((GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus))
      && gtk_widget_activate_action (focus, "clipboard.paste", NULL))
    return;
  easel_intake_read_clipboard_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                     self->cancellable, on_pasted, g_object_ref (self));
}

static void
on_try_sample (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/io/github/easelapp/Easel/astronaut.jpg",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes != NULL)
    easel_window_analyze_bytes (user_data, bytes, _ ("Astronaut"));
  else
    easel_window_add_error_toast (user_data, error);
}

/* One job --------------------------------------------------------------------------------- */

typedef gboolean (*QueueFunc) (EaselQueue *queue, const char *id, GError **error);

static void
act_on_job (EaselWindow *self, GVariant *parameter, QueueFunc func)
{
  g_autoptr (GError) error = NULL;

  if (!func (get_queue (self), g_variant_get_string (parameter, NULL), &error))
    easel_window_add_error_toast (self, error);
}

static void
cancel_job (EaselWindow *self, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (!easel_queue_cancel (get_queue (self), id, &error))
    easel_window_add_error_toast (self, error);
}

static void
on_recalled (EaselWindow *self, const char *response, AdwDialog *dialog)
{
  cancel_job (self, g_object_get_data (G_OBJECT (dialog), "job"));
}

/* What a provider has answered is paid for. */
static void
on_cancel_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  EaselJob *job = easel_queue_lookup (get_queue (self), id);
  AdwAlertDialog *dialog;

  if (job == NULL || !easel_job_text_is_waiting_overnight (job))
    {
      cancel_job (self, id);
      return;
    }
  dialog = easel_recall_dialog_new (self->studio, job);
  g_object_set_data_full (G_OBJECT (dialog), "job", g_strdup (id), g_free);
  g_signal_connect_object (dialog, "response::" EASEL_RECALL_DIALOG_CANCEL,
                           G_CALLBACK (on_recalled), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_retry_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  act_on_job (user_data, parameter, easel_queue_retry);
}

static void
on_run_job_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  act_on_job (user_data, parameter, easel_queue_run_next);
}

static void
on_remove_job (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  act_on_job (user_data, parameter, easel_queue_remove);
}

static void
on_analyze_again (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_window_analyze_again (user_data, g_variant_get_string (parameter, NULL));
}

/* Many jobs ------------------------------------------------------------------------------- */

typedef struct
{
  EaselQueue *queue; /* (owned): the window may be closed before it is done */
  GPtrArray *ids;    /* (owned) (element-type utf8): what is left to do */
  QueueFunc func;
} Chore;

static void
chore_free (gpointer data)
{
  Chore *chore = data;

  g_object_unref (chore->queue);
  g_ptr_array_unref (chore->ids);
  g_free (chore);
}

/* A job that has moved on meanwhile is passed over: its turn is over either way. */
static gboolean
do_some (gpointer data)
{
  Chore *chore = data;
  gint64 end = g_get_monotonic_time () + SLICE_US;

  while (chore->ids->len > 0 && g_get_monotonic_time () < end)
    {
      g_autofree char *id = g_ptr_array_steal_index (chore->ids, chore->ids->len - 1);
      g_autoptr (GError) error = NULL;

      if (!chore->func (chore->queue, id, &error))
        g_debug ("%s: %s", id, error->message);
    }
  return chore->ids->len > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* @ids: (transfer full) */
static void
do_with_all (EaselWindow *self, GPtrArray *ids, QueueFunc func)
{
  Chore *chore = g_new (Chore, 1);

  *chore = (Chore) { g_object_ref (get_queue (self)), ids, func };
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, do_some, chore, chore_free);
}

static void
on_clear_finished (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  EaselSectionList *list = easel_sidebar_model_get_list (self->model);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint end = g_list_model_get_n_items (G_LIST_MODEL (list));
  guint start = end - easel_section_list_get_section_size (list, EASEL_SIDEBAR_FINISHED);

  for (guint i = start; i < end; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_ptr_array_add (ids, g_strdup (easel_job_get_id (job)));
    }
  do_with_all (self, ids, easel_queue_remove);
}

/* Each job that failed by itself; a batch that failed takes its children along. */
static void
on_retry_all_failed (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  GListModel *jobs = G_LIST_MODEL (get_queue (self));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, i);

      if (easel_job_get_state (job) == EASEL_JOB_STATE_FAILED)
        g_ptr_array_add (ids, g_strdup (easel_job_get_id (job)));
    }
  do_with_all (self, ids, easel_queue_retry);
}

/* Pausing --------------------------------------------------------------------------------- */

static void
toggle_pause (EaselQueue *queue)
{
  gboolean paused;

  g_signal_handlers_disconnect_by_func (queue, toggle_pause, NULL);
  g_object_get (queue, "paused", &paused, NULL);
  g_object_set (queue, "paused", !paused, NULL);
}

/* Before the queue is open nobody knows whether it is paused; then it waits. */
static void
on_toggle_pause (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselQueue *queue = get_queue (user_data);
  gboolean open;

  g_object_get (queue, "open", &open, NULL);
  if (open)
    toggle_pause (queue);
  else
    g_signal_connect (queue, "notify::open", G_CALLBACK (toggle_pause), NULL);
}

static const GActionEntry entries[] = {
  { "show-page", on_show_page, "s" },
  { "show-job", on_show_job, "s" },
  { "show-entity", on_show_entity, "s" },
  { "show-history", on_show_history },
  { "show-entity-history", on_show_entity_history, "s" },
  { "show-changes", on_show_changes, "s" },
  { "dismiss-welcome", on_dismiss_welcome },
  { "search", on_search },
  { "next-pane", on_next_pane },
  { "open", on_open },
  { "open-folder", on_open_folder },
  { "paste", on_paste },
  { "try-sample", on_try_sample },
  { "cancel-job", on_cancel_job, "s" },
  { "retry-job", on_retry_job, "s" },
  { "run-job-next", on_run_job_next, "s" },
  { "remove-job", on_remove_job, "s" },
  { "analyze-again", on_analyze_again, "s" },
  { "clear-finished", on_clear_finished },
  { "retry-all-failed", on_retry_all_failed },
  { "toggle-pause", on_toggle_pause },
};

void
easel_window_add_actions (EaselWindow *self)
{
  g_autoptr (GPropertyAction) only_failed = g_property_action_new ("only-failed", self->model,
                                                                   "only-failed");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (only_failed));
}

void
easel_window_disable_actions (EaselWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name)), FALSE);
}
