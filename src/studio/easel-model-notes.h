/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselModelNotes:
 *
 * What providers have said about their models' eyes since Easel started, so that a picture is
 * not sent to a model that is known not to see. Any thread.
 */
#define EASEL_TYPE_MODEL_NOTES (easel_model_notes_get_type ())
G_DECLARE_FINAL_TYPE (EaselModelNotes, easel_model_notes, EASEL, MODEL_NOTES, GObject)

EaselModelNotes *easel_model_notes_new (void);

/* @models: (element-type EaselModel): a provider's whole list */
void
easel_model_notes_take_list (EaselModelNotes *self, EaselProviderConfig *config, GPtrArray *models);

/* Whether the model is known to see pictures. */
gboolean
easel_model_notes_sees (EaselModelNotes *self, EaselProviderConfig *config, const char *model);

/* Fails when the model is known not to see pictures: %EASEL_LLM_ERROR_NO_VISION. */
gboolean easel_model_notes_check_vision (EaselModelNotes *self,
                                         EaselProviderConfig *config,
                                         const char *model,
                                         GError **error);

G_END_DECLS
