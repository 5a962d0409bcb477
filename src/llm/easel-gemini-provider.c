/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-provider.h"

#include "easel-gemini-batches.h"
#include "easel-gemini-codec.h"
#include "easel-gemini-error.h"
#include "easel-gemini-models.h"
#include "easel-gemini-request.h"
#include "easel-image-reader.h"

#define MODELS_PER_PAGE 200

struct _EaselGeminiProvider
{
  EaselHttpProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselGeminiProvider, easel_gemini_provider, EASEL_TYPE_HTTP_PROVIDER)

/* The key could go into the address too, and from there into everybody's logs. */
static const EaselProviderManners manners = {
  .key_header = "x-goog-api-key",
  .read_error = easel_gemini_error_from_object,
};

static const EaselReplyFormat format = {
  .fold_event = easel_gemini_codec_fold_event,
  .fold_body = easel_gemini_codec_fold_body,
};

static const EaselImageFormat image_format = {
  .fold_event = easel_gemini_codec_fold_image_event,
  .fold_body = easel_gemini_codec_fold_image_body,
};

static gboolean
easel_gemini_provider_generate_image (EaselProvider *provider,
                                      const char *model,
                                      EaselImageRequest *request,
                                      EaselImageReply *reply,
                                      EaselPictureFunc picture_func,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error)
{
  EaselProviderClient *client = easel_http_provider_get_client (EASEL_HTTP_PROVIDER (provider));
  EaselImageFold fold = { .reply = reply, .picture_func = picture_func, .user_data = user_data };
  g_autofree char *path = easel_gemini_request_make_path (model);
  g_autoptr (EaselRequestStream) body = easel_gemini_request_build_image (request);
  g_autoptr (EaselHttpCall) call = easel_provider_client_start (
      client, "POST", path, body, "application/json", cancellable, error);

  if (call == NULL)
    return FALSE;
  if (!easel_http_call_is_success (call))
    {
      g_autofree char *param = NULL;
      gboolean specific;

      g_propagate_error (
          error, easel_provider_client_read_refusal (client, call, &param, &specific, cancellable));
      return FALSE;
    }
  return easel_image_reader_read (client, &image_format, &fold, call, cancellable, error);
}

static char *
make_models_path (const char *token)
{
  g_autofree char *escaped = token != NULL ? g_uri_escape_string (token, NULL, FALSE) : NULL;

  return escaped != NULL
             ? g_strdup_printf ("/models?pageSize=%d&pageToken=%s", MODELS_PER_PAGE, escaped)
             : g_strdup_printf ("/models?pageSize=%d", MODELS_PER_PAGE);
}

static GPtrArray *
easel_gemini_provider_list_models (EaselProvider *provider,
                                   GCancellable *cancellable,
                                   GError **error)
{
  return easel_http_provider_list_pages (EASEL_HTTP_PROVIDER (provider), make_models_path,
                                         easel_gemini_models_read, cancellable, error);
}

static void
easel_gemini_provider_class_init (EaselGeminiProviderClass *klass)
{
  EaselProviderClass *provider_class = EASEL_PROVIDER_CLASS (klass);
  EaselHttpProviderClass *http_class = EASEL_HTTP_PROVIDER_CLASS (klass);

  provider_class->list_models = easel_gemini_provider_list_models;
  provider_class->generate_image = easel_gemini_provider_generate_image;
  provider_class->batches = &easel_gemini_batches;
  http_class->manners = &manners;
  http_class->format = &format;
  http_class->make_path = easel_gemini_request_make_path;
  http_class->build = easel_gemini_request_build;
}

static void
easel_gemini_provider_init (EaselGeminiProvider *self)
{
}

EaselProvider *
easel_gemini_provider_new (EaselProviderConfig *config, EaselKeyring *keyring)
{
  return easel_http_provider_new (EASEL_TYPE_GEMINI_PROVIDER, config, keyring);
}
