/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define EASEL_IMAGE_MAX_PARTIALS 3

/**
 * EaselImageInput:
 * @label: (nullable): what the picture shows, in words for the model
 *
 * A picture that a new one is made from.
 */
typedef struct
{
  GBytes *image;
  char *mime_type;
  char *label;
} EaselImageInput;

/**
 * EaselImageRequest:
 *
 * What picture is wanted, in no provider's format. One request makes one picture. Built on
 * one thread, then only read.
 */
#define EASEL_TYPE_IMAGE_REQUEST (easel_image_request_get_type ())
G_DECLARE_FINAL_TYPE (EaselImageRequest, easel_image_request, EASEL, IMAGE_REQUEST, GObject)

EaselImageRequest *easel_image_request_new (const char *prompt);

/* In the order in which the prompt speaks of them. @label: (nullable) */
void easel_image_request_add_input (EaselImageRequest *self,
                                    GBytes *image,
                                    const char *mime_type,
                                    const char *label);

/* The ratios there are: "1:1", "3:2", "2:3", "16:9", "9:16", "4:3", "3:4". (transfer none)
 * (array zero-terminated=1) */
const char *const *easel_image_request_get_aspect_ratios (void);
/* Whether @text is one of them. */
gboolean easel_image_request_is_aspect_ratio (const char *text);

/* @aspect_ratio: (nullable): one of the ratios; the provider's choice when %NULL */
void easel_image_request_set_aspect_ratio (EaselImageRequest *self, const char *aspect_ratio);
/* -1: none. Only some servers take one. */
void easel_image_request_set_seed (EaselImageRequest *self, gint64 seed);
/* How many unfinished pictures to show on the way, 0 to %EASEL_IMAGE_MAX_PARTIALS. Fewer, or
 * none, may come. */
void easel_image_request_set_n_partials (EaselImageRequest *self, guint n_partials);

const char *easel_image_request_get_prompt (EaselImageRequest *self);
/* (transfer full): the prompt, with a line for each input that has a label; for providers that
 * send the pictures apart from the words */
char *easel_image_request_dup_labelled_prompt (EaselImageRequest *self);
/* (transfer none) (element-type EaselImageInput) */
GPtrArray *easel_image_request_get_inputs (EaselImageRequest *self);
/* (nullable) */
const char *easel_image_request_get_aspect_ratio (EaselImageRequest *self);
/* The ratio's two numbers. Returns: %FALSE when the provider is to choose. */
gboolean easel_image_request_get_ratio (EaselImageRequest *self, guint *width, guint *height);
gint64 easel_image_request_get_seed (EaselImageRequest *self);
guint easel_image_request_get_n_partials (EaselImageRequest *self);

G_END_DECLS
