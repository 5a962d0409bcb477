/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-image-reply.h"
#include "easel-image-request.h"
#include "easel-llm-error.h"
#include "easel-prompt.h"
#include "easel-provider-config.h"
#include "easel-reply.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselModel:
 *
 * A model a provider offers. Plain (owned) fields; free with easel_model_free().
 */
typedef struct
{
  char *id;
  char *name;            /* (nullable): for people */
  gboolean vision_known; /* the server said whether it sees pictures */
  gboolean vision;
} EaselModel;

void easel_model_free (EaselModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselModel, easel_model_free)

/**
 * EaselProvider:
 *
 * Someone to ask. The plain calls block and are for worker threads; any number may run at
 * once on one provider. The _async ones run the plain call on a worker, for the window.
 */
#define EASEL_TYPE_PROVIDER (easel_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (EaselProvider, easel_provider, EASEL, PROVIDER, GObject)

/* A piece of streamed text, on the calling thread. */
typedef void (*EaselTextFunc) (const char *text, gpointer user_data);

/* An unfinished picture, of a type easel_image_check_sniff() knows, on the calling thread. */
typedef void (*EaselPictureFunc) (GBytes *picture, gpointer user_data);

/**
 * EaselPullPhase:
 * @EASEL_PULL_ASKING: nothing has come yet
 * @EASEL_PULL_LOADING: bytes are coming
 * @EASEL_PULL_CHECKING: what came is checked and put in its place
 */
typedef enum
{
  EASEL_PULL_ASKING,
  EASEL_PULL_LOADING,
  EASEL_PULL_CHECKING,
} EaselPullPhase;

/* In bytes, over all parts of a model that are known of by now; neither ever becomes less. */
typedef struct
{
  EaselPullPhase phase;
  guint64 completed;
  guint64 total;
} EaselPullProgress;

/* On the calling thread. */
typedef void (*EaselPullFunc) (const EaselPullProgress *progress, gpointer user_data);

/* See easel-batch-manners.h. */
typedef struct _EaselBatchManners EaselBatchManners;

struct _EaselProviderClass
{
  GObjectClass parent_class;

  GPtrArray *(*list_models) (EaselProvider *self, GCancellable *cancellable, GError **error);
  /* Asks once and folds what comes into @reply, also when it ends in an error. What the
   * reply means (refused, cut, not JSON) is judged by easel_provider_complete(). */
  gboolean (*complete) (EaselProvider *self,
                        const char *model,
                        EaselPrompt *prompt,
                        EaselReply *reply,
                        EaselTextFunc text_func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error);
  /* (nullable): the provider makes no pictures. Asks once and folds what comes into @reply, also
   * when it ends in an error; hands unfinished pictures to @picture_func unseen. What the reply
   * means (refused, no picture, damaged) is judged by easel_provider_generate_image(). */
  gboolean (*generate_image) (EaselProvider *self,
                              const char *model,
                              EaselImageRequest *request,
                              EaselImageReply *reply,
                              EaselPictureFunc picture_func,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);
  /* (nullable): the provider has the models it has */
  gboolean (*pull_model) (EaselProvider *self,
                          const char *model,
                          EaselPullFunc func,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);
  /* (nullable): static; the provider knows no batches */
  const EaselBatchManners *batches;

  /* (nullable): where the provider is says it all. Whether what @model of a provider on this
   * machine is sent stays on it; blocking. */
  gboolean (*stays_here) (EaselProvider *self, const char *model, GCancellable *cancellable);

  gpointer padding[4];
};

/* (transfer none) */
EaselProviderConfig *easel_provider_get_config (EaselProvider *self);

/**
 * easel_provider_stays_here:
 *
 * Blocking, when the provider is on this machine.
 *
 * Returns: whether nothing that @model is sent leaves this machine, as far as can be known. A
 *   gateway that hands on what it gets, without saying so, cannot be told from a model
 */
gboolean
easel_provider_stays_here (EaselProvider *self, const char *model, GCancellable *cancellable);

/* Blocking. Returns: (transfer full) (element-type EaselModel) (nullable) */
GPtrArray *
easel_provider_list_models (EaselProvider *self, GCancellable *cancellable, GError **error);

/**
 * easel_provider_complete:
 * @text_func: (nullable): called with each piece of text as it comes; the text of a repair
 *   round follows after an empty line
 * @partial: (out) (optional) (nullable): what had come before an error
 *
 * Blocking. Asks and reads the answer to its end. With a schema in @prompt the reply's JSON
 * is validated: the provider's schema mode, else tolerant extraction, and one repair round.
 * Refusal, truncation and a cut stream are errors; their text so far is in @partial.
 *
 * Returns: (transfer full) (nullable)
 */
EaselReply *easel_provider_complete (EaselProvider *self,
                                     const char *model,
                                     EaselPrompt *prompt,
                                     EaselTextFunc text_func,
                                     gpointer user_data,
                                     EaselReply **partial,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * easel_provider_judge_reply:
 * @schema: (nullable): what the answer had to fit
 *
 * What easel_provider_complete() thinks of an answer, for one that came another way: refused, cut
 * off, empty, no JSON, not of the schema. There is no repair round. Any thread.
 *
 * Returns: whether it is what was asked for; with @schema its JSON is set then
 */
gboolean easel_provider_judge_reply (EaselReply *reply, JsonNode *schema, GError **error);

/**
 * easel_provider_generate_image:
 * @picture_func: (nullable): called with each unfinished picture as it comes
 * @partial: (out) (optional) (nullable): what had come before an error
 *
 * Blocking; it may take minutes. The picture has been decoded once and is whole. A refusal is
 * %EASEL_LLM_ERROR_REFUSED with the provider's words, anything but a picture
 * %EASEL_LLM_ERROR_BAD_REPLY, a provider or model that makes none %EASEL_LLM_ERROR_NO_IMAGES;
 * what came until then is in @partial.
 *
 * Returns: (transfer full) (nullable)
 */
EaselImageReply *easel_provider_generate_image (EaselProvider *self,
                                                const char *model,
                                                EaselImageRequest *request,
                                                EaselPictureFunc picture_func,
                                                gpointer user_data,
                                                EaselImageReply **partial,
                                                GCancellable *cancellable,
                                                GError **error);

/* Whether it can be told to get a model. Any thread, at once. */
gboolean easel_provider_can_pull (EaselProvider *self);

/**
 * easel_provider_pull_model:
 * @func: (nullable): called when more of it has come
 *
 * Blocking; it may take hours. Tells the server to get @model from where it gets its models.
 * Cancelling closes the connection, which makes the server stop; it keeps what has come, and goes
 * on from there when it is told again. A connection that ends before the model is there is
 * %EASEL_LLM_ERROR_INCOMPLETE, an unknown name %EASEL_LLM_ERROR_MODEL_NOT_FOUND, the server’s full
 * disk %G_IO_ERROR_NO_SPACE, a provider that gets none %EASEL_LLM_ERROR_BAD_REQUEST.
 */
gboolean easel_provider_pull_model (EaselProvider *self,
                                    const char *model,
                                    EaselPullFunc func,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

void easel_provider_list_models_async (EaselProvider *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
easel_provider_list_models_finish (EaselProvider *self, GAsyncResult *result, GError **error);

G_END_DECLS
