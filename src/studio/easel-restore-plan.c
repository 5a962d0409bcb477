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
  { "files", G_STRUCT_OFFSET (EaselRestoreCounts, n_files) },
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
  return plan->counts.n_entries > 0 || plan->counts.n_pictures > 0 || plan->counts.n_files > 0
         || plan->counts.n_recipes > 0 || plan->counts.n_own > 0 || plan->counts.keeps_here;
}

/* @text: (transfer full) */
static void
take_count (GPtrArray *texts, guint count, char *text)
{
  if (count > 0)
    g_ptr_array_add (texts, text);
  else
    g_free (text);
}

char *
easel_restore_plan_count (const EaselRestoreCounts *added)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (6, g_free, TRUE);
  guint n;

  n = added->n_entries;
  take_count (texts, n,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u entry", "%'u entries", n), n));
  n = added->n_pictures;
  take_count (texts, n,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u picture", "%'u pictures", n), n));
  n = added->n_missing;
  take_count (texts, n,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u picture without its file",
                                            "%'u pictures without their files", n),
                               n));
  n = added->n_files;
  take_count (texts, n,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u missing picture file",
                                            "%'u missing picture files", n),
                               n));
  n = added->n_recipes;
  take_count (texts, n,
              g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u recipe", "%'u recipes", n), n));
  n = added->n_own;
  take_count (
      texts, n,
      g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'u file of your own", "%'u files of your own", n), n));
  return g_strjoinv (" · ", (char **) texts->pdata);
}

const char *
easel_restore_plan_get_note (const EaselRestorePlan *plan)
{
  if (plan->counts.keeps_here)
    return _ ("What is in the library already stays as it is. Its pictures are kept on this "
              "machine from then on, as those of the backup were.");
  return _ ("What is in the library already stays as it is.");
}

EaselProposal *
easel_restore_plan_to_proposal (const EaselRestorePlan *plan)
{
  g_autofree char *json = easel_restore_plan_to_json (plan);
  g_autofree char *added = easel_restore_plan_count (&plan->counts);
  g_autofree char *to_add = NULL;
  EaselProposal *proposal = easel_proposal_new (_ ("Restore This Backup?"), EASEL_RESTORE_VIEW,
                                                json,
                                                EASEL_DECISION_APPROVE | EASEL_DECISION_CANCEL);

  /* Translators: %s is such as “12 entries · 4 pictures” */
  to_add = *added != '\0' ? g_strdup_printf (_ ("To add: %s."), added) : NULL;
  proposal->description = g_strjoin (
      " ", to_add != NULL ? to_add : easel_restore_plan_get_note (plan),
      to_add != NULL ? easel_restore_plan_get_note (plan) : NULL, NULL);
  return proposal;
}
