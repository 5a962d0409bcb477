/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-budget.h"

#include "easel-library-keep.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <inttypes.h>

struct _EaselBudget
{
  GObject parent_instance;

  EaselProviderRegistry *providers; /* (owned) */
  EaselPriceList *prices;           /* (owned) */
  EaselLibrary *library;            /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselBudget, easel_budget, G_TYPE_OBJECT)

static void
easel_budget_dispose (GObject *object)
{
  EaselBudget *self = EASEL_BUDGET (object);

  g_clear_object (&self->providers);
  g_clear_object (&self->prices);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_budget_parent_class)->dispose (object);
}

static void
easel_budget_class_init (EaselBudgetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_budget_dispose;
}

static void
easel_budget_init (EaselBudget *self)
{
}

EaselBudget *
easel_budget_new (EaselProviderRegistry *providers, EaselPriceList *prices, EaselLibrary *library)
{
  EaselBudget *self = g_object_new (EASEL_TYPE_BUDGET, NULL);

  self->providers = g_object_ref (providers);
  self->prices = g_object_ref (prices);
  self->library = g_object_ref (library);
  return self;
}

/* Before ---------------------------------------------------------------------------------- */

gboolean
easel_budget_check (EaselProviderConfig *config, const EaselSpending *spent, GError **error)
{
  gint64 limit = easel_provider_config_get_daily_budget (config);
  const char *name = easel_provider_config_get_name (config);
  g_autofree char *of = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *uncounted = NULL;

  if (limit == 0 || spent->cost_micros < limit)
    return TRUE;

  of = easel_price_format (limit);
  amount = easel_price_format (spent->cost_micros);
  if (spent->unpriced == 0)
    {
      /* Translators: an amount of money, a provider, an amount of money */
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
                   _ ("Today’s budget of %s for %s is used up: %s was spent."), of, name, amount);
      return FALSE;
    }
  uncounted = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " call whose price is not known",
                   "%" PRId64 " calls whose price is not known", (gulong) spent->unpriced),
      spent->unpriced);
  /* Translators: an amount of money, a provider, an amount of money, “3 calls whose price …” */
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
               _ ("Today’s budget of %s for %s is used up: %s was spent, besides %s."), of, name,
               amount, uncounted);
  return FALSE;
}

gboolean
easel_budget_check_place (EaselBudget *self,
                          EaselProvider *provider,
                          const char *model,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (EASEL_IS_BUDGET (self), FALSE);

  if (!easel_library_get_keep_here (self->library)
      || easel_provider_stays_here (provider, model, cancellable))
    return TRUE;

  /* Translators: a model, a provider */
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_KEPT_HERE,
               _ ("This library is kept on this machine, and “%s” of %s is not on it. Nothing was "
                  "sent."),
               model, easel_provider_config_get_name (easel_provider_get_config (provider)));
  return FALSE;
}

/* Whether what is to come fits into what is left. */
static gboolean
check_estimate (EaselProviderConfig *config,
                const EaselSpending *spent,
                gint64 estimate,
                GError **error)
{
  gint64 limit = easel_provider_config_get_daily_budget (config);
  g_autofree char *of = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *about = NULL;

  if (estimate == EASEL_PRICE_UNKNOWN || spent->cost_micros + estimate <= limit)
    return TRUE;

  of = easel_price_format (limit);
  amount = easel_price_format (spent->cost_micros);
  about = easel_price_format (estimate);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
               /* Translators: an amount of money, a provider, two amounts of money */
               _ ("Today’s budget of %s for %s does not do: %s was spent, and this comes to about "
                  "%s."),
               of, easel_provider_config_get_name (config), amount, about);
  return FALSE;
}

/* @estimate: of what is to be asked: 0 for a call, which goes on to its end
 * (transfer full) (nullable): who is to be asked, if that may be */
static EaselProvider *
open_provider (EaselBudget *self, EaselRun *run, gint64 estimate, GError **error)
{
  g_autoptr (EaselProvider) provider = easel_provider_registry_get_provider (
      self->providers, easel_run_get_provider (run), error);
  EaselProviderConfig *config;
  EaselSpending spent;

  if (provider == NULL
      || !easel_budget_check_place (self, provider, easel_run_get_model (run),
                                    easel_run_get_cancellable (run), error))
    return NULL;
  config = easel_provider_get_config (provider);
  if (easel_provider_config_get_daily_budget (config) > 0
      && (!easel_run_get_spent_today (run, &spent, error)
          || !easel_budget_check (config, &spent, error)
          || !check_estimate (config, &spent, estimate, error)))
    return NULL;
  return g_steal_pointer (&provider);
}

EaselProvider *
easel_budget_open_for_batch (EaselBudget *self, EaselRun *run, gint64 estimate, GError **error)
{
  g_return_val_if_fail (EASEL_IS_BUDGET (self), NULL);

  return open_provider (self, run, estimate, error);
}

/* (nullable) */
static const EaselPrice *
find_price (EaselBudget *self, EaselRun *run, EaselProvider *provider)
{
  return easel_price_list_find (self->prices, easel_provider_get_config (provider),
                                easel_run_get_model (run));
}

const EaselPrice *
easel_budget_find_price (EaselBudget *self, EaselRun *run)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
      self->providers, easel_run_get_provider (run));

  return config != NULL ? easel_price_list_find (self->prices, config, easel_run_get_model (run))
                        : NULL;
}

/* After ----------------------------------------------------------------------------------- */

/* @usage: of a call, without its cost */
static void
note (EaselBudget *self,
      EaselRun *run,
      EaselProvider *provider,
      EaselUsage usage,
      gboolean with_pictures)
{
  usage.cost_micros = easel_price_cost (find_price (self, run, provider), &usage, with_pictures);
  easel_run_add_usage (run, &usage);
}

EaselReply *
easel_budget_complete (EaselBudget *self,
                       EaselRun *run,
                       EaselPrompt *prompt,
                       EaselTextFunc text_func,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselReply) partial = NULL;
  EaselReply *reply;
  EaselReply *came;

  g_return_val_if_fail (EASEL_IS_BUDGET (self), NULL);

  provider = open_provider (self, run, 0, error);
  if (provider == NULL)
    return NULL;
  reply = easel_provider_complete (provider, easel_run_get_model (run), prompt, text_func,
                                   user_data, &partial, easel_run_get_cancellable (run), error);
  came = reply != NULL ? reply : partial;

  /* What was begun was paid for, whatever it came to. */
  if (reply != NULL
      || (came != NULL
          && (*easel_reply_get_text (came) != '\0' || easel_reply_get_input_tokens (came) > 0
              || easel_reply_get_output_tokens (came) > 0)))
    note (self, run, provider,
          (EaselUsage) { .input_tokens = MAX (easel_reply_get_input_tokens (came), 0),
                         .output_tokens = MAX (easel_reply_get_output_tokens (came), 0) },
          FALSE);
  return reply;
}

EaselImageReply *
easel_budget_generate_image (EaselBudget *self,
                             EaselRun *run,
                             EaselImageRequest *request,
                             EaselPictureFunc picture_func,
                             gpointer user_data,
                             GError **error)
{
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselImageReply) partial = NULL;
  EaselImageReply *reply;
  EaselImageReply *came;

  g_return_val_if_fail (EASEL_IS_BUDGET (self), NULL);

  provider = open_provider (self, run, 0, error);
  if (provider == NULL)
    return NULL;
  if (picture_func != NULL)
    easel_image_request_set_n_partials (
        request, easel_price_count_sketches (find_price (self, run, provider)));
  reply = easel_provider_generate_image (provider, easel_run_get_model (run), request, picture_func,
                                         user_data, &partial, easel_run_get_cancellable (run),
                                         error);
  came = reply != NULL ? reply : partial;

  if (reply != NULL
      || (came != NULL
          && (easel_image_reply_get_partial (came) != NULL
              || easel_image_reply_get_input_tokens (came) > 0
              || easel_image_reply_get_output_tokens (came) > 0)))
    note (self, run, provider,
          (EaselUsage) { .input_tokens = MAX (easel_image_reply_get_input_tokens (came), 0),
                         .output_tokens = MAX (easel_image_reply_get_output_tokens (came), 0),
                         .images = reply != NULL ? 1 : 0 },
          easel_image_request_get_inputs (request)->len > 0);
  return reply;
}
