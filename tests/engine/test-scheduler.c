/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-private.h"
#include "easel-queue.h"
#include "easel-scheduler.h"

static EaselJob *
make (const char *lane, EaselJob *parent)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("kind", "Title", "{}");

  spec->lane = g_strdup (lane);
  return easel_job_new (spec, parent);
}

static void
make_batch (EaselScheduler *scheduler, const char *lane, guint n, GPtrArray *batch)
{
  EaselJob *parent = make (EASEL_LANE_LOCAL, NULL);

  g_ptr_array_add (batch, parent);
  for (guint i = 0; i < n; i++)
    {
      EaselJob *child = make (lane, parent);

      g_ptr_array_add (batch, child);
      easel_scheduler_add (scheduler, child);
    }
}

static GPtrArray *
new_jobs (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
test_capacity (void)
{
  g_autoptr (GPtrArray) jobs = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();

  for (guint i = 0; i < 6; i++)
    {
      g_ptr_array_add (jobs, make (i < 3 ? "a" : EASEL_LANE_LOCAL, NULL));
      easel_scheduler_add (scheduler, jobs->pdata[i]);
    }

  /* One of lane a, two of the local lane. */
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (easel_scheduler_take (scheduler));
  g_assert_null (easel_scheduler_take (scheduler));

  easel_scheduler_release (scheduler, "a");
  g_assert_true (easel_scheduler_take (scheduler) == jobs->pdata[1]);
  g_assert_null (easel_scheduler_take (scheduler));

  easel_scheduler_set_capacity (scheduler, "a", 2);
  g_assert_true (easel_scheduler_take (scheduler) == jobs->pdata[2]);
  easel_scheduler_set_capacity (scheduler, "a", 1);
  easel_scheduler_release (scheduler, "a");
  g_assert_null (easel_scheduler_take (scheduler));
}

static void
test_order_of_singles (void)
{
  g_autoptr (GPtrArray) jobs = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();

  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (jobs, make ("a", NULL));
      easel_scheduler_add (scheduler, jobs->pdata[i]);
      easel_scheduler_add (scheduler, jobs->pdata[i]);
    }
  for (guint i = 0; i < 100; i++)
    {
      g_assert_true (easel_scheduler_take (scheduler) == jobs->pdata[i]);
      easel_scheduler_release (scheduler, "a");
    }
  g_assert_null (easel_scheduler_take (scheduler));
}

static void
test_single_beside_batch (void)
{
  g_autoptr (GPtrArray) batch = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();
  guint next = 1;

  make_batch (scheduler, "a", 1000, batch);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (EaselJob) single = make ("a", NULL);

      /* One of the batch is at work when the single job comes. It is the very next. */
      g_assert_true (easel_scheduler_take (scheduler) == batch->pdata[next++]);
      easel_scheduler_add (scheduler, single);
      g_assert_null (easel_scheduler_take (scheduler));
      easel_scheduler_release (scheduler, "a");
      g_assert_true (easel_scheduler_take (scheduler) == single);
      easel_scheduler_release (scheduler, "a");
    }
}

static void
test_batch_beside_singles (void)
{
  g_autoptr (GPtrArray) batch = new_jobs ();
  g_autoptr (GPtrArray) singles = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();
  guint n_of_batch = 0;

  /* Singles that keep coming do not starve a batch either. */
  make_batch (scheduler, "a", 100, batch);
  for (guint i = 0; i < 100; i++)
    {
      EaselJob *taken;

      g_ptr_array_add (singles, make ("a", NULL));
      easel_scheduler_add (scheduler, singles->pdata[i]);
      taken = easel_scheduler_take (scheduler);
      n_of_batch += easel_job_get_parent_job (taken) != NULL;
      easel_scheduler_release (scheduler, "a");
    }
  g_assert_cmpuint (n_of_batch, >=, 1);
}

static void
test_two_batches (void)
{
  g_autoptr (GPtrArray) first = new_jobs ();
  g_autoptr (GPtrArray) second = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();

  make_batch (scheduler, "a", 50, first);
  make_batch (scheduler, "a", 50, second);
  for (guint i = 0; i < 50; i++)
    {
      g_assert_true (easel_scheduler_take (scheduler) == first->pdata[i + 1]);
      easel_scheduler_release (scheduler, "a");
      g_assert_true (easel_scheduler_take (scheduler) == second->pdata[i + 1]);
      easel_scheduler_release (scheduler, "a");
    }
  g_assert_null (easel_scheduler_take (scheduler));
}

static void
test_first (void)
{
  g_autoptr (GPtrArray) batch = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();

  make_batch (scheduler, "a", 10, batch);
  easel_scheduler_add_first (scheduler, batch->pdata[7]);
  easel_scheduler_add_first (scheduler, batch->pdata[9]);
  easel_scheduler_add_first (scheduler, batch->pdata[7]);
  easel_scheduler_remove (scheduler, batch->pdata[1]);
  easel_scheduler_remove (scheduler, batch->pdata[1]);

  for (guint i = 0; i < 3; i++)
    {
      const guint expected[] = { 7, 9, 2 };

      g_assert_true (easel_scheduler_take (scheduler) == batch->pdata[expected[i]]);
      easel_scheduler_release (scheduler, "a");
    }
}

static void
test_hold (void)
{
  g_autoptr (EaselJob) held = make ("a", NULL);
  g_autoptr (EaselJob) other = make ("b", NULL);
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();
  gint64 until = g_get_monotonic_time () + G_TIME_SPAN_HOUR;

  g_assert_cmpint (easel_scheduler_get_wakeup (scheduler), ==, -1);
  easel_scheduler_hold (scheduler, "a", until);
  g_assert_cmpint (easel_scheduler_get_wakeup (scheduler), ==, -1);
  easel_scheduler_add (scheduler, held);
  easel_scheduler_add (scheduler, other);
  g_assert_cmpint (easel_scheduler_get_wakeup (scheduler), ==, until);
  g_assert_true (easel_scheduler_take (scheduler) == other);
  g_assert_null (easel_scheduler_take (scheduler));

  easel_scheduler_hold (scheduler, "a", g_get_monotonic_time ());
  g_assert_null (easel_scheduler_take (scheduler));
  easel_scheduler_hold (scheduler, "a", 0);
  g_assert_true (easel_scheduler_take (scheduler) == held);
}

/* A model of a provider has a lane of its own, as wide as the provider's and no narrower for what
 * the others do; a wait that the server asks for is for that model alone. */
static void
test_parts (void)
{
  static const char *const names[] = { "a/org/small", "a/org/small", "a/org/small", "a/big", "a" };
  g_autoptr (GPtrArray) jobs = new_jobs ();
  g_autoptr (EaselScheduler) scheduler = easel_scheduler_new ();
  guint n_taken = 0;

  easel_scheduler_set_capacity (scheduler, "a", 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_ptr_array_add (jobs, make (names[i], NULL));
      easel_scheduler_add (scheduler, jobs->pdata[i]);
    }
  easel_scheduler_hold (scheduler, "a/big", g_get_monotonic_time () + G_TIME_SPAN_HOUR);

  for (EaselJob *job; (job = easel_scheduler_take (scheduler)) != NULL; n_taken++)
    g_assert_true (job != jobs->pdata[2] && job != jobs->pdata[3]);
  g_assert_cmpuint (n_taken, ==, 3);
  easel_scheduler_set_capacity (scheduler, "a", 3);
  g_assert_true (easel_scheduler_take (scheduler) == jobs->pdata[2]);
  easel_scheduler_hold (scheduler, "a/big", 0);
  g_assert_true (easel_scheduler_take (scheduler) == jobs->pdata[3]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scheduler/capacity", test_capacity);
  g_test_add_func ("/scheduler/order-of-singles", test_order_of_singles);
  g_test_add_func ("/scheduler/single-beside-batch", test_single_beside_batch);
  g_test_add_func ("/scheduler/batch-beside-singles", test_batch_beside_singles);
  g_test_add_func ("/scheduler/two-batches", test_two_batches);
  g_test_add_func ("/scheduler/first", test_first);
  g_test_add_func ("/scheduler/hold", test_hold);
  g_test_add_func ("/scheduler/parts", test_parts);

  return g_test_run ();
}
