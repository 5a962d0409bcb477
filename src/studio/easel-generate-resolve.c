/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-resolve.h"

#include "easel-analyze-params.h"
#include "easel-picture-import.h"
#include "easel-recipe-builder.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* (transfer full) (nullable): id of the picture @uri leads to */
static char *
import_file (EaselLibrary *library, EaselRun *run, const char *uri, GError **error)
{
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_uri (uri, NULL, FALSE);
  g_autoptr (EaselPictureImport) imported = easel_picture_import (library, run, params, error);

  if (imported == NULL)
    return NULL;
  if (imported->picture == NULL)
    g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE,
                 _ ("“%s” is a folder. Choose a picture."), params->name);
  return g_steal_pointer (&imported->picture);
}

EaselRecipe *
easel_generate_import_files (EaselLibrary *library,
                             EaselRun *run,
                             EaselRecipe *recipe,
                             GError **error)
{
  g_auto (GStrv) uris = easel_recipe_dup_files (recipe);
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  if (uris[0] == NULL)
    return g_object_ref (recipe);
  builder = easel_recipe_builder_new_from (recipe);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autofree char *picture = import_file (library, run, uris[i], error);

      if (picture == NULL)
        return NULL;
      easel_recipe_builder_replace_file (builder, uris[i], picture);
    }
  return easel_recipe_builder_end (builder);
}

/* Takes the entity @id into @entities, if there is one. */
static gboolean
load (EaselLibrary *library, GHashTable *entities, const char *id, GError **error)
{
  EaselEntity *entity;

  if (g_hash_table_contains (entities, id))
    return TRUE;
  if (!easel_library_find (library, id, &entity, error))
    return FALSE;
  if (entity != NULL)
    g_hash_table_insert (entities, (char *) easel_entity_get_id (entity), entity);
  return TRUE;
}

static gboolean
load_items (EaselLibrary *library, GHashTable *entities, const char *id, GError **error)
{
  EaselEntity *outfit = g_hash_table_lookup (entities, id);
  GPtrArray *references;

  if (outfit == NULL || !g_str_equal (easel_entity_get_kind (outfit), EASEL_ENTITY_OUTFIT))
    return TRUE;
  references = easel_entity_get_references (outfit);
  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      if (!load (library, entities, reference->target, error))
        return FALSE;
    }
  return TRUE;
}

GHashTable *
easel_generate_load_entities (EaselLibrary *library, EaselRecipe *recipe, GError **error)
{
  g_autoptr (GHashTable) entities = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           g_object_unref);
  g_auto (GStrv) ids = easel_recipe_dup_ids (recipe);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!load (library, entities, ids[i], error) || !load_items (library, entities, ids[i], error))
      return NULL;
  return g_steal_pointer (&entities);
}

/* Where @part belongs; for what is gone, where the check then says so. */
static const char *
find_slot (const EaselRecipePart *part, EaselGenerator *generator, GHashTable *entities)
{
  EaselEntity *entity = g_hash_table_lookup (entities, part->value);
  const EaselRecipeSlot *slot = entity != NULL
                                    ? easel_recipe_slot_lookup_kind (easel_entity_get_kind (entity))
                                    : NULL;

  if (slot != NULL)
    return slot->name;
  return easel_generator_get_default_slot (generator);
}

EaselRecipe *
easel_generate_settle (EaselRecipe *recipe, EaselGenerator *generator, GHashTable *entities)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (recipe);
  GPtrArray *parts = easel_recipe_get_parts (recipe);
  g_auto (GStrv) ids = easel_recipe_dup_ids (recipe);

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (parts, i);

      if (g_str_equal (part->slot, EASEL_SLOT_ANY))
        easel_recipe_builder_set_slot (builder, i, find_slot (part, generator, entities));
    }
  for (guint i = 0; ids[i] != NULL; i++)
    {
      EaselEntity *entity = g_hash_table_lookup (entities, ids[i]);

      if (entity != NULL && g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
        easel_recipe_builder_take_for_picture (builder, ids[i]);
    }
  return easel_recipe_builder_end (builder);
}
