/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-client.h"
#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiImages:
 *
 * Pictures by the Images API of OpenAI, or of a server that speaks as it does. Adapts to what a
 * server refuses, and remembers it per model, in memory. Any thread.
 */
typedef struct _EaselOpenaiImages EaselOpenaiImages;

/* @client: (transfer none): must live longer */
EaselOpenaiImages *easel_openai_images_new (EaselProviderClient *client);
void easel_openai_images_free (EaselOpenaiImages *self);

/* As EaselProviderClass.generate_image(). */
gboolean easel_openai_images_generate (EaselOpenaiImages *self,
                                       const char *model,
                                       EaselImageRequest *request,
                                       EaselImageReply *reply,
                                       EaselPictureFunc picture_func,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
