/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity-kind.h"

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The tag of what a person marked with a star. */
#define EASEL_ENTITY_FAVORITE "favorite"

/**
 * EaselEntityPicture:
 * @picture: id of a picture entity
 * @role: "source", "preview" …
 */
typedef struct
{
  char *picture;
  char *role;
} EaselEntityPicture;

/**
 * EaselEntityReference:
 * @role: what the target is to the entity, such as "item"
 * @target: id of the entity pointed to
 */
typedef struct
{
  char *role;
  char *target;
} EaselEntityReference;

/**
 * EaselEntity:
 *
 * One thing in the library. Filled in by its maker, then handed to the library and only
 * read; what the library gives out is a snapshot. One thread at a time while it is filled.
 *
 * Properties, all readable, for bindings: `id`, `kind`, `name`, `created`, `archived`,
 * `thumbnail`.
 */
#define EASEL_TYPE_ENTITY (easel_entity_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntity, easel_entity, EASEL, ENTITY, GObject)

EaselEntity *easel_entity_new (const char *id, const char *kind, const char *name);

const char *easel_entity_get_id (EaselEntity *self);
const char *easel_entity_get_kind (EaselEntity *self);
const char *easel_entity_get_name (EaselEntity *self);
void easel_entity_set_name (EaselEntity *self, const char *name);

/* (transfer none) (not nullable): the fields of the kind's schema */
JsonObject *easel_entity_get_attributes (EaselEntity *self);
/* @attributes: (transfer none): a reference is taken; do not change it afterwards */
void easel_entity_set_attributes (EaselEntity *self, JsonObject *attributes);

/* (transfer none) (not nullable) */
const char *const *easel_entity_get_tags (EaselEntity *self);
void easel_entity_set_tags (EaselEntity *self, const char *const *tags);
/* Whether %EASEL_ENTITY_FAVORITE is among them. */
gboolean easel_entity_is_favorite (EaselEntity *self);

/* (transfer none) (element-type EaselEntityPicture) */
GPtrArray *easel_entity_get_pictures (EaselEntity *self);
void easel_entity_add_picture (EaselEntity *self, const char *picture, const char *role);

/* (transfer none) (element-type EaselEntityReference) */
GPtrArray *easel_entity_get_references (EaselEntity *self);
void easel_entity_add_reference (EaselEntity *self, const char *role, const char *target);

/* Provenance; each (nullable). */
const char *easel_entity_get_job (EaselEntity *self);
const char *easel_entity_get_analyzer (EaselEntity *self);
const char *easel_entity_get_provider (EaselEntity *self);
const char *easel_entity_get_model (EaselEntity *self);
const char *easel_entity_get_prompt_revision (EaselEntity *self);
void easel_entity_set_provenance (EaselEntity *self,
                                  const char *job,
                                  const char *analyzer,
                                  const char *provider,
                                  const char *model,
                                  const char *prompt_revision);

gboolean easel_entity_get_archived (EaselEntity *self);
/* Unix times in microseconds; set by the library. */
gint64 easel_entity_get_created (EaselEntity *self);
gint64 easel_entity_get_updated (EaselEntity *self);
/* Counts changes, from 1; set by the library. */
guint easel_entity_get_revision (EaselEntity *self);
/* (nullable): path of a small picture */
const char *easel_entity_get_thumbnail (EaselEntity *self);

/* (transfer full): one JSON object with everything above, for --json and exports */
JsonNode *easel_entity_to_json (EaselEntity *self);

/**
 * easel_entity_from_json:
 * @node: what easel_entity_to_json() gave, or what was read from its text; nothing of it is shared
 *
 * Members that it does not know are left out.
 *
 * Returns: (transfer full) (nullable): a snapshot; %NULL with %EASEL_LIBRARY_ERROR_INVALID, which
 *   names the first member that is missing or of another type
 */
EaselEntity *easel_entity_from_json (JsonNode *node, GError **error);

G_END_DECLS
