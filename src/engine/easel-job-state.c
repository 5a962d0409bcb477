/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-state.h"

#define PENDING (1u << EASEL_JOB_STATE_PENDING)
#define QUEUED (1u << EASEL_JOB_STATE_QUEUED)
#define RUNNING (1u << EASEL_JOB_STATE_RUNNING)
#define AWAITING (1u << EASEL_JOB_STATE_AWAITING_INPUT)
#define COMPLETED (1u << EASEL_JOB_STATE_COMPLETED)
#define FAILED (1u << EASEL_JOB_STATE_FAILED)
#define CANCELED (1u << EASEL_JOB_STATE_CANCELED)

typedef struct
{
  const char *name;
  guint next;
} StateRow;

/* Running may go back to queued: for a retry, while offline, at quit, after a crash; completed for
 * a parent whose child is retried. */
static const StateRow table[EASEL_JOB_N_STATES] = {
  [EASEL_JOB_STATE_PENDING] = { "pending", QUEUED | FAILED | CANCELED },
  [EASEL_JOB_STATE_QUEUED] = { "queued", RUNNING | CANCELED },
  [EASEL_JOB_STATE_RUNNING] = { "running", AWAITING | COMPLETED | FAILED | CANCELED | QUEUED },
  [EASEL_JOB_STATE_AWAITING_INPUT] = { "awaiting_input", RUNNING | CANCELED },
  [EASEL_JOB_STATE_COMPLETED] = { "completed", QUEUED },
  [EASEL_JOB_STATE_FAILED] = { "failed", QUEUED },
  [EASEL_JOB_STATE_CANCELED] = { "canceled", QUEUED },
};

G_DEFINE_ENUM_TYPE (EaselJobState,
                    easel_job_state,
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_AWAITING_INPUT, "awaiting_input"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (EASEL_JOB_STATE_CANCELED, "canceled"))

const char *
easel_job_state_to_string (EaselJobState state)
{
  g_return_val_if_fail ((guint) state < EASEL_JOB_N_STATES, NULL);

  return table[state].name;
}

gboolean
easel_job_state_from_string (const char *text, EaselJobState *state)
{
  for (guint i = 0; text != NULL && i < EASEL_JOB_N_STATES; i++)
    if (g_str_equal (text, table[i].name))
      {
        if (state != NULL)
          *state = (EaselJobState) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
easel_job_state_can_change (EaselJobState from, EaselJobState to)
{
  g_return_val_if_fail ((guint) from < EASEL_JOB_N_STATES, FALSE);
  g_return_val_if_fail ((guint) to < EASEL_JOB_N_STATES, FALSE);

  return (table[from].next & (1u << to)) != 0;
}

gboolean
easel_job_state_is_final (EaselJobState state)
{
  /* What is left to a final state is at most the person's retry. */
  g_return_val_if_fail ((guint) state < EASEL_JOB_N_STATES, FALSE);

  return state == EASEL_JOB_STATE_COMPLETED || state == EASEL_JOB_STATE_FAILED
         || state == EASEL_JOB_STATE_CANCELED;
}
