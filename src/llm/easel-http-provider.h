/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-reply-reader.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/**
 * EaselHttpProvider:
 *
 * A provider that is asked over HTTP. Each call has a connection of its own, made and used on
 * the calling thread, and closed when the call ends or is cancelled. A subclass for each wire
 * format says how its requests and answers are spelled. When a server refuses a request that
 * wants JSON, the wish is put into words instead, which is remembered per model, in memory.
 */
#define EASEL_TYPE_HTTP_PROVIDER (easel_http_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (EaselHttpProvider,
                          easel_http_provider,
                          EASEL,
                          HTTP_PROVIDER,
                          EaselProvider)

/**
 * EaselSchemaMode:
 * @EASEL_SCHEMA_MODE_FORMAT: in the wire format's own member
 * @EASEL_SCHEMA_MODE_WORDS: among the instructions
 *
 * How a model is told which JSON is wanted; both may be used at once.
 */
typedef enum
{
  EASEL_SCHEMA_MODE_FORMAT = 1 << 0,
  EASEL_SCHEMA_MODE_WORDS = 1 << 1,
} EaselSchemaMode;

struct _EaselHttpProviderClass
{
  EaselProviderClass parent_class;

  const EaselProviderManners *manners;
  const EaselReplyFormat *format;

  /* Left %NULL by a subclass that has its own complete(). */
  /* (transfer full): where to ask, behind the base URL */
  char *(*make_path) (const char *model);
  /* (transfer full): the request in JSON; pure */
  EaselRequestStream *(*build) (const char *model, EaselPrompt *prompt, EaselSchemaMode mode);
  /* (nullable): what can be known before asking */
  gboolean (*check) (EaselHttpProvider *self,
                     const char *model,
                     EaselPrompt *prompt,
                     GCancellable *cancellable,
                     GError **error);
};

/* @type: of a subclass. @keyring: (nullable): needed when @config needs a key */
EaselProvider *
easel_http_provider_new (GType type, EaselProviderConfig *config, EaselKeyring *keyring);

/* In seconds; 15 to connect and 300 without a byte unless set. Before the first call. */
void easel_http_provider_set_timeouts (EaselHttpProvider *self,
                                       guint connect_seconds,
                                       guint answer_seconds,
                                       guint silence_seconds);

/* How long an answer may be; 32 MiB unless set. Before the first call. */
void easel_http_provider_set_max_reply (EaselHttpProvider *self, gsize bytes);

/* (transfer none) */
EaselProviderClient *easel_http_provider_get_client (EaselHttpProvider *self);

/* How a model is told which JSON is wanted, as far as that is known without asking. */
EaselSchemaMode easel_http_provider_find_schema_mode (EaselHttpProvider *self, const char *model);

/* (transfer full): where the page is that follows @next (nullable: the first) */
typedef char *(*EaselPagePathFunc) (const char *next);
/* Adds the models of one page, and says what the next one follows; %NULL at the end. */
typedef gboolean (*EaselReadPageFunc) (const char *host,
                                       const char *data,
                                       gsize length,
                                       GPtrArray *models,
                                       char **next,
                                       GError **error);

/* (transfer full) (nullable) (element-type EaselModel): all models of a list in pages; blocking */
GPtrArray *easel_http_provider_list_pages (EaselHttpProvider *self,
                                           EaselPagePathFunc make_path,
                                           EaselReadPageFunc read_page,
                                           GCancellable *cancellable,
                                           GError **error);

G_END_DECLS
