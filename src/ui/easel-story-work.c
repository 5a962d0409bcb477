/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-work.h"

#include "easel-story-illustration.h"
#include "easel-story-params.h"
#include "easel-story-spec.h"

/* A job of this story. */
typedef struct
{
  EaselJob *job; /* (owned) */
  guint scene;
  gboolean is_drawing;
} Entry;

struct _EaselStoryWork
{
  GObject parent_instance;

  EaselQueue *queue;         /* (owned) */
  char *story;               /* (owned) */
  GPtrArray *entries;        /* (owned) (element-type Entry): oldest first */
  GHashTable *seen;          /* (owned) (element-type utf8): ids of jobs that were looked at */
  GCancellable *cancellable; /* (owned): of reading their details */
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
} EaselStoryWorkSignal;

static guint signals[SIGNAL_DONE + 1];

G_DEFINE_FINAL_TYPE (EaselStoryWork, easel_story_work, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->job);
  g_free (entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = easel_job_get_created ((*(Entry *const *) a)->job);
  gint64 second = easel_job_get_created ((*(Entry *const *) b)->job);

  return (first > second) - (first < second);
}

/* (nullable) */
static Entry *
find_entry (EaselStoryWork *self, EaselJob *job)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (((Entry *) self->entries->pdata[i])->job == job)
      return self->entries->pdata[i];
  return NULL;
}

/* Looking at jobs ------------------------------------------------------------------------- */

/* Returns: whether @params are about a scene of this story */
static gboolean
read_params (EaselStoryWork *self, const char *kind, const char *params, Entry *entry)
{
  if (g_str_equal (kind, EASEL_STORY_ILLUSTRATE_JOB_KIND))
    {
      g_autoptr (EaselStoryIllustration) illustration = easel_story_illustration_from_json (params,
                                                                                            NULL);

      entry->scene = illustration != NULL ? illustration->scene : 0;
      entry->is_drawing = TRUE;
      return illustration != NULL && g_strcmp0 (illustration->story, self->story) == 0;
    }
  else
    {
      g_autoptr (EaselStoryParams) story = easel_story_params_from_json (params, NULL);

      entry->scene = story != NULL ? story->scene : 0;
      entry->is_drawing = story != NULL && story->action == EASEL_STORY_ILLUSTRATE;
      return story != NULL && story->action != EASEL_STORY_WRITE
             && g_strcmp0 (story->story, self->story) == 0;
    }
}

typedef struct
{
  EaselStoryWork *work; /* (owned) */
  EaselJob *job;        /* (owned) */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->work);
  g_object_unref (look->job);
  g_free (look);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Look) look = user_data;
  EaselStoryWork *self = look->work;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);
  Entry found = { 0 };
  Entry *entry = NULL;

  if (details == NULL)
    {
      g_debug ("Cannot tell what a job is about: %s", error->message);
      return;
    }
  if (!read_params (self, easel_job_get_kind (look->job), details->params, &found))
    return;
  entry = g_new (Entry, 1);
  *entry = (Entry) { g_object_ref (look->job), found.scene, found.is_drawing };
  g_ptr_array_add (self->entries, entry);
  g_ptr_array_sort (self->entries, compare_entries);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What is completed is in the story; whoever comes later does not look at it. */
static void
look_at (EaselStoryWork *self, EaselJob *job)
{
  const char *kind = easel_job_get_kind (job);
  Look *look = NULL;

  if ((!g_str_equal (kind, EASEL_STORY_JOB_KIND)
       && !g_str_equal (kind, EASEL_STORY_ILLUSTRATE_JOB_KIND))
      || easel_job_get_state (job) == EASEL_JOB_STATE_COMPLETED
      || easel_job_get_state (job) == EASEL_JOB_STATE_PENDING
      || !g_hash_table_add (self->seen, g_strdup (easel_job_get_id (job))))
    return;
  look = g_new (Look, 1);
  *look = (Look) { g_object_ref (self), g_object_ref (job) };
  easel_queue_load_details_async (self->queue, easel_job_get_id (job), self->cancellable,
                                  on_details_loaded, look);
}

static void
on_job_added (EaselStoryWork *self, EaselJob *job)
{
  look_at (self, job);
}

static void
on_job_changed (EaselStoryWork *self, EaselJob *job, EaselJobState before)
{
  Entry *entry = find_entry (self, job);
  guint scene;

  if (entry == NULL)
    {
      look_at (self, job);
      return;
    }
  scene = entry->scene;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (easel_job_get_state (job) == EASEL_JOB_STATE_COMPLETED)
    g_signal_emit (self, signals[SIGNAL_DONE], 0, job, scene);
}

static void
on_job_removed (EaselStoryWork *self, EaselJob *job)
{
  Entry *entry = find_entry (self, job);

  if (entry == NULL)
    return;
  g_ptr_array_remove (self->entries, entry);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_story_work_dispose (GObject *object)
{
  EaselStoryWork *self = EASEL_STORY_WORK (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->entries, 0);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (easel_story_work_parent_class)->dispose (object);
}

static void
easel_story_work_finalize (GObject *object)
{
  EaselStoryWork *self = EASEL_STORY_WORK (object);

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->seen);
  g_object_unref (self->cancellable);
  g_free (self->story);

  G_OBJECT_CLASS (easel_story_work_parent_class)->finalize (object);
}

static void
easel_story_work_class_init (EaselStoryWorkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_story_work_dispose;
  object_class->finalize = easel_story_work_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 2, EASEL_TYPE_JOB,
                                       G_TYPE_UINT);
}

static void
easel_story_work_init (EaselStoryWork *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

EaselStoryWork *
easel_story_work_new (EaselQueue *queue, const char *story)
{
  EaselStoryWork *self = NULL;

  g_return_val_if_fail (EASEL_IS_QUEUE (queue), NULL);
  g_return_val_if_fail (story != NULL, NULL);

  self = g_object_new (EASEL_TYPE_STORY_WORK, NULL);
  self->queue = g_object_ref (queue);
  self->story = g_strdup (story);
  g_signal_connect_object (queue, "job-added", G_CALLBACK (on_job_added), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-removed", G_CALLBACK (on_job_removed), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      look_at (self, job);
    }
  return self;
}

static EaselJob *
find_newest (EaselStoryWork *self, guint number, gboolean is_drawing)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const Entry *entry = self->entries->pdata[i - 1];

      if (entry->scene == number && entry->is_drawing == is_drawing)
        return easel_job_get_state (entry->job) != EASEL_JOB_STATE_COMPLETED ? entry->job : NULL;
    }
  return NULL;
}

EaselJob *
easel_story_work_get_writing (EaselStoryWork *self, guint number)
{
  g_return_val_if_fail (EASEL_IS_STORY_WORK (self), NULL);

  return find_newest (self, number, FALSE);
}

EaselJob *
easel_story_work_get_drawing (EaselStoryWork *self, guint number)
{
  g_return_val_if_fail (EASEL_IS_STORY_WORK (self), NULL);

  return find_newest (self, number, TRUE);
}
