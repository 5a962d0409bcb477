/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue-private.h"
#include "easel-queue.h"

G_BEGIN_DECLS

/**
 * TestKind:
 *
 * A kind of job whose run() is a function of the test.
 */
typedef char *(*TestRunFunc) (EaselRun *run, gpointer data, GError **error);

#define TEST_TYPE_KIND (test_kind_get_type ())
G_DECLARE_FINAL_TYPE (TestKind, test_kind, TEST, KIND, EaselJobKind)

EaselJobKind *test_kind_new (const char *name, TestRunFunc func, gpointer data);

/* What a job of @self has left elsewhere becomes the params of a job of the kind @name. */
void test_kind_set_recall (EaselJobKind *self, const char *name);

/* Errors of this domain carry their policy as code, and in the message, after a "|", how
 * long the server said to wait. */
#define TEST_ERROR (test_error_quark ())
GQuark test_error_quark (void);

/**
 * Gate:
 *
 * Where runs wait until the test lets them through. Any thread.
 */
typedef struct
{
  GMutex lock;
  GCond cond;
  guint tokens; /* runs that may pass */
  guint waiting;
  guint passed;
} Gate;

void gate_init (Gate *gate);
void gate_clear (Gate *gate);
void gate_open (Gate *gate, guint tokens);
guint gate_count_waiting (Gate *gate);
guint gate_count_passed (Gate *gate);

/* Waits for a token, or for @cancellable. */
gboolean gate_pass (Gate *gate, GCancellable *cancellable, GError **error);

/* Iterates the main context until @condition holds; fails the test after two minutes. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_deadline_ = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;                        \
    while (!(condition))                                                                           \
      iterate_until (wait_deadline_, #condition, __FILE__, __LINE__);                              \
  }                                                                                                \
  G_STMT_END

void iterate_until (gint64 deadline, const char *what, const char *file, int line);

/* Iterates the main context for so long. */
void iterate_for (guint ms);

char *make_data_dir (void);
void remove_dir (const char *dir);

/* @monitor: (nullable) */
EaselQueue *make_queue (const char *dir, GNetworkMonitor *monitor);
void open_queue (EaselQueue *queue);
GError *open_queue_expecting_error (EaselQueue *queue);

void close_only (EaselQueue *queue);

/* Closes and unrefs; checks that nothing else holds it. */
void close_queue (EaselQueue *queue);

EaselJob *submit (EaselQueue *queue, const char *kind, const char *lane, const char *params);
void wait_accepted (EaselQueue *queue, EaselJob *job);
GError *wait_not_accepted (EaselQueue *queue, EaselJob *job);
EaselJobDetails *load_details (EaselQueue *queue, const char *id);
gboolean respond (EaselQueue *queue, const char *id, EaselDecision *decision, GError **error);

#define assert_state(job, expected)                                                                \
  g_assert_cmpstr (easel_job_state_to_string (easel_job_get_state (job)), ==,                      \
                   easel_job_state_to_string (expected))
#define wait_for_state(job, state) wait_until (easel_job_get_state (job) == (state))

G_END_DECLS
