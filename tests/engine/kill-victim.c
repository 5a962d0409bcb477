/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A queue at work, to be killed: kill-victim DATA-DIR STEPS-FILE IDS-FILE DRAFTS-FILE [--finish]
 *
 * Submits jobs all the time, and takes up what an earlier life has left. Each step that runs
 * is written to STEPS-FILE, each id that was accepted to IDS-FILE. What asks is hidden and gets
 * its id for a draft before it is answered, and is written to DRAFTS-FILE once that is kept. What
 * fails is retried. With --finish it submits nothing, and ends when every job has completed. */

#include "engine-fixture.h"

#include <fcntl.h>
#include <unistd.h>

#define TICK_MS 4
#define MAX_WAITING 20

typedef struct
{
  EaselQueue *queue;
  GMainLoop *loop;
  int steps_fd;
  int ids_fd;
  int drafts_fd;
  gboolean finish;
  guint n_ticks;
} Victim;

static void
append_line (int fd, const char *first, const char *second)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", first, second);

  /* In one piece, and there when the process is not. */
  if (write (fd, line, strlen (line)) != (gssize) strlen (line) || fsync (fd) != 0)
    g_error ("cannot write: %s", g_strerror (errno));
}

static char *
do_step (EaselRun *run, gpointer data, GError **error)
{
  const EaselUsage usage = { 1, 1, 0, 1 };
  const char *name = data;
  int fd = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (run), "steps-fd"));

  append_line (fd, easel_run_get_job_id (run), name);
  easel_run_add_usage (run, &usage);
  g_usleep ((gulong) g_random_int_range (0, 3000));
  return g_strdup (name);
}

static gboolean
do_steps (EaselRun *run, Victim *self, const char *const *names, GError **error)
{
  g_object_set_data (G_OBJECT (run), "steps-fd", GINT_TO_POINTER (self->steps_fd));
  easel_run_set_n_steps (run, g_strv_length ((GStrv) names));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *result = easel_run_step (run, names[i], "key", do_step, (gpointer) names[i],
                                                error);

      if (result == NULL)
        return FALSE;
    }
  return TRUE;
}

static char *
run_work (EaselRun *run, gpointer data, GError **error)
{
  const char *const names[] = { "one", "two", "three", NULL };

  return do_steps (run, data, names, error) ? g_strdup ("\"worked\"") : NULL;
}

static char *
run_asking (EaselRun *run, gpointer data, GError **error)
{
  const char *const before[] = { "propose", NULL };
  const char *const after[] = { "merge", NULL };
  g_autoptr (EaselProposal) proposal = easel_proposal_new ("Go on?", "json", "{}",
                                                           EASEL_DECISION_APPROVE);
  g_autoptr (EaselDecision) decision = NULL;

  if (!do_steps (run, data, before, error) || !easel_run_ask (run, proposal, &decision, error)
      || !do_steps (run, data, after, error))
    return NULL;
  return g_strdup ("\"asked\"");
}

/* Fails every other time. */
static char *
run_flaky (EaselRun *run, gpointer data, GError **error)
{
  const char *const names[] = { "try", NULL };

  if (!do_steps (run, data, names, error))
    return NULL;
  if (g_random_boolean ())
    return g_strdup ("\"tried\"");
  g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "bad luck");
  return NULL;
}

/* How many of its children went well: all, once what failed was retried. */
static char *
run_batch (EaselRun *run, gpointer data, GError **error)
{
  const char *const names[] = { "gather", NULL };
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GPtrArray) outcomes = NULL;
  guint n_completed = 0;

  for (guint i = 0; i < 4; i++)
    {
      EaselJobSpec *spec = easel_job_spec_new (i < 3 ? "work" : "flaky", "Child", "{}");

      spec->key = g_strdup_printf ("child-%u", i);
      spec->lane = g_strdup ("a");
      g_ptr_array_add (specs, spec);
    }
  if (!easel_run_join_children (run, specs, &outcomes, error)
      || !do_steps (run, data, names, error))
    return NULL;
  for (guint i = 0; i < outcomes->len; i++)
    n_completed += ((EaselChildOutcome *) outcomes->pdata[i])->state == EASEL_JOB_STATE_COMPLETED;
  return g_strdup_printf ("%u", n_completed);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  easel_queue_respond_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
}

static void
on_draft_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EaselJob *job = user_data;
  g_autoptr (GError) error = NULL;
  int fd = GPOINTER_TO_INT (g_object_get_data (source, "drafts-fd"));

  easel_queue_save_draft_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
  append_line (fd, easel_job_get_id (job), "draft");
  g_object_set_data (G_OBJECT (job), "draft", (gpointer) "saved");
}

static void
put_aside (Victim *self, EaselJob *job)
{
  g_autoptr (GError) error = NULL;
  const char *id = easel_job_get_id (job);

  g_object_set_data (G_OBJECT (job), "draft", (gpointer) "posted");
  easel_queue_set_hidden_until (self->queue, id, G_MAXINT64, &error);
  g_assert_no_error (error);
  easel_queue_save_draft_async (self->queue, id, id, on_draft_saved, job);
}

static void
answer_job (Victim *self, EaselJob *job)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");

  easel_queue_respond_async (self->queue, easel_job_get_id (job), decision, on_answered, NULL);
}

static void
retry_what_failed (Victim *self)
{
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      EaselJob *parent = easel_job_get_parent_job (job);
      g_autoptr (GError) error = NULL;

      /* A parent that has ended is what this is about. */
      if (easel_job_get_state (job) != EASEL_JOB_STATE_FAILED
          || (parent != NULL && easel_job_get_state (parent) != EASEL_JOB_STATE_COMPLETED))
        continue;
      easel_queue_retry (self->queue, easel_job_get_id (job), &error);
      g_assert_no_error (error);
    }
}

static void
answer_what_is_asked (Victim *self)
{
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (self->queue));

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      const char *draft = g_object_get_data (G_OBJECT (job), "draft");

      if (easel_job_get_state (job) != EASEL_JOB_STATE_AWAITING_INPUT
          || easel_job_get_ticket (job)->activity != EASEL_JOB_IDLE)
        continue;
      if (draft == NULL)
        put_aside (self, job);
      else if (g_str_equal (draft, "saved") && g_random_boolean ())
        answer_job (self, job);
    }
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EaselJob *job = user_data;
  g_autoptr (GError) error = NULL;
  int fd = GPOINTER_TO_INT (g_object_get_data (source, "ids-fd"));

  easel_queue_wait_accepted_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
  append_line (fd, easel_job_get_id (job), easel_job_get_kind (job));
}

static void
submit_something (Victim *self)
{
  const char *const kinds[] = { "work", "asking", "work", "batch" };
  EaselJob *job = submit (self->queue, kinds[self->n_ticks % G_N_ELEMENTS (kinds)], "a", "{}");

  easel_queue_wait_accepted_async (self->queue, job, NULL, on_accepted, job);
}

static gboolean
all_have_ended (Victim *self)
{
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  gboolean open;

  g_object_get (self->queue, "open", &open, NULL);
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (!easel_job_state_is_final (easel_job_get_state (job)))
        return FALSE;
    }
  return open;
}

static gboolean
tick (gpointer user_data)
{
  Victim *self = user_data;

  guint n_queued;

  self->n_ticks++;
  answer_what_is_asked (self);
  retry_what_failed (self);
  g_object_get (self->queue, "n-queued", &n_queued, NULL);
  if (!self->finish && n_queued < MAX_WAITING)
    submit_something (self);
  else if (self->finish && all_have_ended (self))
    g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  easel_queue_open_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
}

static void
on_notice (EaselQueue *queue, const char *message, gpointer user_data)
{
  g_error ("notice: %s", message);
}

static int
open_for_appending (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  return fd;
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = {
    { "work", run_work }, { "asking", run_asking }, { "batch", run_batch }, { "flaky", run_flaky }
  };
  Victim self = { 0 };

  g_assert_cmpint (argc, >=, 5);
  self.finish = argc > 5;
  self.steps_fd = open_for_appending (argv[2]);
  self.ids_fd = open_for_appending (argv[3]);
  self.drafts_fd = open_for_appending (argv[4]);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.queue = make_queue (argv[1], NULL);
  g_object_set_data (G_OBJECT (self.queue), "ids-fd", GINT_TO_POINTER (self.ids_fd));
  g_object_set_data (G_OBJECT (self.queue), "drafts-fd", GINT_TO_POINTER (self.drafts_fd));
  g_signal_connect (self.queue, "notice", G_CALLBACK (on_notice), NULL);
  easel_queue_set_lane_capacity (self.queue, "a", 6);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, &self);

      easel_queue_add_kind (self.queue, kind);
    }

  easel_queue_open_async (self.queue, NULL, on_opened, NULL);
  g_timeout_add (TICK_MS, tick, &self);
  g_main_loop_run (self.loop);

  close_queue (self.queue);
  g_main_loop_unref (self.loop);
  close (self.steps_fd);
  close (self.ids_fd);
  close (self.drafts_fd);
  return 0;
}
