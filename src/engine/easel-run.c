/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-run-private.h"

#include "easel-engine-error.h"
#include "easel-store-journal.h"
#include "easel-store-spending.h"

#include <glib/gi18n.h>

struct _EaselRun
{
  GObject parent_instance;

  /* Set once, before the worker starts. */
  EaselStore *store;         /* (owned) */
  EaselRelay *relay;         /* (owned) */
  char *attachments;         /* (owned) */
  char *job_id;              /* (owned) */
  char *provider;            /* (owned) (nullable) */
  char *model;               /* (owned) (nullable) */
  GPtrArray *children;       /* (owned) (element-type EaselChildOutcome) */
  GCancellable *cancellable; /* (owned) */

  /* The worker's own. */
  EaselRunInput *input;     /* (owned) */
  char *attachment_path;    /* (owned) (nullable) */
  EaselRunOutcome *yielded; /* (owned) (nullable): why the thread is given back */
  GHashTable *child_keys;   /* (owned) (nullable): of @children, once somebody asks */
  guint n_asks;
  guint step;
  guint n_steps;
  double fraction;
  EaselSpending *step_spending; /* (nullable): of the step being done */
  EaselSpending loose_spending; /* outside of finished steps */

  GMutex lock;           /* guards what follows */
  EaselRunUpdate update; /* what the main thread has not seen yet */
  EaselSpending unsaved; /* what is not on disk yet */
};

G_DEFINE_FINAL_TYPE (EaselRun, easel_run, G_TYPE_OBJECT)

static void
easel_run_finalize (GObject *object)
{
  EaselRun *self = EASEL_RUN (object);

  g_object_unref (self->store);
  easel_relay_unref (self->relay);
  g_free (self->attachments);
  g_free (self->job_id);
  g_free (self->provider);
  g_free (self->model);
  g_clear_pointer (&self->child_keys, g_hash_table_unref);
  g_ptr_array_unref (self->children);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->input, easel_run_input_free);
  g_free (self->attachment_path);
  easel_run_outcome_free (self->yielded);
  easel_run_update_clear (&self->update);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_run_parent_class)->finalize (object);
}

static void
easel_run_class_init (EaselRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_run_finalize;
}

static void
easel_run_init (EaselRun *self)
{
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
  self->fraction = -1.0;
  self->update.usage = EASEL_USAGE_NONE;
}

EaselRun *
easel_run_new (const EaselRunSetup *setup)
{
  EaselRun *self = g_object_new (EASEL_TYPE_RUN, NULL);

  self->store = g_object_ref (setup->store);
  self->relay = easel_relay_ref (setup->relay);
  self->attachments = g_strdup (setup->attachments);
  self->job_id = g_strdup (setup->job_id);
  self->provider = g_strdup (setup->provider);
  self->model = g_strdup (setup->model);
  self->children = setup->children;
  return self;
}

/* Locks the update to be written to; end_update() tells the main thread. */
static EaselRunUpdate *
begin_update (EaselRun *self)
{
  g_mutex_lock (&self->lock);
  return &self->update;
}

static void
end_update (EaselRun *self, EaselRunUpdateFlags flag)
{
  gboolean is_first = self->update.flags == 0;

  self->update.flags |= flag;
  g_mutex_unlock (&self->lock);

  if (is_first)
    easel_relay_report (self->relay, self);
}

void
easel_run_take_update (EaselRun *self, EaselRunUpdate *update)
{
  g_mutex_lock (&self->lock);
  *update = self->update;
  self->update = (EaselRunUpdate) { .usage = EASEL_USAGE_NONE };
  g_mutex_unlock (&self->lock);
}

/* Steps share the job's progress evenly; without steps it is the one fraction. */
static void
report_progress (EaselRun *self)
{
  guint n_steps = self->n_steps > 0 ? MAX (self->n_steps, self->step) : 0;
  EaselRunUpdate *update = begin_update (self);

  if (n_steps == 0)
    update->progress = self->fraction;
  else if (self->step == 0)
    update->progress = 0.0;
  else
    update->progress = (self->step - 1 + MAX (self->fraction, 0.0)) / n_steps;
  update->step = n_steps > 0 ? self->step : 0;
  update->n_steps = n_steps;
  end_update (self, EASEL_RUN_UPDATE_PROGRESS);
}

static gboolean
prepare (EaselRun *self, GError **error)
{
  self->input = easel_run_input_new (self->job_id);
  if (!easel_store_call (self->store, EASEL_STORE_LAZY, easel_store_load_run, self->input, error))
    return FALSE;

  if (self->input->has_attachment)
    self->attachment_path = g_build_filename (self->attachments, self->job_id, NULL);
  for (guint i = 0; i < self->children->len; i++)
    {
      EaselChildOutcome *child = self->children->pdata[i];

      if (child->state == EASEL_JOB_STATE_COMPLETED)
        child->result = g_strdup (g_hash_table_lookup (self->input->results, child->id));
    }
  return TRUE;
}

static EaselFailure *
describe_error (EaselJobKind *kind, const GError *error)
{
  EaselFailure *failure = NULL;

  if (error == NULL)
    return easel_failure_new ("failed", _ ("The job ended without a result."), NULL, NULL,
                              EASEL_RETRY_NEVER);

  failure = easel_failure_new_from_store_error (error);
  if (failure == NULL)
    failure = easel_job_kind_describe_error (kind, error);
  if (failure == NULL)
    failure = easel_failure_new ("failed", error->message, NULL, NULL, EASEL_RETRY_NEVER);
  return failure;
}

/* Right before the store gets @spending: whoever asks it afterwards is told. */
static void
change_unsaved (EaselRun *self,
                const EaselSpending *spending,
                void (*change) (EaselSpending *total, const EaselSpending *spending))
{
  g_mutex_lock (&self->lock);
  change (&self->unsaved, spending);
  g_mutex_unlock (&self->lock);
}

EaselRunOutcome *
easel_run_execute (EaselRun *self, EaselJobKind *kind)
{
  g_autoptr (EaselRunOutcome) outcome = g_new0 (EaselRunOutcome, 1);
  g_autoptr (GError) error = NULL;

  if (prepare (self, &error))
    outcome->result = easel_job_kind_run (kind, self, &error);

  change_unsaved (self, &self->loose_spending, easel_spending_subtract);
  if (!easel_spending_is_none (&self->loose_spending))
    easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_add_usage,
                      easel_usage_entry_new (self->job_id, self->provider, &self->loose_spending),
                      (GDestroyNotify) easel_usage_entry_free, NULL, NULL);

  if (outcome->result != NULL)
    outcome->type = EASEL_RUN_FINISHED;
  else if (self->yielded != NULL
           && g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_YIELD))
    return g_steal_pointer (&self->yielded);
  else if (g_cancellable_is_cancelled (self->cancellable))
    outcome->type = EASEL_RUN_INTERRUPTED;
  else if (self->input->result != NULL)
    {
      outcome->type = EASEL_RUN_FINISHED;
      outcome->result = g_strdup (self->input->result);
    }
  else
    {
      outcome->type = EASEL_RUN_FAILED;
      outcome->failure = describe_error (kind, error);
    }
  return g_steal_pointer (&outcome);
}

const char *
easel_run_get_job_id (EaselRun *self)
{
  return self->job_id;
}

const char *
easel_run_get_params (EaselRun *self)
{
  return self->input->params;
}

const char *
easel_run_get_provider (EaselRun *self)
{
  return self->provider;
}

const char *
easel_run_get_model (EaselRun *self)
{
  return self->model;
}

const char *
easel_run_get_attachment_path (EaselRun *self)
{
  return self->attachment_path;
}

GCancellable *
easel_run_get_cancellable (EaselRun *self)
{
  return self->cancellable;
}

void
easel_run_set_n_steps (EaselRun *self, guint n_steps)
{
  self->n_steps = n_steps;
  report_progress (self);
}

void
easel_run_set_progress (EaselRun *self, double fraction, const char *message)
{
  EaselRunUpdate *update;

  self->fraction = fraction < 0 ? -1.0 : MIN (fraction, 1.0);
  report_progress (self);

  update = begin_update (self);
  g_set_str (&update->message, message);
  end_update (self, EASEL_RUN_UPDATE_MESSAGE);
}

void
easel_run_append_text (EaselRun *self, const char *text)
{
  EaselRunUpdate *update = begin_update (self);

  if (update->text == NULL)
    update->text = g_string_new (NULL);
  g_string_append (update->text, text);
  end_update (self, EASEL_RUN_UPDATE_TEXT);
}

void
easel_run_set_title (EaselRun *self, const char *title)
{
  EaselRunUpdate *update = begin_update (self);

  g_set_str (&update->title, title);
  end_update (self, EASEL_RUN_UPDATE_TITLE);
}

void
easel_run_set_thumbnail (EaselRun *self, const char *path)
{
  EaselRunUpdate *update = begin_update (self);

  g_set_str (&update->thumbnail, path);
  end_update (self, EASEL_RUN_UPDATE_THUMBNAIL);
}

void
easel_run_set_outcome (EaselRun *self, const char *outcome)
{
  EaselRunUpdate *update = begin_update (self);

  g_set_str (&update->outcome, outcome);
  end_update (self, EASEL_RUN_UPDATE_OUTCOME);
}

void
easel_run_add_usage (EaselRun *self, const EaselUsage *usage)
{
  EaselRunUpdate *update = begin_update (self);

  easel_usage_add (&update->usage, usage);
  easel_spending_add_call (&self->unsaved, usage);
  end_update (self, EASEL_RUN_UPDATE_USAGE);

  easel_spending_add_call (
      self->step_spending != NULL ? self->step_spending : &self->loose_spending, usage);
}

EaselSpending
easel_run_get_unsaved (EaselRun *self)
{
  EaselSpending unsaved;

  g_mutex_lock (&self->lock);
  unsaved = self->unsaved;
  g_mutex_unlock (&self->lock);
  return unsaved;
}

gboolean
easel_run_get_spent_today (EaselRun *self, EaselSpending *spent, gint64 *deposits, GError **error)
{
  EaselDepositsQuery others = { .provider = self->provider, .except = self->job_id };
  g_autofree char *today = easel_spending_get_today ();
  g_autoptr (EaselSpendingQuery) query = easel_spending_query_new (today, self->provider);

  g_return_val_if_fail (EASEL_IS_RUN (self), FALSE);
  g_return_val_if_fail (self->provider != NULL, FALSE);
  g_return_val_if_fail (spent != NULL && deposits != NULL, FALSE);

  if (!easel_store_call (self->store, EASEL_STORE_LAZY, easel_store_load_spending, query, error)
      || !easel_store_call (self->store, EASEL_STORE_LAZY, easel_store_load_deposits, &others,
                            error))
    return FALSE;

  *deposits = others.cost;
  *spent = easel_run_get_unsaved (self);
  for (guint i = 0; i < query->days->len; i++)
    easel_spending_add (spent, &((EaselDaySpending *) query->days->pdata[i])->spending);
  return TRUE;
}

/* Returns: (transfer full): the journal's result, or %NULL when the step is to be done */
static char *
find_step (EaselRun *self, const char *name, const char *key_hash)
{
  g_autofree char *key = easel_run_input_step_key (name, key_hash);

  return g_strdup (g_hash_table_lookup (self->input->steps, key));
}

static gboolean
journal_step (EaselRun *self,
              const char *name,
              const char *key_hash,
              const char *result,
              const EaselSpending *spending,
              GError **error)
{
  EaselStepEntry entry = { .job = self->job_id,
                           .provider = self->provider,
                           .name = name,
                           .key_hash = key_hash,
                           .result = result,
                           .spending = *spending };

  if (!easel_store_call (self->store, EASEL_STORE_DURABLE, easel_store_add_step, &entry, error))
    return FALSE;

  g_hash_table_insert (self->input->steps, easel_run_input_step_key (name, key_hash),
                       g_strdup (result));
  return TRUE;
}

/* A parent that was completed before only looks again at its children: what would be new, because
 * it went in differently then, is neither made nor paid for. */
static gboolean
may_do_more (EaselRun *self, GError **error)
{
  if (self->input->result == NULL)
    return TRUE;

  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE,
                       "the job was completed before and does nothing new");
  return FALSE;
}

/* Does the step. What it has used counts for the job even when it comes to nothing. */
static char *
do_step (EaselRun *self,
         const char *name,
         const char *key_hash,
         EaselStepFunc func,
         gpointer user_data,
         GError **error)
{
  EaselSpending spending = EASEL_SPENDING_NONE;
  EaselSpending *outer = self->step_spending;
  g_autofree char *result = NULL;
  gboolean journaled;

  self->step_spending = &spending;
  result = func (self, user_data, error);
  self->step_spending = outer;

  change_unsaved (self, &spending, easel_spending_subtract);
  journaled = result != NULL && journal_step (self, name, key_hash, result, &spending, error);
  if (!journaled)
    {
      change_unsaved (self, &spending, easel_spending_add);
      easel_spending_add (&self->loose_spending, &spending);
      return NULL;
    }
  return g_steal_pointer (&result);
}

char *
easel_run_step (EaselRun *self,
                const char *name,
                const char *key,
                EaselStepFunc func,
                gpointer user_data,
                GError **error)
{
  g_autofree char *key_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                             key != NULL ? key : "", -1);
  g_autofree char *result = NULL;

  g_return_val_if_fail (EASEL_IS_RUN (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self->step++;
  self->fraction = -1.0;
  report_progress (self);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  result = find_step (self, name, key_hash);
  if (result == NULL && may_do_more (self, error))
    result = do_step (self, name, key_hash, func, user_data, error);

  /* What a step has made is kept, also when the job was cancelled meanwhile. */
  if (result == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  return g_steal_pointer (&result);
}

static void
give_back_thread (EaselRun *self, EaselRunOutcome *outcome, GError **error)
{
  easel_run_outcome_free (self->yielded);
  self->yielded = outcome;
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_YIELD,
                       "the job waits and gives its thread back");
}

gboolean
easel_run_ask (EaselRun *self,
               const EaselProposal *proposal,
               EaselDecision **decision,
               GError **error)
{
  GPtrArray *decisions = self->input->decisions;
  guint nth = self->n_asks++;
  gboolean is_asked = nth < decisions->len;
  EaselRunOutcome *outcome;

  g_return_val_if_fail (proposal != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (is_asked && decisions->pdata[nth] != NULL)
    {
      *decision = easel_decision_copy (decisions->pdata[nth]);
      return TRUE;
    }
  if (!may_do_more (self, error))
    return FALSE;

  outcome = g_new0 (EaselRunOutcome, 1);
  outcome->type = EASEL_RUN_ASKED;
  outcome->proposal = is_asked ? NULL : easel_proposal_copy (proposal);
  outcome->asked = is_asked ? self->input->open : proposal->actions;
  give_back_thread (self, outcome, error);
  return FALSE;
}

static EaselChildOutcome *
copy_outcome (EaselChildOutcome *outcome)
{
  EaselChildOutcome *copy = g_new0 (EaselChildOutcome, 1);

  copy->id = g_strdup (outcome->id);
  copy->key = g_strdup (outcome->key);
  copy->state = outcome->state;
  copy->result = g_strdup (outcome->result);
  copy->failure = easel_failure_copy (outcome->failure);
  return copy;
}

/* Returns: (transfer full): the specs of children that do not exist yet */
static GPtrArray *
find_missing (EaselRun *self, GPtrArray *specs)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
  g_autoptr (GHashTable) existing = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->children->len; i++)
    {
      EaselChildOutcome *child = self->children->pdata[i];

      if (child->key != NULL)
        g_hash_table_add (existing, child->key);
    }

  for (guint i = 0; i < specs->len; i++)
    {
      EaselJobSpec *spec = specs->pdata[i];

      if (g_hash_table_add (existing, spec->key))
        g_ptr_array_add (missing, easel_job_spec_copy (spec));
    }
  return missing;
}

/* Copies the children that are waited for. Returns: whether all of them have ended */
static gboolean
collect_outcomes (EaselRun *self, GPtrArray *specs, GPtrArray *outcomes)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean all_ended = TRUE;

  for (guint i = 0; specs != NULL && i < specs->len; i++)
    g_hash_table_add (keys, ((EaselJobSpec *) specs->pdata[i])->key);

  for (guint i = 0; i < self->children->len; i++)
    {
      EaselChildOutcome *child = self->children->pdata[i];

      if (specs != NULL && (child->key == NULL || !g_hash_table_contains (keys, child->key)))
        continue;
      all_ended = all_ended && easel_job_state_is_final (child->state);
      g_ptr_array_add (outcomes, copy_outcome (child));
    }
  return all_ended;
}

gboolean
easel_run_join_children (EaselRun *self, GPtrArray *specs, GPtrArray **outcomes, GError **error)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) ended = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_child_outcome_free);
  EaselRunOutcome *outcome;
  gboolean all_ended;

  for (guint i = 0; specs != NULL && i < specs->len; i++)
    g_return_val_if_fail (((EaselJobSpec *) specs->pdata[i])->key != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  missing = specs != NULL && may_do_more (self, NULL) ? find_missing (self, specs)
                                                      : g_ptr_array_new ();
  all_ended = collect_outcomes (self, specs, ended);
  if (missing->len == 0 && all_ended)
    {
      *outcomes = g_steal_pointer (&ended);
      return TRUE;
    }

  outcome = g_new0 (EaselRunOutcome, 1);
  outcome->type = EASEL_RUN_JOINED;
  outcome->specs = g_steal_pointer (&missing);
  give_back_thread (self, outcome, error);
  return FALSE;
}

gboolean
easel_run_has_child (EaselRun *self, const char *key)
{
  g_return_val_if_fail (EASEL_IS_RUN (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (self->child_keys == NULL)
    {
      self->child_keys = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < self->children->len; i++)
        {
          EaselChildOutcome *child = self->children->pdata[i];

          if (child->key != NULL)
            g_hash_table_add (self->child_keys, child->key);
        }
    }
  return g_hash_table_contains (self->child_keys, key);
}

gboolean
easel_run_wait_until (EaselRun *self, gint64 time, const char *message, GError **error)
{
  EaselRunOutcome *outcome;

  g_return_val_if_fail (EASEL_IS_RUN (self), FALSE);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || !may_do_more (self, error))
    return FALSE;

  outcome = g_new0 (EaselRunOutcome, 1);
  outcome->type = EASEL_RUN_WAITING;
  outcome->until = time;
  outcome->message = g_strdup (message);
  give_back_thread (self, outcome, error);
  return FALSE;
}

gboolean
easel_run_set_deposit (EaselRun *self, const char *deposit, gint64 cost, GError **error)
{
  EaselDepositEntry entry = { .job = self->job_id, .deposit = deposit, .cost = cost };
  EaselRunUpdate *update;

  g_return_val_if_fail (EASEL_IS_RUN (self), FALSE);
  g_return_val_if_fail (cost >= 0, FALSE);

  if (!may_do_more (self, error))
    return FALSE;

  /* Whoever cancels trips the cancellable, then looks here: one of the two sees the other. */
  update = begin_update (self);
  g_set_str (&update->deposit, deposit);
  end_update (self, EASEL_RUN_UPDATE_DEPOSIT);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !easel_store_call (self->store, EASEL_STORE_DURABLE, easel_store_set_deposit, &entry,
                            error))
    return FALSE;

  g_set_str (&self->input->deposit, deposit);
  return TRUE;
}

const char *
easel_run_get_deposit (EaselRun *self)
{
  g_return_val_if_fail (EASEL_IS_RUN (self), NULL);

  return self->input->deposit;
}
