/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sidebar with very many jobs, of which many change: how long one move takes, and how long
 * the window is deaf meanwhile. The second needs a display. */

#include "easel-job-private.h"
#include "easel-sidebar.h"
#include "easel-ui-resources.h"

#define N_JOBS 100000
#define N_MOVES 1000
#define MOVES_PER_SECOND 1000
#define SECONDS 5
#define TICK_MS 10

typedef struct
{
  GPtrArray *jobs; /* (element-type EaselJob) */
  EaselQueue *queue;
  EaselSidebarModel *model;
  EaselSectionList *list; /* (unowned): of @model */
  GMainLoop *loop;
  guint n_moves;
  GArray *stalls; /* of gint64, in microseconds */
} Bench;

static EaselJob *
make_job (guint index)
{
  g_autofree char *title = g_strdup_printf ("picture-%06u.jpg", index);
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("analyze", title, "{}");
  EaselJob *job;

  spec->description = g_strdup ("Outfit");
  job = easel_job_new (spec, NULL);
  easel_job_set_state (job, index % 2 == 0 ? EASEL_JOB_STATE_QUEUED : EASEL_JOB_STATE_COMPLETED);
  easel_job_set_finished (job, index % 2 == 0 ? 0 : g_get_real_time () + index);
  return job;
}

static void
fill (Bench *bench)
{
  g_autoptr (GArray) keys = g_array_sized_new (FALSE, FALSE, sizeof (EaselSectionKey), N_JOBS);
  gint64 start;

  for (guint i = 0; i < N_JOBS; i++)
    {
      EaselJob *job = make_job (i);
      EaselSectionKey key = easel_sidebar_key_for_job (job);

      g_ptr_array_add (bench->jobs, job);
      g_array_append_val (keys, key);
    }
  start = g_get_monotonic_time ();
  easel_section_list_replace_all (bench->list, bench->jobs, (const EaselSectionKey *) keys->data);
  g_print ("fill %d rows: %.1f ms\n", N_JOBS, (g_get_monotonic_time () - start) / 1000.0);
}

/* Takes a job on its way: waiting, running, done, and waiting again. */
static void
move_one (Bench *bench)
{
  EaselJob *job = bench->jobs->pdata[g_random_int_range (0, N_JOBS)];
  EaselJobState state = easel_job_get_state (job);
  EaselJobState next = state == EASEL_JOB_STATE_QUEUED    ? EASEL_JOB_STATE_RUNNING
                       : state == EASEL_JOB_STATE_RUNNING ? EASEL_JOB_STATE_COMPLETED
                                                          : EASEL_JOB_STATE_QUEUED;
  EaselSectionKey key;

  easel_job_set_state (job, next);
  easel_job_set_finished (job, next == EASEL_JOB_STATE_COMPLETED ? g_get_real_time () : 0);
  key = easel_sidebar_key_for_job (job);
  easel_section_list_place (bench->list, job, &key);
  bench->n_moves++;
}

static void
bench_model (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_MOVES; i++)
    move_one (bench);
  g_print ("move in %d rows, nobody looking: %.1f µs each\n", N_JOBS,
           (double) (g_get_monotonic_time () - start) / N_MOVES);
}

/* The window ------------------------------------------------------------------------------ */

static gboolean
on_tick (gpointer data)
{
  for (guint i = 0; i < MOVES_PER_SECOND * TICK_MS / 1000; i++)
    move_one (data);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  Bench *bench;
  GMutex lock;
  GCond cond;
  gboolean answered;
  gint done; /* atomic */
} Probe;

static gboolean
answer (gpointer data)
{
  Probe *probe = data;

  g_mutex_lock (&probe->lock);
  probe->answered = TRUE;
  g_cond_signal (&probe->cond);
  g_mutex_unlock (&probe->lock);
  return G_SOURCE_REMOVE;
}

/* Knocks at the main loop, and notes how long it takes to open. */
static gpointer
probe_thread (gpointer data)
{
  Probe *probe = data;

  while (!g_atomic_int_get (&probe->done))
    {
      gint64 start = g_get_monotonic_time ();
      gint64 stall;

      probe->answered = FALSE;
      g_idle_add_full (G_PRIORITY_HIGH, answer, probe, NULL);
      g_mutex_lock (&probe->lock);
      while (!probe->answered)
        g_cond_wait (&probe->cond, &probe->lock);
      g_mutex_unlock (&probe->lock);
      stall = g_get_monotonic_time () - start;
      g_array_append_val (probe->bench->stalls, stall);
      g_usleep (1000);
    }
  return NULL;
}

static int
compare_stalls (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
print_stalls (GArray *stalls)
{
  g_array_sort (stalls, compare_stalls);
  g_print (
      "deaf at %d moves/s in %d rows: longest %.1f ms (aim 33), 99th of 100 %.1f ms (aim 16)\n",
      MOVES_PER_SECOND, N_JOBS, g_array_index (stalls, gint64, stalls->len - 1) / 1000.0,
      g_array_index (stalls, gint64, stalls->len * 99 / 100) / 1000.0);
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
run_for (Bench *bench, guint seconds)
{
  g_timeout_add_seconds (seconds, quit, bench->loop);
  g_main_loop_run (bench->loop);
}

static void
bench_window (Bench *bench)
{
  GtkWidget *window = adw_window_new ();
  EaselSidebar *sidebar = g_object_new (EASEL_TYPE_SIDEBAR, NULL);
  Probe probe = { .bench = bench };
  GThread *thread;
  guint tick;

  easel_sidebar_set_model (sidebar, bench->model, bench->queue);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (sidebar));
  gtk_window_set_default_size (GTK_WINDOW (window), 320, 760);
  gtk_window_present (GTK_WINDOW (window));
  run_for (bench, 1);

  g_mutex_init (&probe.lock);
  g_cond_init (&probe.cond);
  bench->n_moves = 0;
  tick = g_timeout_add (TICK_MS, on_tick, bench);
  thread = g_thread_new ("probe", probe_thread, &probe);
  run_for (bench, SECONDS);
  g_atomic_int_set (&probe.done, TRUE);
  /* It may be waiting for an answer. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_thread_join (thread);
  g_source_remove (tick);

  g_print ("moves made: %u per second\n", bench->n_moves / SECONDS);
  print_stalls (bench->stalls);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = g_dir_make_tmp ("easel-bench-XXXXXX", NULL);
  Bench bench = { .jobs = g_ptr_array_new_with_free_func (g_object_unref),
                  .queue = easel_queue_new (dir),
                  .loop = g_main_loop_new (NULL, FALSE),
                  .stalls = g_array_new (FALSE, FALSE, sizeof (gint64)) };

  bench.model = easel_sidebar_model_new (bench.queue);
  bench.list = easel_sidebar_model_get_list (bench.model);
  fill (&bench);
  bench_model (&bench);
  if (gtk_init_check ())
    {
      adw_init ();
      easel_ui_register_resource ();
      bench_window (&bench);
    }

  g_array_unref (bench.stalls);
  g_object_unref (bench.model);
  g_object_unref (bench.queue);
  g_ptr_array_unref (bench.jobs);
  g_main_loop_unref (bench.loop);
  return 0;
}
