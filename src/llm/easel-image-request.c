/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-request.h"

struct _EaselImageRequest
{
  GObject parent_instance;

  char *prompt;
  GPtrArray *inputs;  /* (element-type EaselImageInput) */
  char *aspect_ratio; /* (nullable) */
  gint64 seed;
  guint n_partials;
};

G_DEFINE_FINAL_TYPE (EaselImageRequest, easel_image_request, G_TYPE_OBJECT)

static const char *const aspect_ratios[] = {
  "1:1", "3:2", "2:3", "16:9", "9:16", "4:3", "3:4", NULL
};

static void
input_free (gpointer data)
{
  EaselImageInput *input = data;

  g_bytes_unref (input->image);
  g_free (input->mime_type);
  g_free (input->label);
  g_free (input);
}

static void
easel_image_request_finalize (GObject *object)
{
  EaselImageRequest *self = EASEL_IMAGE_REQUEST (object);

  g_free (self->prompt);
  g_ptr_array_unref (self->inputs);
  g_free (self->aspect_ratio);

  G_OBJECT_CLASS (easel_image_request_parent_class)->finalize (object);
}

static void
easel_image_request_class_init (EaselImageRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_image_request_finalize;
}

static void
easel_image_request_init (EaselImageRequest *self)
{
  self->inputs = g_ptr_array_new_with_free_func (input_free);
  self->seed = -1;
}

EaselImageRequest *
easel_image_request_new (const char *prompt)
{
  EaselImageRequest *self;

  g_return_val_if_fail (prompt != NULL, NULL);

  self = g_object_new (EASEL_TYPE_IMAGE_REQUEST, NULL);
  self->prompt = g_strdup (prompt);
  return self;
}

void
easel_image_request_add_input (EaselImageRequest *self,
                               GBytes *image,
                               const char *mime_type,
                               const char *label)
{
  EaselImageInput *input;

  g_return_if_fail (EASEL_IS_IMAGE_REQUEST (self));
  g_return_if_fail (image != NULL);
  g_return_if_fail (mime_type != NULL);

  input = g_new0 (EaselImageInput, 1);
  input->image = g_bytes_ref (image);
  input->mime_type = g_strdup (mime_type);
  input->label = g_strdup (label);
  g_ptr_array_add (self->inputs, input);
}

const char *const *
easel_image_request_get_aspect_ratios (void)
{
  return aspect_ratios;
}

gboolean
easel_image_request_is_aspect_ratio (const char *text)
{
  return text != NULL && g_strv_contains (aspect_ratios, text);
}

void
easel_image_request_set_aspect_ratio (EaselImageRequest *self, const char *aspect_ratio)
{
  g_return_if_fail (EASEL_IS_IMAGE_REQUEST (self));
  g_return_if_fail (aspect_ratio == NULL || easel_image_request_is_aspect_ratio (aspect_ratio));

  g_set_str (&self->aspect_ratio, aspect_ratio);
}

void
easel_image_request_set_seed (EaselImageRequest *self, gint64 seed)
{
  g_return_if_fail (EASEL_IS_IMAGE_REQUEST (self));

  self->seed = MAX (seed, -1);
}

void
easel_image_request_set_n_partials (EaselImageRequest *self, guint n_partials)
{
  g_return_if_fail (EASEL_IS_IMAGE_REQUEST (self));

  self->n_partials = MIN (n_partials, EASEL_IMAGE_MAX_PARTIALS);
}

const char *
easel_image_request_get_prompt (EaselImageRequest *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), NULL);
  return self->prompt;
}

char *
easel_image_request_dup_labelled_prompt (EaselImageRequest *self)
{
  g_autoptr (GString) text = NULL;
  const char *separator = "\n\n";

  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), NULL);

  text = g_string_new (self->prompt);
  for (guint i = 0; i < self->inputs->len; i++)
    {
      EaselImageInput *input = g_ptr_array_index (self->inputs, i);

      if (input->label == NULL)
        continue;
      /* For the model: not translated, as the prompt is not. */
      g_string_append_printf (text, "%sPicture %u: %s", separator, i + 1, input->label);
      separator = "\n";
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

GPtrArray *
easel_image_request_get_inputs (EaselImageRequest *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), NULL);
  return self->inputs;
}

const char *
easel_image_request_get_aspect_ratio (EaselImageRequest *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), NULL);
  return self->aspect_ratio;
}

gboolean
easel_image_request_get_ratio (EaselImageRequest *self, guint *width, guint *height)
{
  char *colon;

  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), FALSE);

  if (self->aspect_ratio == NULL)
    return FALSE;
  *width = (guint) g_ascii_strtoull (self->aspect_ratio, &colon, 10);
  *height = (guint) g_ascii_strtoull (colon + 1, NULL, 10);
  return TRUE;
}

gint64
easel_image_request_get_seed (EaselImageRequest *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), -1);
  return self->seed;
}

guint
easel_image_request_get_n_partials (EaselImageRequest *self)
{
  g_return_val_if_fail (EASEL_IS_IMAGE_REQUEST (self), 0);
  return self->n_partials;
}
