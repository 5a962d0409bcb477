/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-page.h"

#include "easel-book-text.h"
#include "easel-config.h"
#include "easel-entity-tile.h"
#include "easel-id.h"
#include "easel-job-problem.h"
#include "easel-job-progress.h"
#include "easel-job-proposal.h"
#include "easel-json-text.h"
#include "easel-plain.h"
#include "easel-story-chapter.h"
#include "easel-story-comment.h"
#include "easel-story-draft.h"
#include "easel-story-exporter.h"
#include "easel-story-work.h"
#include "easel-story.h"

#include <glib/gi18n.h>

#define SIZE_KEY "story-text-size"

struct _EaselStoryPage
{
  AdwNavigationPage parent_instance;

  AdwWindowTitle *window_title;
  GtkMenuButton *scenes_button;
  GtkWidget *export_button;
  AdwBanner *banner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkScrolledWindow *scrolled_window;
  GtkWidget *book;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *kind;
  EaselJobProgress *progress;
  EaselJobProposal *proposal;
  EaselJobProblem *problem;
  GtkBox *chapters;

  EaselStudio *studio;          /* (owned) */
  GSettings *settings;          /* (owned) */
  EaselStoryExporter *exporter; /* (owned) */
  char *story;                  /* (owned) (nullable): id, once it is known */
  EaselJob *job;                /* (owned) (nullable): who writes it */
  EaselEntity *entity;          /* (owned) (nullable): as read last */
  EaselJobDetails *details;     /* (owned) (nullable): of @job, while there is no @entity */
  EaselStoryWork *work;         /* (owned) (nullable): on @story */
  GPtrArray *views;             /* (owned) (element-type EaselStoryChapter): in @chapters */
  GCancellable *cancellable;    /* (owned): of the reading */
  gboolean is_exporting;
};

G_DEFINE_FINAL_TYPE (EaselStoryPage, easel_story_page, ADW_TYPE_NAVIGATION_PAGE)

static EaselLibrary *
get_library (EaselStoryPage *self)
{
  return easel_studio_get_library (self->studio);
}

static EaselQueue *
get_queue (EaselStoryPage *self)
{
  return easel_studio_get_queue (self->studio);
}

/* The book -------------------------------------------------------------------------------- */

static void
set_n_chapters (EaselStoryPage *self, guint n_chapters)
{
  while (self->views->len > n_chapters)
    {
      gtk_box_remove (self->chapters, self->views->pdata[self->views->len - 1]);
      g_ptr_array_set_size (self->views, (int) self->views->len - 1);
    }
  while (self->views->len < n_chapters)
    {
      GtkWidget *chapter = easel_story_chapter_new ();

      gtk_box_append (self->chapters, chapter);
      g_ptr_array_add (self->views, chapter);
    }
}

static void
show_title (EaselStoryPage *self, const char *title)
{
  gboolean rtl = easel_book_text_get_direction (title) > 0;

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->window_title, title);
  gtk_label_set_label (self->title, title);
  gtk_widget_set_direction (GTK_WIDGET (self->title), rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

/* @titles: (element-type utf8): of the scenes */
static void
show_contents (EaselStoryPage *self, GPtrArray *titles)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < titles->len; i++)
    {
      /* Translators: the number and the title of a scene */
      g_autofree char *label = g_strdup_printf (_ ("%u. %s"), i + 1,
                                                (const char *) titles->pdata[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

      g_menu_item_set_attribute (item, G_MENU_ATTRIBUTE_LABEL, "s", label);
      g_menu_item_set_action_and_target (item, "story.go", "u", i + 1);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->scenes_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->scenes_button), titles->len > 1);
}

static void
show_entity (EaselStoryPage *self)
{
  guint n_scenes = easel_story_get_n_scenes (self->entity);
  const char *theme = easel_json_text_get_string (easel_entity_get_attributes (self->entity),
                                                  "theme");
  g_autofree char *kind = easel_entity_tile_describe (self->entity);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  show_title (self, easel_entity_get_name (self->entity));
  gtk_label_set_label (self->subtitle, theme != NULL ? theme : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), theme != NULL);
  gtk_label_set_label (self->kind, kind);
  set_n_chapters (self, n_scenes);
  for (guint i = 0; i < n_scenes; i++)
    {
      EaselStoryScene scene = { 0 };
      EaselStoryChapterContent content = { .number = i + 1 };

      if (!easel_story_get_scene (self->entity, i + 1, &scene, NULL))
        continue;
      content.title = scene.title;
      content.text = scene.text;
      content.illustrated = scene.illustrated;
      content.alt = scene.picture_prompt;
      content.picture = scene.picture;
      content.writing = easel_story_work_get_writing (self->work, i + 1);
      content.drawing = easel_story_work_get_drawing (self->work, i + 1);
      easel_story_chapter_show (self->views->pdata[i], get_library (self), &content);
      g_ptr_array_add (titles, (gpointer) scene.title);
    }
  show_contents (self, titles);
  gtk_widget_set_visible (self->export_button, TRUE);
}

static void
show_draft (EaselStoryPage *self)
{
  g_autoptr (EaselStoryDraft) draft = easel_story_draft_new (self->details,
                                                             easel_job_get_text (self->job));
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  show_title (self, draft->title != NULL ? draft->title : easel_job_get_title (self->job));
  set_n_chapters (self, draft->scenes->len);
  for (guint i = 0; i < draft->scenes->len; i++)
    {
      const EaselStoryDraftScene *scene = draft->scenes->pdata[i];
      const EaselStoryChapterContent content = {
        .number = i + 1, .title = scene->title, .text = scene->text, .is_draft = TRUE
      };

      easel_story_chapter_show (self->views->pdata[i], get_library (self), &content);
      /* What nobody has begun to write is not there yet. */
      gtk_widget_set_visible (self->views->pdata[i], *scene->text != '\0' || scene->is_writing);
      if (*scene->text != '\0')
        g_ptr_array_add (titles, scene->title);
    }
  show_contents (self, titles);
  easel_job_proposal_show (self->proposal, self->job, self->details);
}

static void
show_error (EaselStoryPage *self, const char *message)
{
  easel_plain_describe_page (self->failed_page, message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show (EaselStoryPage *self)
{
  if (self->entity != NULL)
    {
      for (guint i = 0; i < self->views->len; i++)
        gtk_widget_set_visible (self->views->pdata[i], TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->proposal), FALSE);
      show_entity (self);
    }
  else if (self->details != NULL)
    show_draft (self);
  else
    return;
  gtk_stack_set_visible_child_name (self->stack, "story");
}

/* What there is to read ------------------------------------------------------------------- */

static void on_job_changed (EaselStoryPage *self);

static void
set_job (EaselStoryPage *self, EaselJob *job)
{
  if (self->job != NULL || job == NULL)
    return;
  self->job = g_object_ref (job);
  easel_job_progress_set_job (self->progress, job);
  easel_job_problem_set_job (self->problem, job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::step", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::text", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

static void
on_entity_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    {
      /* A story that is still to be written has a place, but is not there yet. */
      if (self->job == NULL || easel_job_get_state (self->job) == EASEL_JOB_STATE_COMPLETED
          || !g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND))
        show_error (self, error->message);
      return;
    }
  if (!easel_story_check (entity, &error))
    {
      show_error (self, error->message);
      return;
    }
  g_set_object (&self->entity, entity);
  g_clear_pointer (&self->details, easel_job_details_free);
  if (easel_entity_get_job (entity) != NULL)
    set_job (self, easel_queue_lookup (get_queue (self), easel_entity_get_job (entity)));
  show (self);
}

static void
read_entity (EaselStoryPage *self)
{
  easel_library_get_async (get_library (self), self->story, self->cancellable, on_entity_read,
                           g_object_ref (self));
}

static void
on_library_changed (EaselStoryPage *self, const char *const *ids)
{
  if (self->story != NULL && g_strv_contains (ids, self->story))
    read_entity (self);
}

/* What was done can be taken back. */
static void
on_done_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);
  g_autoptr (JsonObject) done = details != NULL ? easel_json_text_parse_object (details->result)
                                                : NULL;
  const char *entry = done != NULL ? easel_json_text_get_string (done, "entry") : NULL;

  if (entry != NULL)
    gtk_widget_activate_action (
        GTK_WIDGET (self), "win.tell-change", "(ss)",
        easel_json_text_get_string (done, "picture") != NULL ? _ ("Illustrated") : _ ("Rewritten"),
        entry);
}

static void
on_work_done (EaselStoryPage *self, EaselJob *job, guint scene)
{
  easel_queue_load_details_async (get_queue (self), easel_job_get_id (job), self->cancellable,
                                  on_done_loaded, g_object_ref (self));
}

static void
set_story (EaselStoryPage *self, const char *story)
{
  self->story = g_strdup (story);
  self->work = easel_story_work_new (get_queue (self), story);
  g_signal_connect_object (self->work, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->work, "done", G_CALLBACK (on_work_done), self, G_CONNECT_SWAPPED);
  read_entity (self);
}

/* The job's params say which story it is. Of one that writes a new one, the rest is the draft. */
static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);
  g_autoptr (EaselStoryParams) params = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->entity != NULL)
    return;
  params = details != NULL ? easel_story_params_from_json (details->params, &error) : NULL;
  if (params == NULL)
    {
      show_error (self, error->message);
      return;
    }
  if (params->action == EASEL_STORY_WRITE)
    {
      g_clear_pointer (&self->details, easel_job_details_free);
      self->details = g_steal_pointer (&details);
    }
  if (self->story == NULL)
    {
      g_autofree char *id = easel_id_derive (easel_job_get_id (self->job), "story");

      set_story (self, params->action == EASEL_STORY_WRITE ? id : params->story);
    }
  show (self);
}

static void
load_details (EaselStoryPage *self)
{
  easel_queue_load_details_async (get_queue (self), easel_job_get_id (self->job), self->cancellable,
                                  on_details_loaded, g_object_ref (self));
}

static void
on_job_changed (EaselStoryPage *self)
{
  if (self->entity == NULL)
    load_details (self);
}

/* What a person does ---------------------------------------------------------------------- */

static void
submit (EaselStoryPage *self, EaselStoryAction action, guint number, const char *comment)
{
  g_autoptr (EaselStoryParams) params = easel_story_params_new_for_scene (action, self->story,
                                                                          number, comment);
  g_autoptr (GError) error = NULL;

  if (easel_studio_story (self->studio, params, &error) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
}

static void
on_comment_told (EaselStoryComment *dialog, const char *comment, EaselStoryPage *self)
{
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "number"));
  EaselStoryAction action = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "action"));

  submit (self, action, number, comment);
}

static void
ask (EaselStoryPage *self, EaselStoryAction action, guint number)
{
  EaselStoryScene scene = { 0 };
  AdwDialog *dialog = NULL;

  if (self->entity == NULL || !easel_story_get_scene (self->entity, number, &scene, NULL))
    return;
  dialog = easel_story_comment_new (action, number, scene.title);
  g_object_set_data (G_OBJECT (dialog), "number", GUINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (dialog), "action", GINT_TO_POINTER (action));
  g_signal_connect_object (dialog, "told", G_CALLBACK (on_comment_told), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_rewrite (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (EASEL_STORY_PAGE (widget), EASEL_STORY_REWRITE, g_variant_get_uint32 (parameter));
}

static void
on_illustrate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (EASEL_STORY_PAGE (widget), EASEL_STORY_ILLUSTRATE, g_variant_get_uint32 (parameter));
}

static void
on_illustrate_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  submit (EASEL_STORY_PAGE (widget), EASEL_STORY_ILLUSTRATE, g_variant_get_uint32 (parameter),
          NULL);
}

/* All illustrations, from this one on. */
static void
on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (widget);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  EaselStoryScene scene = { 0 };

  for (guint i = 1; self->entity != NULL && i <= easel_story_get_n_scenes (self->entity); i++)
    if (easel_story_get_scene (self->entity, i, &scene, NULL) && scene.picture != NULL)
      g_ptr_array_add (ids, (gpointer) scene.picture);
  g_ptr_array_add (ids, NULL);
  if (self->entity != NULL
      && easel_story_get_scene (self->entity, g_variant_get_uint32 (parameter), &scene, NULL)
      && scene.picture != NULL)
    gtk_widget_activate_action (widget, "win.view-picture", "(^ass)", ids->pdata, scene.picture);
}

static void
on_go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (widget);
  guint number = g_variant_get_uint32 (parameter);
  graphene_point_t point;

  if (number > self->views->len
      || !gtk_widget_compute_point (self->views->pdata[number - 1], self->book,
                                    &GRAPHENE_POINT_INIT (0, 0), &point))
    return;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), point.y);
  gtk_widget_child_focus (self->views->pdata[number - 1], GTK_DIR_TAB_FORWARD);
}

static void
on_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (widget);

  if (self->entity != NULL)
    gtk_widget_activate_action (widget, "win.show-entity", "s", self->story);
}

/* Reading --------------------------------------------------------------------------------- */

/* Whoever came to read can scroll at once. */
static void
on_shown (EaselStoryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->scrolled_window));
}

static gboolean
on_scroll_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  gboolean scrolled = FALSE;

  g_signal_emit_by_name (EASEL_STORY_PAGE (widget)->scrolled_window, "scroll-child",
                         g_variant_get_int32 (args), FALSE, &scrolled);
  return scrolled;
}

/* Text size ------------------------------------------------------------------------------- */

static void
update_size (EaselStoryPage *self)
{
  g_autofree char *size = g_strdup_printf ("size-%d",
                                           g_settings_get_int (self->settings, SIZE_KEY));
  const char *classes[] = { "story-book", size, NULL };

  gtk_widget_set_css_classes (self->book, classes);
}

static void
change_size (EaselStoryPage *self, int by)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) value = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, SIZE_KEY);
  value = g_variant_ref_sink (
      g_variant_new_int32 (g_settings_get_int (self->settings, SIZE_KEY) + by));
  if (g_settings_schema_key_range_check (key, value))
    g_settings_set_value (self->settings, SIZE_KEY, value);
}

static void
on_larger (GtkWidget *widget, const char *action, GVariant *parameter)
{
  change_size (EASEL_STORY_PAGE (widget), 1);
}

static void
on_smaller (GtkWidget *widget, const char *action, GVariant *parameter)
{
  change_size (EASEL_STORY_PAGE (widget), -1);
}

static void
on_normal (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_settings_reset (EASEL_STORY_PAGE (widget)->settings, SIZE_KEY);
}

/* Exporting ------------------------------------------------------------------------------- */

static void
show_banner (EaselStoryPage *self, const char *title, gboolean is_exporting)
{
  self->is_exporting = is_exporting;
  adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, is_exporting ? _ ("_Cancel") : _ ("_Close"));
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (widget);
  EaselStoryFormat format;

  if (self->entity != NULL
      && easel_story_format_from_string (g_variant_get_string (parameter, NULL), &format, NULL))
    easel_story_exporter_ask (self->exporter, GTK_WINDOW (gtk_widget_get_root (widget)),
                              self->story, easel_entity_get_name (self->entity), format);
}

static void
on_export_begun (EaselStoryPage *self, const char *name)
{
  /* Translators: %s is the name of a file */
  g_autofree char *title = g_strdup_printf (_ ("Exporting “%s”…"), name);

  show_banner (self, title, TRUE);
}

static void
on_export_done (EaselStoryPage *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  adw_banner_set_revealed (self->banner, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-file", "(ss)", _ ("Exported"), uri);
}

static void
on_export_failed (EaselStoryPage *self, const char *message)
{
  if (message != NULL)
    show_banner (self, message, FALSE);
  else
    adw_banner_set_revealed (self->banner, FALSE);
}

static void
on_banner_clicked (EaselStoryPage *self)
{
  if (self->is_exporting)
    easel_story_exporter_cancel (self->exporter);
  adw_banner_set_revealed (self->banner, FALSE);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_story_page_dispose (GObject *object)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->views, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_STORY_PAGE);
  g_clear_pointer (&self->details, easel_job_details_free);
  g_clear_object (&self->work);
  g_clear_object (&self->entity);
  g_clear_object (&self->job);
  g_clear_object (&self->exporter);
  g_clear_object (&self->settings);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_story_page_parent_class)->dispose (object);
}

static void
easel_story_page_finalize (GObject *object)
{
  EaselStoryPage *self = EASEL_STORY_PAGE (object);

  g_ptr_array_unref (self->views);
  g_object_unref (self->cancellable);
  g_free (self->story);

  G_OBJECT_CLASS (easel_story_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, scenes_button);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, banner);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, book);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, title);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, kind);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, progress);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, proposal);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryPage, chapters);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "story.go", "u", on_go);
  gtk_widget_class_install_action (widget_class, "story.view", "u", on_view);
  gtk_widget_class_install_action (widget_class, "story.rewrite", "u", on_rewrite);
  gtk_widget_class_install_action (widget_class, "story.illustrate", "u", on_illustrate);
  gtk_widget_class_install_action (widget_class, "story.illustrate-now", "u", on_illustrate_now);
  gtk_widget_class_install_action (widget_class, "story.export", "s", on_export);
  gtk_widget_class_install_action (widget_class, "story.details", NULL, on_details);
  gtk_widget_class_install_action (widget_class, "story.larger", NULL, on_larger);
  gtk_widget_class_install_action (widget_class, "story.smaller", NULL, on_smaller);
  gtk_widget_class_install_action (widget_class, "story.normal", NULL, on_normal);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, "story.larger" },   { GDK_KEY_equal, "story.larger" },
    { GDK_KEY_KP_Add, "story.larger" }, { GDK_KEY_minus, "story.smaller" },
    { GDK_KEY_0, "story.normal" },      { GDK_KEY_KP_Subtract, "story.smaller" },
  };

  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    GtkScrollType scroll;
  } scroll_keys[] = {
    { GDK_KEY_space, GDK_NO_MODIFIER_MASK, GTK_SCROLL_PAGE_FORWARD },
    { GDK_KEY_space, GDK_SHIFT_MASK, GTK_SCROLL_PAGE_BACKWARD },
    { GDK_KEY_Down, GDK_NO_MODIFIER_MASK, GTK_SCROLL_STEP_FORWARD },
    { GDK_KEY_Up, GDK_NO_MODIFIER_MASK, GTK_SCROLL_STEP_BACKWARD },
    { GDK_KEY_Home, GDK_NO_MODIFIER_MASK, GTK_SCROLL_START },
    { GDK_KEY_End, GDK_NO_MODIFIER_MASK, GTK_SCROLL_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_CONTROL_MASK,
                                         keys[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scroll_keys); i++)
    gtk_widget_class_add_binding (widget_class, scroll_keys[i].key, scroll_keys[i].modifiers,
                                  on_scroll_key, "i", scroll_keys[i].scroll);
}

static void
easel_story_page_class_init (EaselStoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_story_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_story_page_finalize;

  g_type_ensure (EASEL_TYPE_JOB_PROBLEM);
  g_type_ensure (EASEL_TYPE_JOB_PROGRESS);
  g_type_ensure (EASEL_TYPE_JOB_PROPOSAL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-story-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
  add_keys (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
}

static void
easel_story_page_init (EaselStoryPage *self)
{
  self->views = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (EASEL_SCHEMA_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1,
                                  -1);
  g_signal_connect_object (self->settings, "changed::" SIZE_KEY, G_CALLBACK (update_size), self,
                           G_CONNECT_SWAPPED);
  update_size (self);
}

static EaselStoryPage *
new_page (EaselStudio *studio)
{
  EaselStoryPage *self = g_object_new (EASEL_TYPE_STORY_PAGE, NULL);

  self->studio = g_object_ref (studio);
  self->exporter = easel_story_exporter_new (studio);
  g_signal_connect_object (self->exporter, "begun", G_CALLBACK (on_export_begun), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exporter, "done", G_CALLBACK (on_export_done), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exporter, "failed", G_CALLBACK (on_export_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_library (self), "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

EaselStoryPage *
easel_story_page_new (EaselStudio *studio, const char *story)
{
  EaselStoryPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (story != NULL, NULL);

  self = new_page (studio);
  set_story (self, story);
  return self;
}

EaselStoryPage *
easel_story_page_new_for_job (EaselStudio *studio, EaselJob *job)
{
  EaselStoryPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  self = new_page (studio);
  set_job (self, job);
  load_details (self);
  return self;
}
