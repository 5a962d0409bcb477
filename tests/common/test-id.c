/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"

#define N_THREADS 4
#define N_IDS 5000

static void
test_form (void)
{
  g_autofree char *id = easel_id_new ();

  g_assert_cmpuint (strlen (id), ==, 36);
  g_assert_true (easel_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
}

static void
test_time (void)
{
  gint64 before = g_get_real_time () / 1000;
  g_autofree char *id = easel_id_new ();
  g_autofree char *high = g_strndup (id, 8);
  g_autofree char *low = g_strndup (id + 9, 4);
  gint64 ms = (gint64) (g_ascii_strtoull (high, NULL, 16) << 16 | g_ascii_strtoull (low, NULL, 16));

  g_assert_cmpint (ms, >=, before);
  g_assert_cmpint (ms, <=, g_get_real_time () / 1000 + 1);
}

static void
test_order (void)
{
  g_autofree char *last = easel_id_new ();

  /* More than one millisecond has numbers for. */
  for (guint i = 0; i < 20000; i++)
    {
      char *id = easel_id_new ();

      g_assert_cmpstr (last, <, id);
      g_free (last);
      last = id;
    }
}

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_IDS; i++)
    g_ptr_array_add (ids, easel_id_new ());
  return ids;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        {
          if (j > 0)
            g_assert_cmpstr (ids->pdata[j - 1], <, ids->pdata[j]);
          g_assert_true (g_hash_table_add (seen, g_strdup (ids->pdata[j])));
        }
    }
}

static void
test_derive (void)
{
  g_autofree char *id = easel_id_new ();
  g_autofree char *outfit = easel_id_derive (id, "outfit");
  g_autofree char *again = easel_id_derive (id, "outfit");
  g_autofree char *item = easel_id_derive (id, "item-1");
  g_autofree char *known = easel_id_derive ("00000000-0000-7000-8000-000000000000", "outfit");

  g_assert_cmpstr (outfit, ==, again);
  g_assert_cmpstr (outfit, !=, item);
  g_assert_cmpstr (outfit, !=, id);
  g_assert_true (easel_id_is_valid (outfit));
  g_assert_cmpint (outfit[14], ==, '8');
  g_assert_nonnull (strchr ("89ab", outfit[19]));

  /* SHA-256 of "00000000-0000-7000-8000-000000000000/outfit": on disk for ever. */
  g_assert_cmpstr (known, ==, "db2578c5-9b6b-897d-8165-ade73c13bab6");
}

static void
test_valid (void)
{
  g_assert_true (easel_id_is_valid ("0190163d-8694-739b-aea5-966c26f8ad91"));
  g_assert_false (easel_id_is_valid (NULL));
  g_assert_false (easel_id_is_valid (""));
  g_assert_false (easel_id_is_valid ("0190163D-8694-739B-AEA5-966C26F8AD91"));
  g_assert_false (easel_id_is_valid ("0190163d8694739baea5966c26f8ad91"));
  g_assert_false (easel_id_is_valid ("0190163d-8694-739b-aea5-966c26f8ad9"));
  g_assert_false (easel_id_is_valid ("../../../../etc/passwd/0000000000000"));
  g_assert_false (easel_id_is_valid ("0190163d-8694-739b-aea5-966c26f8ad91 "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/form", test_form);
  g_test_add_func ("/id/time", test_time);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/threads", test_threads);
  g_test_add_func ("/id/derive", test_derive);
  g_test_add_func ("/id/valid", test_valid);

  return g_test_run ();
}
