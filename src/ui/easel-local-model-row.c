/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-model-row.h"

#include "easel-job-text.h"
#include "easel-text.h"

#include <glib/gi18n.h>

/* How far back a job is looked for that was begun elsewhere. */
#define MAX_LOOKED_AT 1000

struct _EaselLocalModelRow
{
  AdwActionRow parent_instance;

  GtkWidget *spinner; /* (unowned): a child */
  GtkWidget *icon;    /* (unowned): a child */
  GtkWidget *button;  /* (unowned): a child */

  EaselStudio *studio;    /* (owned) */
  char *provider;         /* (owned) */
  EaselLocalModel *model; /* (owned) */
  EaselJob *job;          /* (owned) (nullable): that downloads it */
  gboolean there;
};

G_DEFINE_FINAL_TYPE (EaselLocalModelRow, easel_local_model_row, ADW_TYPE_ACTION_ROW)

/* (transfer full): "3.3 GB · For most machines" */
static char *
describe_model (const EaselLocalModel *model)
{
  g_autofree char *size = easel_text_format_size (model->size);
  g_autofree char *memory = easel_text_format_size (model->memory);

  if (model->size == 0)
    return g_strdup (model->summary);
  if (!model->fits)
    /* Translators: two sizes, such as 3.3 GB */
    return g_strdup_printf (_ ("%s · Needs %s of memory, more than this machine has."), size,
                            memory);
  return g_strdup_printf ("%s · %s", size, model->summary);
}

static gboolean
is_active (EaselJob *job)
{
  return job != NULL && !easel_job_state_is_final (easel_job_get_state (job));
}

/* (transfer full): what the second line says */
static char *
describe (EaselLocalModelRow *self)
{
  const EaselFailure *failure = self->job != NULL ? easel_job_get_failure (self->job) : NULL;

  if (is_active (self->job))
    return easel_job_text_describe (self->job, g_get_real_time ());
  if (!self->there && failure != NULL && easel_job_get_state (self->job) == EASEL_JOB_STATE_FAILED)
    return g_strdup (failure->message);
  return describe_model (self->model);
}

static void
update_button (EaselLocalModelRow *self)
{
  gboolean active = is_active (self->job);
  gboolean again = self->job != NULL && !active;
  const char *label = active ? _ ("_Cancel") : again ? _ ("_Try Again") : _ ("_Download");
  g_autofree char *name = NULL;

  /* Translators: the parameter is the name of a model */
  name = g_strdup_printf (active ? _ ("Cancel the Download of %s") : _ ("Download %s"),
                          self->model->name);
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_widget_set_visible (self->button, !self->there);
  /* Its label alone would not say what it is about. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
update (EaselLocalModelRow *self)
{
  g_autofree char *text = NULL;

  if (self->job != NULL && easel_job_get_state (self->job) == EASEL_JOB_STATE_COMPLETED)
    self->there = TRUE;
  text = describe (self);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_set_visible (self->spinner, is_active (self->job));
  gtk_widget_set_visible (self->icon, self->there);
  update_button (self);
}

static void
on_job_notify (EaselLocalModelRow *self)
{
  gboolean was_there = self->there;

  update (self);
  if (self->there && !was_there)
    {
      /* Translators: the parameter is the name of a model */
      g_autofree char *text = g_strdup_printf (_ ("%s is there"), self->model->name);

      gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
set_job (EaselLocalModelRow *self, EaselJob *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  if (job != NULL)
    g_signal_connect_object (job, "notify", G_CALLBACK (on_job_notify), self, G_CONNECT_SWAPPED);
  update (self);
}

static gboolean
is_mine (EaselLocalModelRow *self, EaselJob *job)
{
  return g_str_equal (easel_job_get_kind (job), "pull")
         && g_strcmp0 (easel_job_get_provider (job), self->provider) == 0
         && g_strcmp0 (easel_job_get_model (job), self->model->model) == 0;
}

/* (transfer full) (nullable): one that is under way */
static EaselJob *
find_job (EaselLocalModelRow *self)
{
  GListModel *queue = G_LIST_MODEL (easel_studio_get_queue (self->studio));
  guint n = g_list_model_get_n_items (queue);

  for (guint i = 0; i < MIN (n, MAX_LOOKED_AT); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (queue, n - 1 - i);

      if (is_active (job) && is_mine (self, job))
        return g_steal_pointer (&job);
    }
  return NULL;
}

static void
show_error (EaselLocalModelRow *self, const GError *error)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), error->message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
easel_local_model_row_download (EaselLocalModelRow *self)
{
  EaselQueue *queue;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_return_if_fail (EASEL_IS_LOCAL_MODEL_ROW (self));

  queue = easel_studio_get_queue (self->studio);
  /* The same job goes on, so that there is one row for one download. */
  if (self->job != NULL
      && (is_active (self->job) || easel_queue_retry (queue, easel_job_get_id (self->job), NULL)))
    return;
  job = easel_studio_pull_model (self->studio, self->provider, self->model->model, &error);
  if (job != NULL)
    set_job (self, job);
  else
    show_error (self, error);
}

static void
on_button_clicked (EaselLocalModelRow *self)
{
  g_autoptr (GError) error = NULL;

  if (!is_active (self->job))
    easel_local_model_row_download (self);
  else if (!easel_queue_cancel (easel_studio_get_queue (self->studio), easel_job_get_id (self->job),
                                &error))
    show_error (self, error);
}

static void
easel_local_model_row_dispose (GObject *object)
{
  EaselLocalModelRow *self = EASEL_LOCAL_MODEL_ROW (object);

  g_clear_object (&self->job);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_local_model_row_parent_class)->dispose (object);
}

static void
easel_local_model_row_finalize (GObject *object)
{
  EaselLocalModelRow *self = EASEL_LOCAL_MODEL_ROW (object);

  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model, easel_local_model_free);

  G_OBJECT_CLASS (easel_local_model_row_parent_class)->finalize (object);
}

static void
easel_local_model_row_class_init (EaselLocalModelRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_local_model_row_dispose;
  object_class->finalize = easel_local_model_row_finalize;
}

static void
easel_local_model_row_init (EaselLocalModelRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);
  const char *const classes[] = { "success", NULL };

  self->spinner = adw_spinner_new ();
  self->icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "css-classes",
                             classes, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Downloaded"), -1);
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_button_clicked), self,
                           G_CONNECT_SWAPPED);

  adw_action_row_add_suffix (row, self->spinner);
  adw_action_row_add_suffix (row, self->icon);
  adw_action_row_add_suffix (row, self->button);
}

GtkWidget *
easel_local_model_row_new (EaselStudio *studio, const char *provider, const EaselLocalModel *model)
{
  EaselLocalModelRow *self;
  g_autoptr (EaselJob) job = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  self = g_object_new (EASEL_TYPE_LOCAL_MODEL_ROW, "title", model->name, "use-markup", FALSE, NULL);
  self->studio = g_object_ref (studio);
  self->provider = g_strdup (provider);
  self->model = easel_local_model_copy (model);
  job = find_job (self);
  set_job (self, job);
  return GTK_WIDGET (self);
}

const char *
easel_local_model_row_get_model (EaselLocalModelRow *self)
{
  g_return_val_if_fail (EASEL_IS_LOCAL_MODEL_ROW (self), NULL);
  return self->model->model;
}

void
easel_local_model_row_set_there (EaselLocalModelRow *self)
{
  g_return_if_fail (EASEL_IS_LOCAL_MODEL_ROW (self));

  self->there = TRUE;
  update (self);
}
