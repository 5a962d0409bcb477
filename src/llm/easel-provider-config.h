/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselProviderKind:
 * @EASEL_PROVIDER_DEMO: the offline stand-in; always there
 * @EASEL_PROVIDER_OPENAI: OpenAI itself
 * @EASEL_PROVIDER_COMPATIBLE: any server that speaks Chat Completions
 * @EASEL_PROVIDER_ANTHROPIC: Anthropic, or a server that speaks Messages
 * @EASEL_PROVIDER_GEMINI: Google's Gemini, or a server that speaks generateContent
 * @EASEL_PROVIDER_OLLAMA: Ollama, by its own API
 *
 * Which wire format a provider speaks. Spelled "demo", "openai", "compatible", "anthropic",
 * "gemini", "ollama".
 */
typedef enum
{
  EASEL_PROVIDER_DEMO,
  EASEL_PROVIDER_OPENAI,
  EASEL_PROVIDER_COMPATIBLE,
  EASEL_PROVIDER_ANTHROPIC,
  EASEL_PROVIDER_GEMINI,
  EASEL_PROVIDER_OLLAMA,
} EaselProviderKind;

#define EASEL_N_PROVIDER_KINDS (EASEL_PROVIDER_OLLAMA + 1)

/* How long a side of a picture that is sent may be, in pixels, when nobody says otherwise. */
#define EASEL_PROVIDER_MAX_IMAGE_EDGE 1024

/* How many tokens question and answer may have together at a server that wants to be told, and
 * would take 4096 else: the smallest that has room for a picture of that size, a schema, and what
 * fills it. Each thousand takes memory, which a small machine does not have to spare. */
#define EASEL_PROVIDER_CONTEXT_TOKENS 8192
#define EASEL_PROVIDER_MIN_CONTEXT_TOKENS 2048

/* More requests at once than that are nobody's wish. */
#define EASEL_PROVIDER_MAX_LANES 256

const char *easel_provider_kind_to_string (EaselProviderKind kind);
gboolean easel_provider_kind_from_string (const char *text, EaselProviderKind *kind);

/**
 * EaselModelTask:
 *
 * What a model is chosen for. Spelled "vision", "text", "image".
 */
typedef enum
{
  EASEL_MODEL_TASK_VISION,
  EASEL_MODEL_TASK_TEXT,
  EASEL_MODEL_TASK_IMAGE,
} EaselModelTask;

const char *easel_model_task_to_string (EaselModelTask task);
gboolean easel_model_task_from_string (const char *text, EaselModelTask *task);

/**
 * EaselProviderPreset:
 *
 * A server people know, so that only a key or nothing must be typed.
 */
typedef struct
{
  const char *id;   /* such as "ollama" */
  const char *name; /* such as "Ollama" */
  EaselProviderKind kind;
  const char *url; /* the base of its API, such as with /v1 */
  gboolean needs_key;
  gboolean local;      /* runs on this machine; looked for at first run */
  const char *key_url; /* (nullable): the page where people get a key */
} EaselProviderPreset;

/* (transfer none): OpenAI, Anthropic, Gemini, OpenRouter, Ollama, llama.cpp, LM Studio, vLLM */
const EaselProviderPreset *easel_provider_get_presets (guint *n_presets);

/**
 * EaselProviderConfig:
 *
 * How one provider is set up. No key is in it. Immutable: a change is a new config under the
 * same id. Any thread.
 *
 * Properties (construct-only): `id`, `name` (string), `kind` (EaselProviderKind as int),
 * `url` (nullable string), `needs-key` (boolean: a key is looked up and sent; when %FALSE the
 * keyring is not even asked), `allow-http` (boolean: plain http to another
 * machine), `lanes` (uint: requests at once), `lanes-per-model` (boolean: so many for each model
 * rather than for all together), `max-image-edge` (uint, pixels), `daily-budget` (int64: millionths
 * of a US dollar; 0 for none).
 */
#define EASEL_TYPE_PROVIDER_CONFIG (easel_provider_config_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderConfig, easel_provider_config, EASEL, PROVIDER_CONFIG, GObject)

EaselProviderConfig *easel_provider_config_new (const char *id,
                                                const char *name,
                                                EaselProviderKind kind,
                                                const char *url);

/* [a-z0-9-]+. "demo" is the Demo provider. */
const char *easel_provider_config_get_id (EaselProviderConfig *self);
const char *easel_provider_config_get_name (EaselProviderConfig *self);
EaselProviderKind easel_provider_config_get_kind (EaselProviderConfig *self);
/* (nullable): base URL without a trailing slash */
const char *easel_provider_config_get_url (EaselProviderConfig *self);
/* (transfer full) (nullable): scheme://host:port, what a key is bound to */
char *easel_provider_config_get_origin (EaselProviderConfig *self);
gboolean easel_provider_config_get_needs_key (EaselProviderConfig *self);
gboolean easel_provider_config_get_allow_http (EaselProviderConfig *self);
guint easel_provider_config_get_lanes (EaselProviderConfig *self);
gboolean easel_provider_config_get_lanes_per_model (EaselProviderConfig *self);
guint easel_provider_config_get_max_image_edge (EaselProviderConfig *self);
/* See EASEL_PROVIDER_CONTEXT_TOKENS; only Ollama is told. */
guint easel_provider_config_get_context_tokens (EaselProviderConfig *self);
/* What may be spent on one day before nothing more is asked, in millionths of a US dollar; 0: no
 * such limit */
gint64 easel_provider_config_get_daily_budget (EaselProviderConfig *self);

/* Whether its address is that of the vendor of @kind. */
gboolean easel_provider_config_is_at_vendor (EaselProviderConfig *self, EaselProviderKind kind);

/* Whether it is the vendor's own service, which does all that its wire format says. */
gboolean easel_provider_config_is_vendor (EaselProviderConfig *self);

/* Whether pictures sent to it stay on this machine (loopback address, or Demo). */
gboolean easel_provider_config_is_local (EaselProviderConfig *self);

/* (transfer full) (nullable): the origin of any http or https address; %NULL when @url is none */
char *easel_provider_url_get_origin (const char *url);

/* Whether an address leads to this machine and nowhere else. */
gboolean easel_provider_url_is_loopback (const char *url);

G_END_DECLS
