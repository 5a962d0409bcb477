/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-page.h"

#include "easel-contact-sheet.h"
#include "easel-entity-picture-view.h"
#include "easel-generate-spec.h"
#include "easel-job-facts.h"
#include "easel-job-found.h"
#include "easel-job-live-text.h"
#include "easel-job-menu.h"
#include "easel-job-problem.h"
#include "easel-job-progress.h"
#include "easel-job-proposal.h"
#include "easel-job-result.h"
#include "easel-job-row.h"
#include "easel-job-text.h"
#include "easel-json-text.h"
#include "easel-story-spec.h"

#include <glib/gi18n.h>

struct _EaselJobPage
{
  AdwNavigationPage parent_instance;

  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  GtkWidget *read_button;
  GtkStack *stack;
  EaselEntityPictureView *image;
  EaselJobProgress *progress;
  EaselJobLiveText *live_text;
  EaselJobProposal *proposal;
  EaselJobProblem *problem;
  EaselJobResult *result;
  EaselJobFacts *facts;
  EaselJobProgress *batch_progress;
  EaselJobProblem *batch_problem;
  EaselContactSheet *sheet;
  GtkWidget *children_window;
  GtkListView *children;
  EaselEntityPictureView *several_image;
  EaselJobFound *found;
  GtkListBox *several_children;

  EaselStudio *studio;       /* (owned) */
  EaselJob *job;             /* (owned) */
  GCancellable *cancellable; /* (owned): of reading the details */
};

G_DEFINE_FINAL_TYPE (EaselJobPage, easel_job_page, ADW_TYPE_NAVIGATION_PAGE)

/* One job --------------------------------------------------------------------------------- */

/* (transfer full) (nullable): the id of the picture, from wherever it is told first */
static char *
find_picture (const EaselJobDetails *details)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  g_ptr_array_add (texts, details->result);
  g_ptr_array_add (texts, details->params);
  for (guint i = 0; details->steps != NULL && i < details->steps->len; i++)
    g_ptr_array_add (texts, ((EaselStepRecord *) details->steps->pdata[i])->result);

  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (JsonObject) object = easel_json_text_parse_object (texts->pdata[i]);
      const char *picture = object != NULL ? easel_json_text_get_string (object, "picture") : NULL;

      if (picture != NULL)
        return g_strdup (picture);
    }
  return NULL;
}

static void
name_row (GtkWidget *row, GParamSpec *pspec, GtkWidget *content)
{
  g_autofree char *summary = NULL;

  g_object_get (content, "summary", &summary, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
}

static GtkWidget *
create_child_row (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *content = easel_job_row_new ();

  g_signal_connect_object (content, "notify::summary", G_CALLBACK (name_row), row,
                           G_CONNECT_SWAPPED);
  easel_job_row_set_job (EASEL_JOB_ROW (content), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  return row;
}

/* Several analyzers looked at one picture: that, and what each of them found. */
static void
show_several (EaselJobPage *self, const char *picture, JsonArray *entities)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio);

  easel_entity_picture_view_show (self->several_image, easel_studio_get_library (self->studio),
                                  picture);
  easel_job_found_set_entities (self->found, entities, 0);
  if (gtk_list_box_get_row_at_index (self->several_children, 0) == NULL)
    {
      g_autoptr (GListModel) children = easel_queue_get_children (queue, self->job);

      gtk_list_box_bind_model (self->several_children, children, create_child_row, NULL, NULL);
    }
  gtk_stack_set_visible_child_name (self->stack, "several");
}

static void
show_parent_details (EaselJobPage *self, const EaselJobDetails *details)
{
  g_autoptr (JsonObject) result = details != NULL ? easel_json_text_parse_object (details->result)
                                                  : NULL;
  const char *picture = result != NULL ? easel_json_text_get_string (result, "picture") : NULL;

  if (picture != NULL && easel_job_get_state (self->job) == EASEL_JOB_STATE_COMPLETED)
    show_several (self, picture, easel_json_text_get_array (result, "entities"));
  else
    gtk_stack_set_visible_child_name (self->stack, "batch");
}

static void
show_details (EaselJobPage *self, const EaselJobDetails *details)
{
  gboolean ended = easel_job_state_is_final (easel_job_get_state (self->job));
  g_autofree char *picture = details != NULL && ended ? find_picture (details) : NULL;

  /* Until there is more to see, the room is for what is going on. */
  easel_entity_picture_view_show (self->image, easel_studio_get_library (self->studio), picture);
  easel_job_result_show (self->result, self->studio, self->job, details);
  easel_job_proposal_show (self->proposal, self->job, details);
  easel_job_facts_show (self->facts, self->studio, self->job, details);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselJobPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details == NULL)
    g_message ("%s", error->message);
  if (easel_job_get_n_children (self->job) > 0)
    show_parent_details (self, details);
  else
    show_details (self, details);
}

static void
stop_loading (EaselJobPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
load_details (EaselJobPage *self)
{
  stop_loading (self);
  self->cancellable = g_cancellable_new ();
  easel_queue_load_details_async (easel_studio_get_queue (self->studio),
                                  easel_job_get_id (self->job), self->cancellable,
                                  on_details_loaded, g_object_ref (self));
}

/* A batch --------------------------------------------------------------------------------- */

static void
on_child_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *row = easel_job_row_new ();

  g_object_bind_property (item, "item", row, "job", G_BINDING_SYNC_CREATE);
  g_object_bind_property (row, "summary", item, "accessible-label", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, row);
}

static void
on_child_activated (EaselJobPage *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->children));
  g_autoptr (EaselJob) job = g_list_model_get_item (model, position);

  if (job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "s", easel_job_get_id (job));
}

static void
on_child_row_activated (EaselJobPage *self, GtkListBoxRow *row)
{
  EaselJob *job = easel_job_row_get_job (EASEL_JOB_ROW (gtk_list_box_row_get_child (row)));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "s", easel_job_get_id (job));
}

/* Of pictures that are made one wants to see the pictures. */
static void
show_sheet (EaselJobPage *self)
{
  EaselLibrary *library = easel_studio_get_library (self->studio);
  g_autoptr (EaselContactModel) model = easel_contact_model_new_for_job (
      library, easel_studio_get_queue (self->studio), self->job);

  easel_contact_sheet_set_model (self->sheet, library, model);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), TRUE);
  gtk_widget_set_visible (self->children_window, FALSE);
}

static void
show_children (EaselJobPage *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  if (gtk_list_view_get_model (self->children) != NULL)
    return;
  if (g_str_equal (easel_job_get_kind (self->job), EASEL_GENERATE_JOB_KIND))
    show_sheet (self);
  factory = gtk_signal_list_item_factory_new ();
  selection = gtk_no_selection_new (
      easel_queue_get_children (easel_studio_get_queue (self->studio), self->job));
  g_signal_connect (factory, "setup", G_CALLBACK (on_child_setup), NULL);
  gtk_list_view_set_factory (self->children, factory);
  gtk_list_view_set_model (self->children, GTK_SELECTION_MODEL (selection));
  easel_job_progress_set_job (self->batch_progress, self->job);
  easel_job_problem_set_job (self->batch_problem, self->job);
}

/* Both ------------------------------------------------------------------------------------ */

/* (transfer full): "Outfit · Done", "Done · 1,000 of 1,000, 2 failed · $1.2000" */
static char *
describe (EaselJob *job)
{
  gboolean final = easel_job_state_is_final (easel_job_get_state (job));
  /* Before the night is over, not all of them are there to be counted. */
  g_autofree char *children = final || !g_str_equal (easel_job_get_kind (job), "overnight")
                                  ? easel_job_text_count_children (job)
                                  : NULL;
  const char *description = easel_job_get_description (job);
  const char *state = easel_job_text_get_state (job);
  g_autofree char *cost = NULL;

  if (children != NULL && final)
    cost = easel_job_text_describe_cost (job);
  if (cost != NULL)
    return g_strdup_printf ("%s · %s · %s", state, children, cost);
  if (children != NULL)
    return g_strdup_printf ("%s · %s", state, children);
  return description != NULL ? g_strdup_printf ("%s · %s", description, state) : g_strdup (state);
}

static void
update_title (EaselJobPage *self)
{
  const char *title = easel_job_get_title (self->job);
  g_autofree char *subtitle = describe (self->job);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
}

static void
update_layout (EaselJobPage *self)
{
  gboolean batch = easel_job_get_n_children (self->job) > 0;

  if (batch)
    show_children (self);
  gtk_stack_set_visible_child_name (self->stack, batch ? "batch" : "one");
  update_title (self);
}

static void
on_state_changed (EaselJobPage *self)
{
  g_autoptr (GMenuModel) menu = easel_job_menu_new (self->job);

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), g_menu_model_get_n_items (menu) > 0);
  update_title (self);
  load_details (self);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_job_page_dispose (GObject *object)
{
  EaselJobPage *self = EASEL_JOB_PAGE (object);

  stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_PAGE);
  g_clear_object (&self->job);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_job_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, read_button);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, image);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, progress);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, live_text);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, proposal);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, result);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, facts);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, batch_progress);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, batch_problem);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, children_window);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, children);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, several_image);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, found);
  gtk_widget_class_bind_template_child (widget_class, EaselJobPage, several_children);
}

static void
easel_job_page_class_init (EaselJobPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_job_page_dispose;

  g_type_ensure (EASEL_TYPE_CONTACT_SHEET);
  g_type_ensure (EASEL_TYPE_ENTITY_PICTURE_VIEW);
  g_type_ensure (EASEL_TYPE_JOB_FACTS);
  g_type_ensure (EASEL_TYPE_JOB_FOUND);
  g_type_ensure (EASEL_TYPE_JOB_LIVE_TEXT);
  g_type_ensure (EASEL_TYPE_JOB_PROBLEM);
  g_type_ensure (EASEL_TYPE_JOB_PROGRESS);
  g_type_ensure (EASEL_TYPE_JOB_PROPOSAL);
  g_type_ensure (EASEL_TYPE_JOB_RESULT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-job-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_child_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_child_row_activated);
}

static void
easel_job_page_init (EaselJobPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The picture"), -1);
}

/* Whether @job has come of a batch. */
static gboolean
is_of_the_night (EaselStudio *studio, EaselJob *job)
{
  const char *id = easel_job_get_parent (job);
  EaselJob *parent = id != NULL ? easel_queue_lookup (easel_studio_get_queue (studio), id) : NULL;

  return parent != NULL && g_str_equal (easel_job_get_kind (parent), "overnight");
}

EaselJobPage *
easel_job_page_new (EaselStudio *studio, EaselJob *job)
{
  EaselJobPage *self = g_object_new (EASEL_TYPE_JOB_PAGE, NULL);

  self->studio = g_object_ref (studio);
  self->job = g_object_ref (job);
  easel_job_progress_set_job (self->progress, job);
  easel_job_live_text_set_job (self->live_text, job);
  easel_job_problem_set_job (self->problem, job);
  easel_job_problem_set_overnight (self->problem, is_of_the_night (studio, job));
  easel_job_menu_connect (GTK_ACTIONABLE (self->read_button), "win.read-job",
                          easel_job_get_id (job));
  gtk_widget_set_visible (self->read_button,
                          g_str_equal (easel_job_get_kind (job), EASEL_STORY_JOB_KIND));

  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  /* With its thumbnail the picture is in the library. */
  g_signal_connect_object (job, "notify::thumbnail", G_CALLBACK (load_details), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::n-children", G_CALLBACK (update_layout), self,
                           G_CONNECT_SWAPPED);
  update_layout (self);
  on_state_changed (self);
  return self;
}

EaselJob *
easel_job_page_get_job (EaselJobPage *self)
{
  g_return_val_if_fail (EASEL_IS_JOB_PAGE (self), NULL);

  return self->job;
}
