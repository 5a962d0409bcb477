/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-writer.h"

#include "easel-bus-params.h"

typedef struct
{
  GPtrArray *objects; /* (owned) */
  EaselBusWriteFunc write;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_ptr_array_unref (writing->objects);
  g_free (writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Writing *writing = task_data;
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < writing->objects->len; i++)
    {
      g_autoptr (JsonNode) node = writing->write (g_ptr_array_index (writing->objects, i));

      g_ptr_array_add (texts, json_to_string (node, FALSE));
    }
  g_task_return_pointer (task, texts, (GDestroyNotify) g_ptr_array_unref);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autoptr (GPtrArray) texts = g_task_propagate_pointer (G_TASK (result), NULL);

  g_dbus_method_invocation_return_value (invocation, easel_bus_params_new_list (texts));
}

void
easel_bus_writer_answer (GDBusMethodInvocation *invocation,
                         GPtrArray *objects,
                         EaselBusWriteFunc write)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_written, invocation);
  Writing *writing = g_new0 (Writing, 1);

  writing->objects = objects;
  writing->write = write;
  g_task_set_source_tag (task, easel_bus_writer_answer);
  g_task_set_name (task, "write objects");
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}
