/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is on a contact sheet, without a sheet. */

#include "contact-scene.h"

#include <gtk/gtk.h>

static EaselContactModel *
new_for_job (ContactScene *scene, EaselJob *job)
{
  return easel_contact_model_new_for_job (scene->library.library, scene->queue, job);
}

static EaselContactModel *
new_for_pictures (ContactScene *scene)
{
  return easel_contact_model_new_for_pictures (scene->library.library,
                                               (const char *const *) scene->pictures);
}

static void
assert_titles (EaselContactModel *model, const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (model, i);
      g_autofree char *title = easel_contact_item_dup_title (item);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "", title);
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
test_job (ContactScene *scene, gconstpointer data)
{
  EaselJob *job = contact_scene_make (scene);
  g_autoptr (EaselContactModel) model = new_for_job (scene, job);
  g_autoptr (EaselContactItem) failed = NULL;
  g_autoptr (EaselContactItem) ready = NULL;

  wait_until (contact_scene_is (model, "ready ready failed waiting"));
  assert_titles (model, "Coat 1, Coat 2, Coat 3, Coat 4");
  failed = easel_contact_model_get (model, 2);
  g_assert_cmpstr (easel_contact_item_get_reason (failed), ==, "The model refused.");
  g_assert_false (easel_contact_item_is_picture (failed));
  ready = easel_contact_model_get (model, 0);
  g_assert_true (easel_contact_item_is_picture (ready));
  g_assert_null (easel_contact_item_get_reason (ready));
  g_assert_true (g_file_query_exists (easel_contact_item_get_file (ready), NULL));

  gate_open (&scene->gate, 1);
  wait_until (contact_scene_is (model, "ready ready failed ready"));
}

static void
test_retry (ContactScene *scene, gconstpointer data)
{
  EaselJob *job = contact_scene_make (scene);
  g_autoptr (EaselContactModel) model = new_for_job (scene, job);
  g_autoptr (EaselContactItem) failed = NULL;
  g_autoptr (GError) error = NULL;

  gate_open (&scene->gate, 1);
  wait_until (contact_scene_is (model, "ready ready failed ready"));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  failed = easel_contact_model_get (model, 2);
  easel_queue_retry (scene->queue, easel_job_get_id (easel_contact_item_get_job (failed)), &error);
  g_assert_no_error (error);
  wait_until (contact_scene_is (model, "ready ready ready ready"));
  g_assert_cmpstr (easel_contact_item_get_id (failed), ==, scene->pictures[2]);
}

static void
test_canceled (ContactScene *scene, gconstpointer data)
{
  EaselJob *job = contact_scene_make (scene);
  g_autoptr (EaselContactModel) model = new_for_job (scene, job);
  g_autoptr (EaselContactItem) last = NULL;
  g_autoptr (GError) error = NULL;

  wait_until (contact_scene_is (model, "ready ready failed waiting"));
  easel_queue_cancel (scene->queue, easel_job_get_id (job), &error);
  g_assert_no_error (error);
  wait_until (contact_scene_is (model, "ready ready failed failed"));
  last = easel_contact_model_get (model, 3);
  g_assert_cmpstr (easel_contact_item_get_reason (last), ==, "Canceled");
}

/* What is put away leaves its place, and is back there when that is taken back. */
static void
test_archived (ContactScene *scene, gconstpointer data)
{
  g_autoptr (EaselContactModel) model = new_for_pictures (scene);

  wait_until (contact_scene_is (model, "ready ready ready ready ready"));
  contact_scene_set_archived (scene, 1, TRUE);
  wait_until (contact_scene_is (model, "ready ready ready ready"));
  assert_titles (model, "Picture 1, Picture 3, Picture 4, Picture 5");
  contact_scene_set_archived (scene, 1, FALSE);
  wait_until (contact_scene_is (model, "ready ready ready ready ready"));
  assert_titles (model, "Picture 1, Picture 2, Picture 3, Picture 4, Picture 5");
}

static void
test_kept (ContactScene *scene, gconstpointer data)
{
  g_autoptr (EaselContactModel) model = new_for_pictures (scene);
  g_autoptr (EaselContactItem) item = easel_contact_model_get (model, 2);
  g_autofree char *description = NULL;

  wait_until (contact_scene_is (model, "ready ready ready ready ready"));
  g_assert_false (easel_contact_item_is_kept (item));
  contact_scene_keep (scene, 2);
  wait_until (easel_contact_item_is_kept (item));
  description = easel_contact_item_describe (item);
  g_assert_cmpstr (description, ==, "Kept");
}

static void
test_missing (ContactScene *scene, gconstpointer data)
{
  const char *const pictures[] = { scene->pictures[0], "no-such-picture", NULL };
  g_autoptr (EaselContactModel) model = easel_contact_model_new_for_pictures (
      scene->library.library, pictures);

  wait_until (contact_scene_is (model, "ready"));
}

/* What is shown before the library is open waits for it. */
static void
test_not_open (ContactScene *scene, gconstpointer data)
{
  g_autoptr (EaselContactModel) model = NULL;
  g_autoptr (GError) error = NULL;

  easel_library_close (scene->library.library);
  model = new_for_pictures (scene);
  iterate_for (200);
  g_assert_true (contact_scene_is (model, "waiting waiting waiting waiting waiting"));
  library_open (scene->library.library, &error);
  g_assert_no_error (error);
  easel_contact_model_reload (model);
  wait_until (contact_scene_is (model, "ready ready ready ready ready"));
}

static void
test_step (ContactScene *scene, gconstpointer data)
{
  EaselJob *job = contact_scene_make (scene);
  g_autoptr (EaselContactModel) model = new_for_job (scene, job);
  const guint none = GTK_INVALID_LIST_POSITION;
  g_auto (GStrv) pictures = NULL;

  wait_until (contact_scene_is (model, "ready ready failed waiting"));
  g_assert_cmpuint (easel_contact_model_step (model, 0, 1, none), ==, 1);
  g_assert_cmpuint (easel_contact_model_step (model, 1, 1, none), ==, 0);
  g_assert_cmpuint (easel_contact_model_step (model, 0, -1, none), ==, 1);
  g_assert_cmpuint (easel_contact_model_step (model, 0, 1, 1), ==, 0);
  g_assert_cmpuint (easel_contact_model_step (model, 3, 1, 0), ==, 1);
  pictures = easel_contact_model_list_pictures (model);
  g_assert_cmpuint (g_strv_length (pictures), ==, 2);
  g_assert_cmpstr (pictures[1], ==, scene->pictures[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/contact-model/" name, ContactScene, NULL, contact_scene_set_up, func,              \
              contact_scene_tear_down)
  ADD ("job", test_job);
  ADD ("retry", test_retry);
  ADD ("canceled", test_canceled);
  ADD ("archived", test_archived);
  ADD ("kept", test_kept);
  ADD ("missing", test_missing);
  ADD ("not-open", test_not_open);
  ADD ("step", test_step);
#undef ADD

  return g_test_run ();
}
