/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

#include "easel-json.h"
#include "easel-merge-proposal.h"

#include <glib/gi18n.h>

/* What the Brief says about jobs. */

static gboolean
wants_person (EaselJob *job, EaselBriefKind *kind)
{
  EaselJobState state = easel_job_get_state (job);
  const EaselFailure *failure = easel_job_get_failure (job);

  if (state == EASEL_JOB_STATE_AWAITING_INPUT)
    {
      *kind = EASEL_BRIEF_REVIEW;
      return TRUE;
    }

  /* A parent speaks for its children; but what a budget stopped has a card of its own. */
  if (easel_job_get_parent (job) != NULL || easel_brief_is_about_budget (job))
    return FALSE;
  if (state == EASEL_JOB_STATE_FAILED && failure != NULL && failure->remedy != NULL)
    {
      *kind = EASEL_BRIEF_FAILURE;
      return TRUE;
    }
  *kind = EASEL_BRIEF_FINISHED;
  return easel_job_get_n_children (job) > 0
         && (state == EASEL_JOB_STATE_COMPLETED || state == EASEL_JOB_STATE_FAILED);
}

/* Failures and batches -------------------------------------------------------------------- */

/* (transfer full) */
static char *
describe_failure (EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);

  if (failure->hint == NULL)
    return g_strdup (failure->message);
  /* Translators: two sentences */
  return g_strdup_printf (_ ("%s %s"), failure->message, failure->hint);
}

/* (transfer full) */
static char *
describe_batch (EaselJob *job)
{
  guint n = easel_job_get_n_children (job);
  guint n_failed = easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED);
  guint n_done = easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED);

  if (n_failed > 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u of %u failed.", "%u of %u failed.", n), n_failed, n);
  if (n_done < n)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u of %u was done.", "%u of %u were done.", n), n_done, n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u is done.", "All %u are done.", n), n);
}

/* (transfer full) (nullable) */
static char *
describe_model (const char *model)
{
  if (model == NULL)
    return NULL;
  /* Translators: a model's name */
  return g_strdup_printf (_ ("Asked %s"), model);
}

static void
fill_ended (EaselBriefItem *item, EaselJob *job)
{
  gboolean is_failure = easel_brief_item_get_kind (item) == EASEL_BRIEF_FAILURE;
  g_autofree char *why = is_failure ? describe_failure (job) : describe_batch (job);
  g_autofree char *provenance = describe_model (easel_job_get_model (job));

  easel_brief_item_set_words (item, easel_job_get_title (job), why, provenance);
  easel_brief_item_set_time (item, easel_job_get_finished (job));
  easel_brief_item_set_ready (item);
}

/* Reviews --------------------------------------------------------------------------------- */

/* What a job asks, read on a worker: it may be large. */
typedef struct
{
  EaselJobDetails *details;  /* (owned) */
  EaselMergeProposal *merge; /* (owned) (nullable) */
  char *model;               /* (owned) (nullable): who proposes it */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  easel_job_details_free (question->details);
  g_clear_object (&question->merge);
  g_free (question->model);
  g_free (question);
}

/* A review that is being read. */
typedef struct
{
  EaselBrief *brief;    /* (owned) */
  EaselBriefItem *item; /* (owned) */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->brief);
  g_object_unref (reading->item);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* (transfer full) */
static char *
describe_provenance (const Question *question)
{
  const char *reason = NULL;

  if (question->merge != NULL)
    reason = easel_merge_proposal_get_fallback_reason (question->merge);
  if (reason != NULL)
    /* Translators: %s is a sentence: why no model proposed it */
    return g_strdup_printf (_ ("Put together field by field. %s"), reason);
  if (question->model != NULL)
    /* Translators: a model's name */
    return g_strdup_printf (_ ("Proposed by %s"), question->model);
  return NULL;
}

static void
fill_merge (EaselBrief *self, EaselBriefItem *item, const Question *question)
{
  EaselMergeProposal *merge = question->merge;
  EaselEntity *source = easel_merge_proposal_get_source (merge);
  EaselEntity *target = easel_merge_proposal_get_target (merge);
  guint n_conflicts = easel_merge_proposal_get_n_conflicts (merge);

  easel_brief_item_set_entities (item, source, target);
  easel_brief_item_set_conflicts (
      item, n_conflicts, n_conflicts == 0 && easel_merge_proposal_get_changed (merge)[0] == NULL);
  easel_brief_set_merging (self, easel_entity_get_id (source), easel_entity_get_id (target),
                           easel_brief_item_get_job (item));
}

/* @question: (nullable): %NULL when it could not be read; there is a review all the same */
static void
fill_review (EaselBrief *self, EaselBriefItem *item, const Question *question)
{
  EaselJob *job = easel_brief_item_get_job (item);
  const EaselAskRecord *ask = NULL;
  g_autofree char *provenance = NULL;

  if (question != NULL)
    ask = easel_job_details_get_last_ask (question->details);
  if (ask != NULL)
    {
      provenance = describe_provenance (question);
      easel_brief_item_set_words (item, ask->proposal->title, ask->proposal->description,
                                  provenance);
      easel_brief_item_set_time (item, ask->asked);
    }
  else
    easel_brief_item_set_words (item, easel_job_get_title (job), NULL, NULL);
  if (question != NULL && question->merge != NULL)
    fill_merge (self, item, question);
  easel_brief_item_set_ready (item);
  easel_brief_update (self, item);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  EaselBrief *self = reading->brief;
  const Question *question = g_task_get_task_data (G_TASK (result));

  /* Answered meanwhile, or it is another question now. */
  if (self->studio == NULL
      || easel_brief_lookup (self, easel_brief_item_get_id (reading->item)) != reading->item)
    return;
  fill_review (self, reading->item, question);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Question *question = task_data;
  const EaselAskRecord *ask = easel_job_details_get_last_ask (question->details);
  g_autoptr (JsonNode) provenance = NULL;

  if (ask != NULL && g_str_equal (ask->proposal->view, EASEL_MERGE_VIEW))
    question->merge = easel_merge_proposal_from_proposal (ask->proposal, NULL);
  if (ask != NULL && ask->proposal->provenance != NULL)
    provenance = json_from_string (ask->proposal->provenance, NULL);
  question->model = g_strdup (
      easel_json_get_string (easel_json_node_get_object (provenance), "model"));
  g_task_return_boolean (task, TRUE);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  EaselBrief *self = reading->brief;
  g_autoptr (GTask) task = NULL;
  Question *question;
  EaselJobDetails *details = easel_queue_load_details_finish (EASEL_QUEUE (source), result, NULL);

  if (details == NULL)
    {
      if (self->studio != NULL
          && easel_brief_lookup (self, easel_brief_item_get_id (reading->item)) == reading->item)
        fill_review (self, reading->item, NULL);
      return;
    }
  question = g_new0 (Question, 1);
  question->details = details;
  task = g_task_new (self, NULL, on_read, g_steal_pointer (&reading));
  g_task_set_source_tag (task, on_details_loaded);
  g_task_set_static_name (task, "read question");
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
read_review (EaselBrief *self, EaselBriefItem *item)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->brief = g_object_ref (self);
  reading->item = g_object_ref (item);
  easel_queue_load_details_async (easel_studio_get_queue (self->studio),
                                  easel_brief_item_get_id (item), NULL, on_details_loaded, reading);
}

/* Following ------------------------------------------------------------------------------- */

static void
on_hidden_until (EaselJob *job, GParamSpec *pspec, EaselBrief *self)
{
  EaselBriefItem *item = easel_brief_lookup (self, easel_job_get_id (job));

  if (item == NULL)
    return;
  easel_brief_item_set_hidden_until (item, easel_job_get_hidden_until (job));
  easel_brief_update (self, item);
}

static void
remove_job (EaselBrief *self, EaselBriefItem *item)
{
  g_signal_handlers_disconnect_by_func (easel_brief_item_get_job (item), on_hidden_until, self);
  easel_brief_remove (self, item);
}

static void
add_job (EaselBrief *self, EaselJob *job, EaselBriefKind kind)
{
  EaselBriefItem *item = easel_brief_item_new (easel_job_get_id (job), kind, job);

  easel_brief_item_set_thumbnail (item, easel_job_get_thumbnail (job));
  easel_brief_item_set_hidden_until (item, easel_job_get_hidden_until (job));
  g_signal_connect_object (job, "notify::hidden-until", G_CALLBACK (on_hidden_until), self,
                           G_CONNECT_DEFAULT);
  if (kind != EASEL_BRIEF_REVIEW)
    fill_ended (item, job);
  easel_brief_add (self, item);
  if (kind == EASEL_BRIEF_REVIEW)
    read_review (self, item);
}

static void
look_at_job (EaselBrief *self, EaselJob *job)
{
  EaselBriefItem *item = easel_brief_lookup (self, easel_job_get_id (job));
  EaselBriefKind kind;
  gboolean wants = wants_person (job, &kind);

  if (item != NULL && (!wants || easel_brief_item_get_kind (item) != kind))
    {
      remove_job (self, item);
      item = NULL;
    }
  if (wants && item == NULL)
    add_job (self, job, kind);
  easel_brief_look_at_budget (self, job, FALSE);
}

static void
on_job_added (EaselQueue *queue, EaselJob *job, EaselBrief *self)
{
  look_at_job (self, job);
}

static gboolean
is_merging_for (gpointer pair, gpointer id, gpointer job)
{
  return g_str_equal (id, easel_job_get_id (job));
}

static void
on_job_changed (EaselQueue *queue, EaselJob *job, EaselJobState before, EaselBrief *self)
{
  EaselBriefItem *item = easel_brief_lookup (self, easel_job_get_id (job));

  /* Whatever it says now, it says anew. */
  if (item != NULL)
    remove_job (self, item);
  look_at_job (self, job);
  if (easel_job_state_is_final (easel_job_get_state (job))
      && g_hash_table_find (self->merging, is_merging_for, job) != NULL)
    easel_brief_list_lookalikes (self);
}

static void
on_job_removed (EaselQueue *queue, EaselJob *job, EaselBrief *self)
{
  EaselBriefItem *item = easel_brief_lookup (self, easel_job_get_id (job));

  if (item != NULL)
    remove_job (self, item);
  easel_brief_look_at_budget (self, job, TRUE);
}

static void
scan_jobs (EaselBrief *self)
{
  GListModel *jobs = G_LIST_MODEL (easel_studio_get_queue (self->studio));

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, i);

      look_at_job (self, job);
    }
}

void
easel_brief_follow_jobs (EaselBrief *self)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio);

  g_signal_connect_object (queue, "job-added", G_CALLBACK (on_job_added), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (queue, "job-removed", G_CALLBACK (on_job_removed), self,
                           G_CONNECT_DEFAULT);
  /* A batch from the disk is added before its children are. */
  g_signal_connect_object (self->studio, "notify::ready", G_CALLBACK (scan_jobs), self,
                           G_CONNECT_SWAPPED);
  scan_jobs (self);
}
