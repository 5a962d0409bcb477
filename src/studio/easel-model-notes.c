/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-model-notes.h"

#include "easel-llm-error.h"
#include "easel-provider.h"

#include <glib/gi18n.h>

struct _EaselModelNotes
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *blind; /* (owned) (element-type utf8): address and model known not to see */
};

G_DEFINE_FINAL_TYPE (EaselModelNotes, easel_model_notes, G_TYPE_OBJECT)

/* By address, so that nothing said elsewhere holds after a provider's address was changed. */
static char *
make_key (EaselProviderConfig *config, const char *model)
{
  const char *url = easel_provider_config_get_url (config);

  return g_strdup_printf ("%s %s", url != NULL ? url : easel_provider_config_get_id (config),
                          model);
}

static void
easel_model_notes_finalize (GObject *object)
{
  EaselModelNotes *self = EASEL_MODEL_NOTES (object);

  g_hash_table_unref (self->blind);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (easel_model_notes_parent_class)->finalize (object);
}

static void
easel_model_notes_class_init (EaselModelNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_model_notes_finalize;
}

static void
easel_model_notes_init (EaselModelNotes *self)
{
  g_mutex_init (&self->lock);
  self->blind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EaselModelNotes *
easel_model_notes_new (void)
{
  return g_object_new (EASEL_TYPE_MODEL_NOTES, NULL);
}

void
easel_model_notes_take_list (EaselModelNotes *self, EaselProviderConfig *config, GPtrArray *models)
{
  g_return_if_fail (EASEL_IS_MODEL_NOTES (self));

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < models->len; i++)
    {
      const EaselModel *model = g_ptr_array_index (models, i);
      g_autofree char *key = make_key (config, model->id);

      if (model->vision_known && !model->vision)
        g_hash_table_add (self->blind, g_steal_pointer (&key));
      else
        g_hash_table_remove (self->blind, key);
    }
  g_mutex_unlock (&self->lock);
}

gboolean
easel_model_notes_check_vision (EaselModelNotes *self,
                                EaselProviderConfig *config,
                                const char *model,
                                GError **error)
{
  g_autofree char *key = make_key (config, model);
  gboolean blind;

  g_return_val_if_fail (EASEL_IS_MODEL_NOTES (self), FALSE);

  g_mutex_lock (&self->lock);
  blind = g_hash_table_contains (self->blind, key);
  g_mutex_unlock (&self->lock);

  if (blind)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_VISION,
                 _ ("The model “%s” cannot see pictures."), model);
  return !blind;
}
