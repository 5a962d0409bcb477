/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library.h"

#include <unistd.h>

/* Usage: library-importer DATA CACHE PICTURES
 *
 * Brings every picture of the folder PICTURES, on several threads, and makes an outfit and a
 * clothing item of each, as a job that may be repeated does. Says the ids of what is in the
 * library, a line each, once it is there. To be killed at any moment. */

#define N_THREADS 4

typedef struct
{
  EaselLibrary *library;
  const char *folder;
  GPtrArray *names; /* (element-type utf8) */
  int next;         /* atomic: index of the next name to take */
} Importer;

static void
say (const char *id)
{
  g_autofree char *line = g_strconcat (id, "\n", NULL);
  gssize size = (gssize) strlen (line);

  /* In one piece, or the reader could not tell. */
  g_assert_cmpint (write (STDOUT_FILENO, line, (gsize) size), ==, size);
}

static EaselEntity *
make_entity (const char *job, const char *part, const char *kind, const char *picture)
{
  g_autofree char *id = easel_id_derive (job, part);
  EaselEntity *entity = easel_entity_new (id, kind, part);

  easel_entity_set_provenance (entity, job, "outfit", "demo", "pixels", "r1");
  easel_entity_add_picture (entity, picture, "source");
  return entity;
}

static void
import (Importer *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EaselEntity) picture = NULL;
  EaselEntity *outfit, *item;
  g_autoptr (GError) error = NULL;

  picture = easel_library_import_picture (self->library, path, name, name, easel_id_new, NULL,
                                          &error);
  g_assert_no_error (error);
  say (easel_entity_get_id (picture));

  outfit = make_entity (name, "outfit", EASEL_ENTITY_OUTFIT, easel_entity_get_id (picture));
  item = make_entity (name, "item-1", EASEL_ENTITY_CLOTHING_ITEM, easel_entity_get_id (picture));
  easel_entity_add_reference (outfit, "item", easel_entity_get_id (item));
  g_ptr_array_add (entities, outfit);
  g_ptr_array_add (entities, item);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
  easel_library_remember_analysis (self->library, easel_entity_get_id (picture), "outfit", "demo",
                                   "pixels", "r1", easel_entity_get_id (outfit), &error);
  g_assert_no_error (error);
  say (easel_entity_get_id (outfit));
  say (easel_entity_get_id (item));
}

static gpointer
run (gpointer data)
{
  Importer *self = data;
  guint i;

  while ((i = (guint) g_atomic_int_add (&self->next, 1)) < self->names->len)
    import (self, g_ptr_array_index (self->names, i));
  return NULL;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *opened = user_data;
  g_autoptr (GError) error = NULL;

  *opened = easel_library_open_finish (EASEL_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

int
main (int argc, char *argv[])
{
  g_autoptr (EaselLibrary) library = NULL;
  g_autoptr (GPtrArray) names = NULL;
  Importer self = { 0 };
  GThread *threads[N_THREADS];
  gboolean opened = FALSE;

  g_assert_cmpint (argc, ==, 4);
  library = easel_library_new (argv[1], argv[2]);
  easel_library_open_async (library, NULL, on_opened, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);

  names = list_names (argv[3]);
  self.library = library;
  self.folder = argv[3];
  self.names = names;
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("importer", run, &self);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  easel_library_close (library);
  return 0;
}
