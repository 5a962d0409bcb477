/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-restore-plan.h"

#include "easel-json.h"
#include "easel-step-json.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *member;
  gsize offset;
} Count;

static const Count counts[] = {
  { "entries", G_STRUCT_OFFSET (EaselRestoreCounts, n_entries) },
  { "pictures", G_STRUCT_OFFSET (EaselRestoreCounts, n_pictures) },
  { "missing", G_STRUCT_OFFSET (EaselRestoreCounts, n_missing) },
  { "kept", G_STRUCT_OFFSET (EaselRestoreCounts, n_kept) },
  { "recipes", G_STRUCT_OFFSET (EaselRestoreCounts, n_recipes) },
  { "own", G_STRUCT_OFFSET (EaselRestoreCounts, n_own) },
};

void
easel_restore_plan_free (EaselRestorePlan *plan)
{
  g_free (plan->file);
  g_free (plan->created);
  g_free (plan->digest);
  g_free (plan);
}

char *
easel_restore_plan_to_json (const EaselRestorePlan *plan)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "file", plan->file);
  json_object_set_string_member (object, "created", plan->created);
  json_object_set_string_member (object, "digest", plan->digest);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (object, counts[i].member,
                                G_STRUCT_MEMBER (guint, &plan->counts, counts[i].offset));
  json_object_set_boolean_member (object, "keep_here", plan->counts.keeps_here);
  return easel_step_json_write (object);
}

EaselRestorePlan *
easel_restore_plan_from_json (const char *json, GError **error)
{
  g_autoptr (JsonObject) object = easel_step_json_read (json, error);
  g_autoptr (EaselRestorePlan) plan = NULL;

  if (object == NULL)
    return NULL;
  plan = g_new0 (EaselRestorePlan, 1);
  plan->file = g_strdup (easel_json_get_string (object, "file"));
  plan->created = g_strdup (easel_json_get_string (object, "created"));
  plan->digest = g_strdup (easel_json_get_string (object, "digest"));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    G_STRUCT_MEMBER (guint, &plan->counts, counts[i].offset) = (guint) CLAMP (
        easel_json_get_int (object, counts[i].member, 0), 0, G_MAXINT);
  plan->counts.keeps_here = easel_json_get_boolean (object, "keep_here", FALSE);
  if (plan->file == NULL || plan->created == NULL || plan->digest == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("What was asked cannot be read."));
      return NULL;
    }
  return g_steal_pointer (&plan);
}

gboolean
easel_restore_plan_adds (const EaselRestorePlan *plan)
{
  return plan->counts.n_entries > 0 || plan->counts.n_pictures > 0 || plan->counts.n_recipes > 0
         || plan->counts.n_own > 0 || plan->counts.keeps_here;
}

char *
easel_restore_plan_count (guint n_entries, guint n_pictures)
{
  g_autofree char *entries = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'u entry", "%'u entries", n_entries), n_entries);
  g_autofree char *pictures = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%'u picture", "%'u pictures", n_pictures), n_pictures);

  /* Translators: "12 entries and 4 pictures" */
  return g_strdup_printf (_ ("%s and %s"), entries, pictures);
}

char *
easel_restore_plan_describe (const EaselRestorePlan *plan)
{
  if (!easel_restore_plan_adds (plan))
    return g_strdup (_ ("All of it is in the library already"));
  return easel_restore_plan_count (plan->counts.n_entries, plan->counts.n_pictures);
}

EaselProposal *
easel_restore_plan_to_proposal (const EaselRestorePlan *plan)
{
  g_autofree char *json = easel_restore_plan_to_json (plan);
  g_autofree char *added = easel_restore_plan_describe (plan);
  EaselProposal *proposal = easel_proposal_new (_ ("Restore This Backup?"), EASEL_RESTORE_VIEW,
                                                json,
                                                EASEL_DECISION_APPROVE | EASEL_DECISION_CANCEL);

  /* Translators: %s is such as "12 entries and 4 pictures" */
  proposal->description = g_strdup_printf (
      _ ("%s are added. What is in the library already stays as it is."), added);
  return proposal;
}
