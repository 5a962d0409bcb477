/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-model-notes.h"

#include "easel-llm-error.h"
#include "easel-provider.h"

#include <glib/gi18n.h>

struct _EaselModelNotes
{
  GObject parent_instance;

  GMutex lock;
  GHashTable *eyes; /* (owned): address and model → whether it is known to see */
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

  g_hash_table_unref (self->eyes);
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
  self->eyes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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

      if (model->vision_known)
        g_hash_table_insert (self->eyes, g_steal_pointer (&key), GINT_TO_POINTER (model->vision));
      else
        g_hash_table_remove (self->eyes, key);
    }
  g_mutex_unlock (&self->lock);
}

/* Whether something is known about it, and then *@sees. */
static gboolean
look_up (EaselModelNotes *self, EaselProviderConfig *config, const char *model, gboolean *sees)
{
  g_autofree char *key = make_key (config, model);
  gpointer value;
  gboolean is_known;

  g_mutex_lock (&self->lock);
  is_known = g_hash_table_lookup_extended (self->eyes, key, NULL, &value);
  g_mutex_unlock (&self->lock);

  *sees = is_known && GPOINTER_TO_INT (value);
  return is_known;
}

gboolean
easel_model_notes_sees (EaselModelNotes *self, EaselProviderConfig *config, const char *model)
{
  gboolean sees;

  g_return_val_if_fail (EASEL_IS_MODEL_NOTES (self), FALSE);

  return look_up (self, config, model, &sees) && sees;
}

gboolean
easel_model_notes_check_vision (EaselModelNotes *self,
                                EaselProviderConfig *config,
                                const char *model,
                                GError **error)
{
  gboolean sees;

  g_return_val_if_fail (EASEL_IS_MODEL_NOTES (self), FALSE);

  if (!look_up (self, config, model, &sees) || sees)
    return TRUE;

  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_VISION,
               _ ("The model “%s” cannot see pictures."), model);
  return FALSE;
}
