/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-analyze-dialog.h"
#include "easel-analyzer-chooser.h"
#include "easel-brief-page.h"
#include "easel-entity-texture.h"
#include "easel-json-text.h"
#include "easel-plain.h"
#include "easel-welcome-page.h"

#include <glib/gi18n.h>

void
easel_window_add_error_toast (EaselWindow *self, const GError *error)
{
  AdwToast *toast;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  toast = easel_plain_toast_new (error->message);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
}

GStrv
easel_window_get_analyzers (EaselWindow *self)
{
  return easel_analyzer_chooser_get_choice (self->settings, self->studio);
}

/* A batch is what it was made as; its children are not told of. */
static EaselJob *
get_top (EaselWindow *self, EaselJob *job)
{
  const char *parent = easel_job_get_parent (job);
  EaselJob *batch = parent != NULL
                        ? easel_queue_lookup (easel_studio_get_queue (self->studio), parent)
                        : NULL;

  return batch != NULL ? batch : job;
}

static char *
describe_start (EaselJob *job)
{
  guint n = easel_job_get_n_children (job);

  if (g_str_equal (easel_job_get_kind (job), "overnight"))
    /* Translators: %s is a picture's name, or “500 Pictures” */
    return g_strdup_printf (_ ("Analyzing “%s” overnight"), easel_job_get_title (job));
  if (n == 0)
    /* Translators: %s is a picture's name */
    return g_strdup_printf (_ ("Analyzing “%s”"), easel_job_get_title (job));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Analyzing %'u picture", "Analyzing %'u pictures", n), n);
}

static void
add_start_toast (EaselWindow *self, EaselJob *job)
{
  g_autofree char *title = describe_start (job);
  AdwToast *toast = easel_plain_toast_new (title);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.cancel-job");
  adw_toast_set_action_target (toast, "s", easel_job_get_id (job));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Shows @job where nothing else is to see, and elsewhere tells that it was begun, with a way
 * back. */
static void
tell_of_job (EaselWindow *self, EaselJob *job)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->content);

  if (EASEL_IS_WELCOME_PAGE (page)
      || (EASEL_IS_BRIEF_PAGE (page) && easel_brief_page_is_empty (EASEL_BRIEF_PAGE (page))))
    easel_window_show_job_page (self, job, TRUE);
  else
    add_start_toast (self, job);
}

static void
analyze (EaselWindow *self,
         const char *const *uris,
         const char *const *analyzers,
         gboolean again,
         EaselAnalyzeWhen when)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = easel_studio_analyze (self->studio, uris, analyzers, again, when,
                                                     &error);

  if (jobs == NULL)
    easel_window_add_error_toast (self, error);
  else
    tell_of_job (self, get_top (self, jobs->pdata[0]));
}

/* Now, or overnight ----------------------------------------------------------------------- */

static void
on_when_chosen (EaselWindow *self, const char *response, EaselAnalyzeDialog *dialog)
{
  analyze (self, easel_analyze_dialog_get_uris (dialog),
           easel_analyze_dialog_get_analyzers (dialog), FALSE,
           easel_analyze_dialog_get_when (dialog));
}

static void
ask_when (EaselWindow *self, const char *const *uris, const char *const *analyzers)
{
  EaselAnalyzeDialog *dialog = easel_analyze_dialog_new (self->studio, self->settings, uris,
                                                         analyzers);

  g_signal_connect_object (dialog, "response::" EASEL_ANALYZE_DIALOG_ANALYZE,
                           G_CALLBACK (on_when_chosen), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
analyze_many (EaselWindow *self, const char *const *uris)
{
  g_auto (GStrv) analyzers = easel_window_get_analyzers (self);
  EaselAnalyzeWhen when = easel_analyzer_chooser_get_when (self->settings, self->studio);

  if (when == EASEL_ANALYZE_OVERNIGHT || !easel_studio_get_batch_limits (self->studio, NULL))
    analyze (self, uris, (const char *const *) analyzers, FALSE, when);
  else
    ask_when (self, uris, (const char *const *) analyzers);
}

static gboolean
is_open (EaselWindow *self)
{
  gboolean open;

  g_object_get (easel_studio_get_queue (self->studio), "open", &open, NULL);
  return open;
}

static void
on_open_changed (EaselWindow *self)
{
  g_autoptr (GPtrArray) early = NULL;

  if (!is_open (self))
    return;
  early = g_steal_pointer (&self->early);
  for (guint i = 0; early != NULL && i < early->len; i++)
    analyze_many (self, early->pdata[i]);
}

/* Before the studio is open nobody knows whether there are batches. */
static void
analyze_many_when_open (EaselWindow *self, const char *const *uris)
{
  if (is_open (self))
    {
      analyze_many (self, uris);
      return;
    }
  if (self->early == NULL)
    {
      self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_signal_connect_object (easel_studio_get_queue (self->studio), "notify::open",
                               G_CALLBACK (on_open_changed), self, G_CONNECT_SWAPPED);
    }
  g_ptr_array_add (self->early, g_strdupv ((char **) uris));
}

static void
analyze_now (EaselWindow *self, const char *const *uris)
{
  g_auto (GStrv) analyzers = easel_window_get_analyzers (self);

  analyze (self, uris, (const char *const *) analyzers, FALSE, EASEL_ANALYZE_NOW);
}

/* GTaskThreadFunc */
static void
look_for_folders (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char **uris = task_data;
  gboolean found = FALSE;

  for (guint i = 0; uris[i] != NULL && !found; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);

      found = path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR);
    }
  g_task_return_boolean (task, found);
}

static void
on_looked_for_folders (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EaselWindow *self = EASEL_WINDOW (source);
  g_autoptr (GError) error = NULL;
  const char *const *uris = g_task_get_task_data (G_TASK (result));
  gboolean found = g_task_propagate_boolean (G_TASK (result), &error);

  /* The window was closed. */
  if (error != NULL)
    return;
  if (found)
    analyze_many_when_open (self, uris);
  else
    analyze_now (self, uris);
}

/* How many pictures there are in a folder is not known, so it is many. */
static void
analyze_few_or_folders (EaselWindow *self, const char *const *uris)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_looked_for_folders, NULL);

  g_task_set_source_tag (task, analyze_few_or_folders);
  g_task_set_static_name (task, "look for folders");
  g_task_set_task_data (task, g_strdupv ((char **) uris), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, look_for_folders);
}

void
easel_window_analyze (EaselWindow *self, const char *const *uris)
{
  g_return_if_fail (EASEL_IS_WINDOW (self));

  if (is_open (self) && !easel_studio_get_batch_limits (self->studio, NULL))
    analyze_now (self, uris);
  else if (easel_analyzer_chooser_wants_overnight (self->settings)
           || g_strv_length ((char **) uris) >= EASEL_ANALYZE_DIALOG_MANY)
    analyze_many_when_open (self, uris);
  else
    analyze_few_or_folders (self, uris);
}

void
easel_window_analyze_bytes (EaselWindow *self, GBytes *bytes, const char *title)
{
  g_auto (GStrv) analyzers = easel_window_get_analyzers (self);
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_analyze_bytes (self->studio, bytes, title,
                                              (const char *const *) analyzers, &error);

  if (job == NULL)
    easel_window_add_error_toast (self, error);
  else
    tell_of_job (self, job);
}

/* Again ----------------------------------------------------------------------------------- */

typedef struct
{
  EaselWindow *window; /* (owned) */
  GStrv analyzers;     /* (owned) (nullable) */
} Again;

static void
again_free (Again *again)
{
  g_object_unref (again->window);
  g_strfreev (again->analyzers);
  g_free (again);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Again, again_free)

static void
analyze_uri_again (Again *again, const char *uri)
{
  const char *const uris[] = { uri, NULL };

  analyze (again->window, uris, (const char *const *) again->analyzers, TRUE, EASEL_ANALYZE_NOW);
}

static void
on_file_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Again) again = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = easel_entity_texture_find_file_finish (result, &error);
  g_autofree char *uri = NULL;

  if (file == NULL)
    {
      easel_window_add_error_toast (again->window, error);
      return;
    }
  uri = g_file_get_uri (file);
  analyze_uri_again (again, uri);
}

static GStrv
read_analyzers (JsonObject *params)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *names = easel_json_text_get_array (params, "analyzers");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    g_strv_builder_add (builder, json_array_get_string_element (names, i));
  return g_strv_builder_end (builder);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Again) again = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);
  g_autoptr (JsonObject) params = NULL;
  g_autoptr (JsonObject) outcome = NULL;
  g_autofree char *uri = NULL;
  const char *picture;

  if (details == NULL)
    {
      easel_window_add_error_toast (again->window, error);
      return;
    }
  params = easel_json_text_parse_object (details->params);
  outcome = easel_json_text_parse_object (details->result);
  if (params == NULL)
    params = json_object_new ();
  again->analyzers = read_analyzers (params);
  if (easel_json_text_get_string (params, "file") != NULL)
    uri = g_filename_to_uri (easel_json_text_get_string (params, "file"), NULL, NULL);
  else
    uri = g_strdup (easel_json_text_get_string (params, "uri"));
  if (uri != NULL)
    {
      analyze_uri_again (again, uri);
      return;
    }

  picture = easel_json_text_get_string (params, "picture");
  if (picture == NULL && outcome != NULL)
    picture = easel_json_text_get_string (outcome, "picture");
  if (picture != NULL)
    {
      EaselWindow *self = again->window;

      easel_entity_texture_find_file_async (easel_studio_get_library (self->studio), picture,
                                            self->cancellable, on_file_found,
                                            g_steal_pointer (&again));
    }
  else
    {
      g_autoptr (GError) none = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                                     _ ("There is no picture to analyze again."));

      easel_window_add_error_toast (again->window, none);
    }
}

void
easel_window_analyze_again (EaselWindow *self, const char *id)
{
  Again *again = g_new0 (Again, 1);

  again->window = g_object_ref (self);
  easel_queue_load_details_async (easel_studio_get_queue (self->studio), id, self->cancellable,
                                  on_details_loaded, again);
}
