/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contact-scene.h"

#include "easel-library-changes.h"

/* Its params are the id of a picture, "fail", or "wait " and the id of a picture. */
static char *
run_child (EaselRun *run, gpointer data, GError **error)
{
  ContactScene *self = data;
  const char *params = easel_run_get_params (run);

  if (g_str_equal (params, "fail") && gate_count_passed (&self->gate) == 0)
    {
      g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "The model refused.");
      return NULL;
    }
  if (g_str_equal (params, "fail"))
    params = self->pictures[2];
  if (g_str_has_prefix (params, "wait "))
    {
      params += strlen ("wait ");
      if (!gate_pass (&self->gate, easel_run_get_cancellable (run), error))
        return NULL;
    }
  return g_strdup_printf ("{\"picture\":\"%s\"}", params);
}

static char *
run_parent (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;

  return easel_run_join_children (run, NULL, &outcomes, error) ? g_strdup ("{}") : NULL;
}

void
contact_scene_set_up (ContactScene *self, gconstpointer data)
{
  g_autoptr (EaselJobKind) parent = test_kind_new ("generate", run_parent, self);
  g_autoptr (EaselJobKind) child = test_kind_new ("child", run_child, self);

  memset (self, 0, sizeof *self);
  library_fixture_set_up (&self->library, NULL);
  gate_init (&self->gate);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (self->pictures); i++)
    {
      g_autofree char *path = library_fixture_write_picture (&self->library, i);
      g_autofree char *name = g_strdup_printf ("Picture %u", i + 1);
      g_autoptr (EaselEntity) picture = library_fixture_import (&self->library, path, name);

      self->pictures[i] = g_strdup (easel_entity_get_id (picture));
    }
  self->dir = make_data_dir ();
  self->queue = make_queue (self->dir, NULL);
  easel_queue_add_kind (self->queue, parent);
  easel_queue_add_kind (self->queue, child);
  open_queue (self->queue);
}

void
contact_scene_tear_down (ContactScene *self, gconstpointer data)
{
  gate_open (&self->gate, 9);
  close_queue (self->queue);
  remove_dir (self->dir);
  g_free (self->dir);
  library_fixture_tear_down (&self->library, NULL);
  gate_clear (&self->gate);
  for (guint i = 0; i < G_N_ELEMENTS (self->pictures); i++)
    g_free (self->pictures[i]);
}

EaselJob *
contact_scene_make (ContactScene *self)
{
  g_autofree char *waiting = g_strdup_printf ("wait %s", self->pictures[3]);
  const char *params[] = { self->pictures[0], self->pictures[1], "fail", waiting };
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("generate", "Four coats", "{}");
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GError) error = NULL;
  EaselJob *job = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    {
      g_autofree char *title = g_strdup_printf ("Coat %u", i + 1);

      g_ptr_array_add (children, easel_job_spec_new ("child", title, params[i]));
    }
  job = easel_queue_submit_family (self->queue, parent, children, &error);
  g_assert_no_error (error);
  return job;
}

char *
contact_scene_describe (EaselContactModel *model)
{
  static const char *const words[] = { "waiting", "ready", "failed", "gone" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (model, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                              words[easel_contact_item_get_state (item)]);
    }
  return g_string_free (text, FALSE);
}

gboolean
contact_scene_is (EaselContactModel *model, const char *expected)
{
  g_autofree char *text = contact_scene_describe (model);

  return g_str_equal (text, expected);
}

void
contact_scene_set_archived (ContactScene *self, guint picture, gboolean archived)
{
  const char *const ids[] = { self->pictures[picture], NULL };
  g_autoptr (GError) error = NULL;

  easel_library_set_archived (self->library.library, ids, archived, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
contact_scene_keep (ContactScene *self, guint picture)
{
  const char *const tags[] = { EASEL_ENTITY_FAVORITE, NULL };
  const EaselEditRequest request = { .id = self->pictures[picture], .tags = tags };
  g_autoptr (GError) error = NULL;

  easel_library_edit (self->library.library, &request, NULL, NULL, &error);
  g_assert_no_error (error);
}
