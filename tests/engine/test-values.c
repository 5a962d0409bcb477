/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-engine-error.h"
#include "easel-failure.h"
#include "easel-job-spec.h"
#include "easel-job-state.h"
#include "easel-proposal.h"
#include "easel-usage.h"

/* The design's table, spelled out a second time, one row a state. */
static const char *const allowed[EASEL_JOB_N_STATES][2] = {
  { "pending", "queued failed canceled" },
  { "queued", "running canceled" },
  { "running", "awaiting_input completed failed canceled queued" },
  { "awaiting_input", "running canceled" },
  { "completed", "queued" },
  { "failed", "queued" },
  { "canceled", "queued" },
};

static void
test_all_pairs (void)
{
  guint n_pairs = 0;
  guint n_allowed = 0;

  for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
    {
      g_auto (GStrv) targets = g_strsplit (allowed[i][1], " ", -1);
      EaselJobState from;

      g_assert_true (easel_job_state_from_string (allowed[i][0], &from));
      for (guint j = 0; j < EASEL_JOB_N_STATES; j++)
        {
          gboolean expected = g_strv_contains ((const char *const *) targets, allowed[j][0]);
          EaselJobState to;

          g_assert_true (easel_job_state_from_string (allowed[j][0], &to));
          if (easel_job_state_can_change (from, to) != expected)
            g_error ("%s to %s should be %s", allowed[i][0], allowed[j][0],
                     expected ? "allowed" : "refused");
          n_pairs++;
          n_allowed += expected;
        }
    }

  g_assert_cmpuint (n_pairs, ==, 49);
  g_assert_cmpuint (n_allowed, ==, 15);
}

static void
test_state_names (void)
{
  EaselJobState state = EASEL_JOB_STATE_RUNNING;

  for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
    {
      g_assert_true (
          easel_job_state_from_string (easel_job_state_to_string ((EaselJobState) i), &state));
      g_assert_cmpuint (state, ==, i);
    }

  state = EASEL_JOB_STATE_RUNNING;
  g_assert_false (easel_job_state_from_string (NULL, &state));
  g_assert_false (easel_job_state_from_string ("", &state));
  g_assert_false (easel_job_state_from_string ("Queued", &state));
  g_assert_false (easel_job_state_from_string ("cancelled", &state));
  g_assert_cmpuint (state, ==, EASEL_JOB_STATE_RUNNING);
}

static void
test_final_states (void)
{
  for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
    g_assert_cmpint (easel_job_state_is_final ((EaselJobState) i), ==,
                     i == EASEL_JOB_STATE_COMPLETED || i == EASEL_JOB_STATE_FAILED
                         || i == EASEL_JOB_STATE_CANCELED);
}

static void
test_usage (void)
{
  const EaselUsage none = EASEL_USAGE_NONE;
  const EaselUsage priced = { 100, 20, 1, 300 };
  const EaselUsage unpriced = { 5, 6, 0, -1 };
  const EaselUsage free_of_charge = { 7, 8, 0, 0 };
  EaselUsage total = EASEL_USAGE_NONE;

  g_assert_true (easel_usage_is_none (&none));
  g_assert_false (easel_usage_is_none (&free_of_charge));

  easel_usage_add (&total, &none);
  g_assert_cmpint (total.cost_micros, ==, -1);

  /* Nothing was used on the unknown side. */
  easel_usage_add (&total, &priced);
  g_assert_cmpint (total.cost_micros, ==, 300);
  easel_usage_add (&total, &none);
  g_assert_cmpint (total.cost_micros, ==, 300);
  easel_usage_add (&total, &free_of_charge);
  g_assert_cmpint (total.cost_micros, ==, 300);
  g_assert_cmpint (total.input_tokens, ==, 107);
  g_assert_cmpint (total.output_tokens, ==, 28);
  g_assert_cmpint (total.images, ==, 1);

  /* Something was, and nobody knows what it cost. */
  easel_usage_add (&total, &unpriced);
  g_assert_cmpint (total.cost_micros, ==, -1);
  easel_usage_add (&total, &priced);
  g_assert_cmpint (total.cost_micros, ==, -1);
  g_assert_cmpint (total.input_tokens, ==, 212);
}

static void
test_copies (void)
{
  g_autoptr (EaselFailure) failure = easel_failure_new ("quota", "No money left.", "Add some.",
                                                        "open-billing", EASEL_RETRY_BACKOFF);
  g_autoptr (EaselFailure) failure_copy = NULL;
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("kind", "Title", "{}");
  g_autoptr (EaselJobSpec) spec_copy = NULL;
  g_autoptr (EaselProposal) proposal = easel_proposal_new (
      "Title", "json", "{}", EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT);
  g_autoptr (EaselProposal) proposal_copy = NULL;

  failure->retry_after_ms = 1500;
  failure_copy = easel_failure_copy (failure);
  g_assert_cmpstr (failure_copy->code, ==, "quota");
  g_assert_cmpstr (failure_copy->message, ==, "No money left.");
  g_assert_cmpstr (failure_copy->hint, ==, "Add some.");
  g_assert_cmpstr (failure_copy->remedy, ==, "open-billing");
  g_assert_cmpuint (failure_copy->policy, ==, EASEL_RETRY_BACKOFF);
  g_assert_cmpint (failure_copy->retry_after_ms, ==, 1500);

  spec->lane = g_strdup ("lane");
  spec->key = g_strdup ("key");
  spec->attachment = g_bytes_new_static ("bytes", 5);
  spec_copy = easel_job_spec_copy (spec);
  g_assert_cmpstr (spec_copy->lane, ==, "lane");
  g_assert_cmpstr (spec_copy->key, ==, "key");
  g_assert_true (spec_copy->attachment == spec->attachment);

  proposal->provenance = g_strdup ("{\"model\":\"m\"}");
  proposal_copy = easel_proposal_copy (proposal);
  g_assert_cmpstr (proposal_copy->provenance, ==, "{\"model\":\"m\"}");
  g_assert_cmpuint (proposal_copy->actions, ==, EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT);

  g_assert_null (easel_failure_copy (NULL));
  g_assert_null (easel_job_spec_copy (NULL));
  g_assert_null (easel_proposal_copy (NULL));
}

static void
test_action_names (void)
{
  const EaselDecisionAction all[] = { EASEL_DECISION_APPROVE, EASEL_DECISION_EDIT,
                                      EASEL_DECISION_REVISE, EASEL_DECISION_CANCEL };
  EaselDecisionAction action;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_true (
          easel_decision_action_from_string (easel_decision_action_to_string (all[i]), &action));
      g_assert_cmpuint (action, ==, all[i]);
    }
  g_assert_false (easel_decision_action_from_string (NULL, &action));
  g_assert_false (easel_decision_action_from_string ("accept", &action));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/state/all-pairs", test_all_pairs);
  g_test_add_func ("/state/names", test_state_names);
  g_test_add_func ("/state/final", test_final_states);
  g_test_add_func ("/values/usage", test_usage);
  g_test_add_func ("/values/copies", test_copies);
  g_test_add_func ("/values/action-names", test_action_names);

  return g_test_run ();
}
