/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-provider.h"

#include "easel-anthropic-batches.h"
#include "easel-anthropic-codec.h"
#include "easel-anthropic-error.h"
#include "easel-anthropic-models.h"
#include "easel-anthropic-request.h"

#define API_VERSION "2026-10-21"
#define MODELS_PER_PAGE 100

struct _EaselAnthropicProvider
{
  EaselHttpProvider parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselAnthropicProvider, easel_anthropic_provider, EASEL_TYPE_HTTP_PROVIDER)

/* The documentation has "x-api-key", Anthropic's own SDK a Bearer token, and gateways one or the
 * other. */
static const EaselProviderManners manners = {
  .key_header = "x-api-key",
  .try_bearer = TRUE,
  .header = "anthropic-version",
  .header_value = API_VERSION,
  .read_error = easel_anthropic_error_from_object,
};

static const EaselReplyFormat format = {
  .fold_event = easel_anthropic_codec_fold_event,
  .fold_body = easel_anthropic_codec_fold_body,
};

static char *
make_path (const char *model)
{
  return g_strdup ("/messages");
}

static char *
make_models_path (const char *after)
{
  g_autofree char *escaped = after != NULL ? g_uri_escape_string (after, NULL, FALSE) : NULL;

  return escaped != NULL
             ? g_strdup_printf ("/models?limit=%d&after_id=%s", MODELS_PER_PAGE, escaped)
             : g_strdup_printf ("/models?limit=%d", MODELS_PER_PAGE);
}

static GPtrArray *
easel_anthropic_provider_list_models (EaselProvider *provider,
                                      GCancellable *cancellable,
                                      GError **error)
{
  return easel_http_provider_list_pages (EASEL_HTTP_PROVIDER (provider), make_models_path,
                                         easel_anthropic_models_read, cancellable, error);
}

static void
easel_anthropic_provider_class_init (EaselAnthropicProviderClass *klass)
{
  EaselHttpProviderClass *http_class = EASEL_HTTP_PROVIDER_CLASS (klass);

  EASEL_PROVIDER_CLASS (klass)->list_models = easel_anthropic_provider_list_models;
  EASEL_PROVIDER_CLASS (klass)->batches = &easel_anthropic_batches;
  http_class->manners = &manners;
  http_class->format = &format;
  http_class->make_path = make_path;
  http_class->build = easel_anthropic_request_build;
}

static void
easel_anthropic_provider_init (EaselAnthropicProvider *self)
{
}

EaselProvider *
easel_anthropic_provider_new (EaselProviderConfig *config, EaselKeyring *keyring)
{
  return easel_http_provider_new (EASEL_TYPE_ANTHROPIC_PROVIDER, config, keyring);
}
