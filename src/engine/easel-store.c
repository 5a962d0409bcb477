/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store.h"

#include "easel-engine-error.h"
#include "easel-recovery.h"
#include "easel-store-jobs.h"
#include "easel-store-recovery.h"

#include <glib/gi18n.h>

/* A group is bounded so that a step's commit never waits behind a whole batch. */
#define MAX_GROUP 512

typedef enum
{
  ERRAND_WORK,
  ERRAND_OPEN,
  ERRAND_CLOSE,
  ERRAND_QUIT,
} ErrandType;

/* Where a worker thread waits for its work; on that thread's stack. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean done;
} Waiter;

typedef struct
{
  ErrandType type;
  EaselStoreDurability durability;
  EaselStoreFunc func;
  gpointer data; /* (owned) where free_data is set */
  GDestroyNotify free_data;
  EaselStoreDone done;
  gpointer user_data;
  Waiter *waiter; /* (nullable): then the caller owns the errand */
  gboolean ok;
  GError *error;
} Errand;

/* What the thread and the object share; the thread outlives the object by its last work. */
typedef struct
{
  char *path; /* of jobs.sqlite */
  GMainContext *context;
  GAsyncQueue *errands;
  gboolean gone;        /* guarded by the lock of errands: nobody will look at them again */
  EaselStoreFile *file; /* (nullable): the thread's own */
} StoreThread;

struct _EaselStore
{
  GObject parent_instance;

  StoreThread *thread; /* (atomic-rc) */
};

G_DEFINE_FINAL_TYPE (EaselStore, easel_store, G_TYPE_OBJECT)

static void
errand_free (Errand *errand)
{
  if (errand->free_data != NULL)
    errand->free_data (errand->data);
  g_clear_error (&errand->error);
  g_free (errand);
}

static void
store_thread_clear (StoreThread *self)
{
  g_free (self->path);
  g_main_context_unref (self->context);
  g_async_queue_unref (self->errands);
}

static void
store_thread_unref (StoreThread *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) store_thread_clear);
}

static void
set_not_open (GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN,
                       _ ("Easel’s list of jobs is not open."));
}

static gboolean
call_done (gpointer user_data)
{
  GPtrArray *errands = user_data;

  for (guint i = 0; i < errands->len; i++)
    {
      Errand *errand = errands->pdata[i];

      errand->done (errand->data, errand->error, errand->user_data);
    }
  return G_SOURCE_REMOVE;
}

/* Hands a group back: workers are woken, the main thread gets one source for all of it. */
static void
deliver (StoreThread *self, GPtrArray *errands)
{
  g_autoptr (GPtrArray) for_main = g_ptr_array_new_with_free_func ((GDestroyNotify) errand_free);

  for (guint i = 0; i < errands->len; i++)
    {
      Errand *errand = errands->pdata[i];
      Waiter *waiter = errand->waiter;

      if (waiter != NULL)
        {
          g_mutex_lock (&waiter->mutex);
          waiter->done = TRUE;
          g_cond_signal (&waiter->cond);
          g_mutex_unlock (&waiter->mutex);
        }
      else if (errand->done != NULL)
        g_ptr_array_add (for_main, errand);
      else
        errand_free (errand);
    }
  g_ptr_array_set_size (errands, 0);

  if (for_main->len > 0)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, call_done, g_steal_pointer (&for_main),
                             (GDestroyNotify) g_ptr_array_unref);
      g_source_set_static_name (source, "[easel] store done");
      g_source_attach (source, self->context);
    }
}

static gboolean
do_errand (StoreThread *self, Errand *errand)
{
  g_clear_error (&errand->error);
  errand->ok = errand->func (self->file, errand->data, &errand->error);
  if (!errand->ok)
    easel_store_file_note_error (self->file, errand->error);
  return errand->ok;
}

/* Returns: whether all of @errands is committed; else nothing of it is */
static gboolean
try_together (StoreThread *self, GPtrArray *errands, GError **error)
{
  gboolean durable = FALSE;

  for (guint i = 0; i < errands->len; i++)
    durable |= ((Errand *) errands->pdata[i])->durability == EASEL_STORE_DURABLE;

  if (!easel_store_file_begin (self->file, durable, error))
    return FALSE;

  for (guint i = 0; i < errands->len; i++)
    if (!do_errand (self, errands->pdata[i]))
      {
        easel_store_file_rollback (self->file);
        return FALSE;
      }

  if (easel_store_file_commit (self->file, error))
    return TRUE;

  easel_store_file_rollback (self->file);
  return FALSE;
}

/* One that cannot be done must not take the others with it. */
static void
do_one_by_one (StoreThread *self, GPtrArray *errands)
{
  for (guint i = 0; i < errands->len; i++)
    {
      Errand *errand = errands->pdata[i];
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (alone, errand);
      g_clear_error (&errand->error);
      errand->ok = try_together (self, alone, &error);
      if (!errand->ok && errand->error == NULL)
        {
          easel_store_file_note_error (self->file, error);
          errand->error = g_steal_pointer (&error);
        }
    }
}

static void
do_group (StoreThread *self, GPtrArray *errands)
{
  if (self->file == NULL)
    {
      for (guint i = 0; i < errands->len; i++)
        set_not_open (&((Errand *) errands->pdata[i])->error);
    }
  else if (!try_together (self, errands, NULL))
    do_one_by_one (self, errands);

  deliver (self, errands);
}

static gboolean
open_and_load (StoreThread *self, EaselStoreContents *contents, GError **error)
{
  g_autoptr (EaselStoreFile) file = easel_store_file_open (self->path, error);

  if (file == NULL || !easel_store_file_begin (file, TRUE, error))
    return FALSE;

  if (!easel_store_load_contents (file, contents, error) || !easel_store_file_commit (file, error))
    {
      easel_store_file_rollback (file);
      return FALSE;
    }

  self->file = g_steal_pointer (&file);
  return TRUE;
}

static void
open_file (StoreThread *self, Errand *errand)
{
  EaselStoreContents *contents = errand->data;

  if (self->file != NULL || !easel_recovery_finish (self->path, &errand->error))
    return;

  if (!open_and_load (self, contents, &errand->error)
      && g_error_matches (errand->error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_CORRUPT))
    {
      g_clear_error (&errand->error);
      if (easel_store_recovery_run (self->path, &contents->notice, &errand->error))
        open_and_load (self, contents, &errand->error);
    }

  if (self->file != NULL && contents->notice == NULL)
    easel_store_sweep_attachments (self->file, contents);
}

static void
fail_the_rest (StoreThread *self)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  Errand *errand;

  g_async_queue_lock (self->errands);
  self->gone = TRUE;
  while ((errand = g_async_queue_try_pop_unlocked (self->errands)) != NULL)
    g_ptr_array_add (rest, errand);
  g_async_queue_unlock (self->errands);

  for (guint i = 0; i < rest->len; i++)
    set_not_open (&((Errand *) rest->pdata[i])->error);
  deliver (self, rest);
}

/* Returns: whether the thread goes on */
static gboolean
do_special (StoreThread *self, Errand *errand)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  gboolean go_on = errand->type == ERRAND_OPEN;

  if (errand->type == ERRAND_OPEN)
    open_file (self, errand);
  else if (errand->type == ERRAND_CLOSE && self->file != NULL)
    easel_store_file_close (g_steal_pointer (&self->file), &errand->error);
  else
    g_clear_pointer (&self->file, easel_store_file_free);

  if (!go_on)
    fail_the_rest (self);
  g_ptr_array_add (alone, errand);
  deliver (self, alone);
  return go_on;
}

static gpointer
run_thread (gpointer data)
{
  StoreThread *self = data;
  g_autoptr (GPtrArray) group = g_ptr_array_new ();
  gboolean going = TRUE;

  while (going)
    {
      Errand *errand = g_async_queue_pop (self->errands);

      while (errand != NULL && errand->type == ERRAND_WORK)
        {
          g_ptr_array_add (group, errand);
          errand = group->len < MAX_GROUP ? g_async_queue_try_pop (self->errands) : NULL;
        }

      if (group->len > 0)
        do_group (self, group);
      if (errand != NULL)
        going = do_special (self, errand);
    }

  store_thread_unref (self);
  return NULL;
}

static void
send_errand (StoreThread *self, Errand *errand)
{
  g_async_queue_lock (self->errands);
  if (self->gone)
    {
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();

      g_async_queue_unlock (self->errands);
      set_not_open (&errand->error);
      g_ptr_array_add (alone, errand);
      deliver (self, alone);
      return;
    }
  g_async_queue_push_unlocked (self->errands, errand);
  g_async_queue_unlock (self->errands);
}

static void
send_special (EaselStore *self,
              ErrandType type,
              gpointer data,
              GDestroyNotify free_data,
              EaselStoreDone done,
              gpointer user_data)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->type = type;
  errand->data = data;
  errand->free_data = free_data;
  errand->done = done;
  errand->user_data = user_data;
  send_errand (self->thread, errand);
}

static void
easel_store_finalize (GObject *object)
{
  EaselStore *self = EASEL_STORE (object);

  send_special (self, ERRAND_QUIT, NULL, NULL, NULL, NULL);
  store_thread_unref (self->thread);

  G_OBJECT_CLASS (easel_store_parent_class)->finalize (object);
}

static void
easel_store_class_init (EaselStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_store_finalize;
}

static void
easel_store_init (EaselStore *self)
{
  self->thread = g_atomic_rc_box_new0 (StoreThread);
  self->thread->context = g_main_context_ref_thread_default ();
  self->thread->errands = g_async_queue_new ();
}

EaselStore *
easel_store_new (const char *data_dir)
{
  EaselStore *self = g_object_new (EASEL_TYPE_STORE, NULL);

  self->thread->path = g_build_filename (data_dir, "jobs.sqlite", NULL);
  g_thread_unref (g_thread_new ("easel-store", run_thread, g_atomic_rc_box_acquire (self->thread)));
  return self;
}

void
easel_store_open (EaselStore *self, EaselStoreDone done, gpointer user_data)
{
  send_special (self, ERRAND_OPEN, easel_store_contents_new (),
                (GDestroyNotify) easel_store_contents_free, done, user_data);
}

void
easel_store_close (EaselStore *self, EaselStoreDone done, gpointer user_data)
{
  send_special (self, ERRAND_CLOSE, NULL, NULL, done, user_data);
}

void
easel_store_post (EaselStore *self,
                  EaselStoreDurability durability,
                  EaselStoreFunc func,
                  gpointer data,
                  GDestroyNotify free_data,
                  EaselStoreDone done,
                  gpointer user_data)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->type = ERRAND_WORK;
  errand->durability = durability;
  errand->func = func;
  errand->data = data;
  errand->free_data = free_data;
  errand->done = done;
  errand->user_data = user_data;
  send_errand (self->thread, errand);
}

gboolean
easel_store_call (EaselStore *self,
                  EaselStoreDurability durability,
                  EaselStoreFunc func,
                  gpointer data,
                  GError **error)
{
  Errand errand = { .type = ERRAND_WORK, .durability = durability, .func = func, .data = data };
  Waiter waiter = { .done = FALSE };

  g_mutex_init (&waiter.mutex);
  g_cond_init (&waiter.cond);
  errand.waiter = &waiter;
  send_errand (self->thread, &errand);

  g_mutex_lock (&waiter.mutex);
  while (!waiter.done)
    g_cond_wait (&waiter.cond, &waiter.mutex);
  g_mutex_unlock (&waiter.mutex);
  g_mutex_clear (&waiter.mutex);
  g_cond_clear (&waiter.cond);

  if (errand.error != NULL)
    {
      g_propagate_error (error, errand.error);
      return FALSE;
    }
  return TRUE;
}
