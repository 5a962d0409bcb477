/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-config.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define DEFAULT_LANES 4
/* A model on this machine has the one graphics card to itself. */
#define DEFAULT_LOCAL_LANES 1

struct _EaselProviderConfig
{
  GObject parent_instance;

  char *id;
  char *name;
  EaselProviderKind kind;
  char *url; /* (nullable) */
  gboolean needs_key;
  gboolean allow_http;
  guint lanes;
  gboolean lanes_per_model;
  guint max_image_edge;
  guint context_tokens;
  gint64 daily_budget;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_KIND,
  PROP_URL,
  PROP_NEEDS_KEY,
  PROP_ALLOW_HTTP,
  PROP_LANES,
  PROP_LANES_PER_MODEL,
  PROP_MAX_IMAGE_EDGE,
  PROP_CONTEXT_TOKENS,
  PROP_DAILY_BUDGET,
} EaselProviderConfigProperty;

static GParamSpec *properties[PROP_DAILY_BUDGET + 1];

G_DEFINE_FINAL_TYPE (EaselProviderConfig, easel_provider_config, G_TYPE_OBJECT)

static const EaselProviderPreset presets[] = {
  { "openai", "OpenAI", EASEL_PROVIDER_OPENAI, "https://api.openai.com/v1", TRUE, FALSE,
    "https://platform.openai.com/api-keys" },
  { "anthropic", "Anthropic", EASEL_PROVIDER_ANTHROPIC, "https://api.anthropic.com/v1", TRUE, FALSE,
    "https://console.anthropic.com/settings/keys" },
  { "gemini", "Gemini", EASEL_PROVIDER_GEMINI, "https://generativelanguage.googleapis.com/v1beta",
    TRUE, FALSE, "https://aistudio.google.com/apikey" },
  { "openrouter", "OpenRouter", EASEL_PROVIDER_COMPATIBLE, "https://openrouter.ai/api/v1", TRUE,
    FALSE, "https://openrouter.ai/keys" },
  { "ollama", "Ollama", EASEL_PROVIDER_OLLAMA, "http://localhost:11434", FALSE, TRUE, NULL },
  { "llama-cpp", "llama.cpp", EASEL_PROVIDER_COMPATIBLE, "http://localhost:8080/v1", FALSE, TRUE,
    NULL },
  { "lm-studio", "LM Studio", EASEL_PROVIDER_COMPATIBLE, "http://localhost:1234/v1", FALSE, TRUE,
    NULL },
  { "vllm", "vLLM", EASEL_PROVIDER_COMPATIBLE, "http://localhost:8000/v1", FALSE, TRUE, NULL },
};

/* (nullable): how the vendor of a wire format sets it up; nobody owns Chat Completions */
static const EaselProviderPreset *
find_vendor (EaselProviderKind kind)
{
  for (guint i = 0; kind != EASEL_PROVIDER_COMPATIBLE && i < G_N_ELEMENTS (presets); i++)
    if (presets[i].kind == kind)
      return &presets[i];
  return NULL;
}

static char *
normalize_url (const char *url)
{
  g_autofree char *text = NULL;
  gsize length;

  if (url == NULL)
    return NULL;
  text = g_strstrip (g_strdup (url));
  length = strlen (text);
  while (length > 0 && text[length - 1] == '/')
    text[--length] = '\0';
  return length > 0 ? g_steal_pointer (&text) : NULL;
}

static void
easel_provider_config_finalize (GObject *object)
{
  EaselProviderConfig *self = EASEL_PROVIDER_CONFIG (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->url);

  G_OBJECT_CLASS (easel_provider_config_parent_class)->finalize (object);
}

static void
easel_provider_config_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  EaselProviderConfig *self = EASEL_PROVIDER_CONFIG (object);

  switch ((EaselProviderConfigProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_NEEDS_KEY:
      g_value_set_boolean (value, self->needs_key);
      break;
    case PROP_ALLOW_HTTP:
      g_value_set_boolean (value, self->allow_http);
      break;
    case PROP_LANES:
      g_value_set_uint (value, self->lanes);
      break;
    case PROP_LANES_PER_MODEL:
      g_value_set_boolean (value, self->lanes_per_model);
      break;
    case PROP_MAX_IMAGE_EDGE:
      g_value_set_uint (value, self->max_image_edge);
      break;
    case PROP_CONTEXT_TOKENS:
      g_value_set_uint (value, self->context_tokens);
      break;
    case PROP_DAILY_BUDGET:
      g_value_set_int64 (value, self->daily_budget);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
easel_provider_config_set_property (GObject *object,
                                    guint prop_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  EaselProviderConfig *self = EASEL_PROVIDER_CONFIG (object);

  switch ((EaselProviderConfigProperty) prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_KIND:
      self->kind = (EaselProviderKind) g_value_get_int (value);
      break;
    case PROP_URL:
      self->url = normalize_url (g_value_get_string (value));
      break;
    case PROP_NEEDS_KEY:
      self->needs_key = g_value_get_boolean (value);
      break;
    case PROP_ALLOW_HTTP:
      self->allow_http = g_value_get_boolean (value);
      break;
    case PROP_LANES:
      self->lanes = g_value_get_uint (value);
      break;
    case PROP_LANES_PER_MODEL:
      self->lanes_per_model = g_value_get_boolean (value);
      break;
    case PROP_MAX_IMAGE_EDGE:
      self->max_image_edge = g_value_get_uint (value);
      break;
    case PROP_CONTEXT_TOKENS:
      self->context_tokens = g_value_get_uint (value);
      break;
    case PROP_DAILY_BUDGET:
      self->daily_budget = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
easel_provider_config_class_init (EaselProviderConfigClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_provider_config_finalize;
  object_class->get_property = easel_provider_config_get_property;
  object_class->set_property = easel_provider_config_set_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, EASEL_PROVIDER_DEMO,
                                            EASEL_N_PROVIDER_KINDS - 1, EASEL_PROVIDER_DEMO, flags);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_NEEDS_KEY] = g_param_spec_boolean ("needs-key", NULL, NULL, FALSE, flags);
  properties[PROP_ALLOW_HTTP] = g_param_spec_boolean ("allow-http", NULL, NULL, FALSE, flags);
  properties[PROP_LANES] = g_param_spec_uint ("lanes", NULL, NULL, 1, EASEL_PROVIDER_MAX_LANES,
                                              DEFAULT_LANES, flags);
  properties[PROP_LANES_PER_MODEL] = g_param_spec_boolean ("lanes-per-model", NULL, NULL, FALSE,
                                                           flags);
  properties[PROP_MAX_IMAGE_EDGE] = g_param_spec_uint ("max-image-edge", NULL, NULL, 16, 65535,
                                                       EASEL_PROVIDER_MAX_IMAGE_EDGE, flags);
  properties[PROP_CONTEXT_TOKENS] = g_param_spec_uint (
      "context-tokens", NULL, NULL, EASEL_PROVIDER_MIN_CONTEXT_TOKENS, G_MAXINT32,
      EASEL_PROVIDER_CONTEXT_TOKENS, flags);
  properties[PROP_DAILY_BUDGET] = g_param_spec_int64 ("daily-budget", NULL, NULL, 0, G_MAXINT64, 0,
                                                      flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_provider_config_init (EaselProviderConfig *self)
{
}

const char *
easel_provider_kind_to_string (EaselProviderKind kind)
{
  switch (kind)
    {
    case EASEL_PROVIDER_DEMO:
      return "demo";
    case EASEL_PROVIDER_OPENAI:
      return "openai";
    case EASEL_PROVIDER_COMPATIBLE:
      return "compatible";
    case EASEL_PROVIDER_ANTHROPIC:
      return "anthropic";
    case EASEL_PROVIDER_GEMINI:
      return "gemini";
    case EASEL_PROVIDER_OLLAMA:
      return "ollama";
    default:
      g_return_val_if_reached ("demo");
    }
}

gboolean
easel_provider_kind_from_string (const char *text, EaselProviderKind *kind)
{
  for (int i = EASEL_PROVIDER_DEMO; i < EASEL_N_PROVIDER_KINDS; i++)
    if (g_strcmp0 (text, easel_provider_kind_to_string ((EaselProviderKind) i)) == 0)
      {
        *kind = (EaselProviderKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
easel_model_task_to_string (EaselModelTask task)
{
  switch (task)
    {
    case EASEL_MODEL_TASK_VISION:
      return "vision";
    case EASEL_MODEL_TASK_TEXT:
      return "text";
    case EASEL_MODEL_TASK_IMAGE:
      return "image";
    default:
      g_return_val_if_reached ("text");
    }
}

gboolean
easel_model_task_from_string (const char *text, EaselModelTask *task)
{
  for (int i = EASEL_MODEL_TASK_VISION; i <= EASEL_MODEL_TASK_IMAGE; i++)
    if (g_strcmp0 (text, easel_model_task_to_string ((EaselModelTask) i)) == 0)
      {
        *task = (EaselModelTask) i;
        return TRUE;
      }
  return FALSE;
}

const EaselProviderPreset *
easel_provider_get_presets (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

EaselProviderConfig *
easel_provider_config_new (const char *id,
                           const char *name,
                           EaselProviderKind kind,
                           const char *url)
{
  const EaselProviderPreset *vendor = find_vendor (kind);

  g_return_val_if_fail (id != NULL, NULL);

  if (url == NULL && vendor != NULL)
    url = vendor->url;

  return g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", id, "name", name != NULL ? name : id, "kind", (int) kind,
      "url", url, "needs-key", vendor != NULL && vendor->needs_key, "lanes",
      easel_provider_url_is_loopback (url) ? DEFAULT_LOCAL_LANES : DEFAULT_LANES, NULL);
}

const char *
easel_provider_config_get_id (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), NULL);
  return self->id;
}

const char *
easel_provider_config_get_name (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), NULL);
  return self->name;
}

EaselProviderKind
easel_provider_config_get_kind (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), EASEL_PROVIDER_DEMO);
  return self->kind;
}

const char *
easel_provider_config_get_url (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), NULL);
  return self->url;
}

char *
easel_provider_config_get_origin (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), NULL);
  return self->url != NULL ? easel_provider_url_get_origin (self->url) : NULL;
}

gboolean
easel_provider_config_get_needs_key (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);
  return self->needs_key;
}

gboolean
easel_provider_config_get_allow_http (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);
  return self->allow_http;
}

guint
easel_provider_config_get_lanes (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), 1);
  return self->lanes;
}

gboolean
easel_provider_config_get_lanes_per_model (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);
  return self->lanes_per_model;
}

guint
easel_provider_config_get_max_image_edge (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), EASEL_PROVIDER_MAX_IMAGE_EDGE);
  return self->max_image_edge;
}

guint
easel_provider_config_get_context_tokens (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), EASEL_PROVIDER_CONTEXT_TOKENS);
  return self->context_tokens;
}

gint64
easel_provider_config_get_daily_budget (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), 0);
  return self->daily_budget;
}

gboolean
easel_provider_config_is_at_vendor (EaselProviderConfig *self, EaselProviderKind kind)
{
  const EaselProviderPreset *vendor;
  g_autofree char *own = NULL;
  g_autofree char *vendors = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);

  vendor = find_vendor (kind);
  own = easel_provider_config_get_origin (self);
  if (vendor == NULL || vendor->local || own == NULL)
    return FALSE;
  vendors = easel_provider_url_get_origin (vendor->url);
  return g_str_equal (own, vendors);
}

gboolean
easel_provider_config_is_vendor (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);
  return easel_provider_config_is_at_vendor (self, self->kind);
}

gboolean
easel_provider_config_is_local (EaselProviderConfig *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (self), FALSE);
  return self->kind == EASEL_PROVIDER_DEMO || easel_provider_url_is_loopback (self->url);
}

char *
easel_provider_url_get_origin (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *scheme;
  const char *host;
  g_autofree char *lower = NULL;
  int port;

  if (uri == NULL)
    return NULL;
  scheme = g_uri_get_scheme (uri);
  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0'
      || !(g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return NULL;

  lower = g_ascii_strdown (host, -1);
  port = g_uri_get_port (uri);
  if (port <= 0)
    port = g_str_equal (scheme, "https") ? 443 : 80;
  if (strchr (lower, ':') != NULL)
    return g_strdup_printf ("%s://[%s]:%d", scheme, lower, port);
  return g_strdup_printf ("%s://%s:%d", scheme, lower, port);
}

gboolean
easel_provider_url_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL || *host == '\0')
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}
