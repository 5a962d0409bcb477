/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-image-dialect.h"

typedef struct
{
  const char *aspect_ratio;
  const char *exact; /* both divisible by 16 */
  const char *classic;
} Size;

static const Size sizes[] = {
  { "1:1", "1024x1024", "1024x1024" }, { "3:2", "1536x1024", "1536x1024" },
  { "2:3", "1024x1536", "1024x1536" }, { "16:9", "1536x864", "1536x1024" },
  { "9:16", "864x1536", "1024x1536" }, { "4:3", "1408x1056", "1536x1024" },
  { "3:4", "1056x1408", "1024x1536" },
};

void
easel_openai_image_dialect_init (EaselOpenaiImageDialect *self, EaselProviderKind kind)
{
  gboolean openai = kind == EASEL_PROVIDER_OPENAI;

  self->size = EASEL_OPENAI_IMAGE_SIZE_EXACT;
  self->stream = TRUE;
  self->stream_always = openai;
  /* OpenAI's models send nothing else and refuse the word; others would send an address. */
  self->response_format = !openai;
  self->seed = !openai;
}

const char *
easel_openai_image_dialect_get_size (const EaselOpenaiImageDialect *self,
                                     EaselImageRequest *request)
{
  const char *aspect_ratio = easel_image_request_get_aspect_ratio (request);

  if (self->size == EASEL_OPENAI_IMAGE_SIZE_NONE)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_strcmp0 (aspect_ratio, sizes[i].aspect_ratio) == 0)
      return self->size == EASEL_OPENAI_IMAGE_SIZE_EXACT ? sizes[i].exact : sizes[i].classic;
  return NULL;
}

gboolean
easel_openai_image_dialect_streams (const EaselOpenaiImageDialect *self, EaselImageRequest *request)
{
  return self->stream && (self->stream_always || easel_image_request_get_n_partials (request) > 0);
}

gboolean
easel_openai_image_dialect_has_seed (const EaselOpenaiImageDialect *self,
                                     EaselImageRequest *request)
{
  return self->seed && easel_image_request_get_seed (request) >= 0;
}

/* Until another size is sent, or none. */
static gboolean
lower_size (EaselOpenaiImageDialect *self, EaselImageRequest *request)
{
  const char *sent = easel_openai_image_dialect_get_size (self, request);

  if (sent == NULL)
    return FALSE;
  while (g_strcmp0 (easel_openai_image_dialect_get_size (self, request), sent) == 0)
    self->size++;
  return TRUE;
}

/* @sent: whether it is in the request, so that leaving it out changes something */
static gboolean
drop (gboolean *flag, gboolean sent)
{
  if (sent)
    *flag = FALSE;
  return sent;
}

gboolean
easel_openai_image_dialect_adapt (EaselOpenaiImageDialect *self,
                                  EaselImageRequest *request,
                                  const char *param,
                                  gboolean guess)
{
  gboolean streams = easel_openai_image_dialect_streams (self, request);
  gboolean has_seed = easel_openai_image_dialect_has_seed (self, request);

  if (g_strcmp0 (param, "stream") == 0 || g_strcmp0 (param, "partial_images") == 0)
    return drop (&self->stream, streams);
  if (g_strcmp0 (param, "response_format") == 0)
    return drop (&self->response_format, self->response_format);
  if (g_strcmp0 (param, "seed") == 0)
    return drop (&self->seed, has_seed);
  if (g_strcmp0 (param, "size") == 0)
    return lower_size (self, request);

  return guess && param == NULL
         && (drop (&self->stream, streams) || drop (&self->response_format, self->response_format)
             || drop (&self->seed, has_seed) || lower_size (self, request));
}
