/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselEntityAttributes:
 *
 * The fields of an analysis as a boxed list: label and value, lists as chips. Invisible while
 * there is nothing to show. For entity pages and for the result on a job's page.
 */
#define EASEL_TYPE_ENTITY_ATTRIBUTES (easel_entity_attributes_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityAttributes,
                      easel_entity_attributes,
                      EASEL,
                      ENTITY_ATTRIBUTES,
                      AdwPreferencesGroup)

GtkWidget *easel_entity_attributes_new (void);

/**
 * easel_entity_attributes_set_object:
 * @object: (nullable) (transfer none): a JSON object of fields; read here, not kept
 * @skip: (nullable) (array zero-terminated=1): fields to leave out
 */
void easel_entity_attributes_set_object (EaselEntityAttributes *self,
                                         JsonObject *object,
                                         const char *const *skip);

/* @origins: (nullable): see easel-entity-origin.h; for what is set next */
void easel_entity_attributes_set_origins (EaselEntityAttributes *self, GHashTable *origins);

/* (transfer full): how a person reads the name of a field, such as "Style Genre" */
char *easel_entity_attributes_describe_field (const char *field);

/* (transfer full) (nullable): what @value, of @field or in a list of that name, says in one line;
 * %NULL for a list */
char *easel_entity_attributes_describe_value (const char *field, JsonNode *value);

G_END_DECLS
