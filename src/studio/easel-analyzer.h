/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-item.h"

G_BEGIN_DECLS

/**
 * EaselAnalyzer:
 *
 * One data file of data/analyzers: what to look for in a picture. Immutable. Any thread.
 */
#define EASEL_TYPE_ANALYZER (easel_analyzer_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnalyzer, easel_analyzer, EASEL, ANALYZER, EaselDataItem)

/* (transfer full) (nullable): the error says what is missing, and in which file */
EaselAnalyzer *easel_analyzer_new_from_json (JsonNode *json, const char *source, GError **error);

/* See easel_data_item_get_name() … */
const char *easel_analyzer_get_name (EaselAnalyzer *self);
const char *easel_analyzer_get_title (EaselAnalyzer *self);
const char *easel_analyzer_get_description (EaselAnalyzer *self);

/* (transfer none) (nullable): names of the analyzers it runs side by side; %NULL for a plain one */
const char *const *easel_analyzer_get_children (EaselAnalyzer *self);

/* For a plain analyzer; (transfer none) (not nullable) */
const char *easel_analyzer_get_entity_kind (EaselAnalyzer *self);
const char *easel_analyzer_get_prompt (EaselAnalyzer *self);
/* (transfer full): a schema of the caller's own, because json-glib counts its references for
 * one thread at a time, also on a copy's members */
JsonNode *easel_analyzer_dup_schema (EaselAnalyzer *self);
/* A hash of prompt, schema and revision number: changes when an answer could. */
const char *easel_analyzer_get_prompt_revision (EaselAnalyzer *self);

/* How a list field becomes entities of its own; %NULL members when it does not. */
typedef struct
{
  const char *field;            /* "clothing_items" */
  const char *entity_kind;      /* "clothing_item" */
  const char *role;             /* "item" */
  const char *const *name_from; /* fields that make its name */
} EaselAnalyzerItems;

/* (transfer none) (nullable) */
const EaselAnalyzerItems *easel_analyzer_get_items (EaselAnalyzer *self);

G_END_DECLS
