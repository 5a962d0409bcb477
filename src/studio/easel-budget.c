/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-budget.h"

#include "easel-estimate.h"
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

  GMutex turn; /* from counting to claiming; also while the store is waited for */

  GMutex lock; /* guards what follows; held for a moment only */
  GCond changed;
  guint n_changes;   /* what has become of @claims so far */
  GPtrArray *claims; /* (owned) (element-type Claim): of runs that have asked somebody */
};

G_DEFINE_FINAL_TYPE (EaselBudget, easel_budget, G_TYPE_OBJECT)

/* What a run has under way. */
typedef struct
{
  EaselRun *run; /* (unowned): takes its claim along when it goes */
  gint64 asked;  /* about what the call costs that it is waiting for */
} Claim;

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
easel_budget_finalize (GObject *object)
{
  EaselBudget *self = EASEL_BUDGET (object);

  g_ptr_array_unref (self->claims);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->turn);

  G_OBJECT_CLASS (easel_budget_parent_class)->finalize (object);
}

static void
easel_budget_class_init (EaselBudgetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_budget_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_budget_finalize;
}

static void
easel_budget_init (EaselBudget *self)
{
  g_mutex_init (&self->turn);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->claims = g_ptr_array_new_with_free_func (g_free);
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
easel_budget_check (EaselProviderConfig *config,
                    const EaselSpending *spent,
                    gint64 under_way,
                    GError **error)
{
  gint64 limit = easel_provider_config_get_daily_budget (config);
  const char *name = easel_provider_config_get_name (config);
  g_autofree char *of = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *uncounted = NULL;
  g_autofree char *rest = NULL;

  if (limit == 0 || spent->cost_micros + under_way < limit)
    return TRUE;

  of = easel_price_format (limit);
  amount = easel_price_format (spent->cost_micros);
  if (under_way > 0)
    {
      rest = easel_price_format (under_way);
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
                   /* Translators: an amount of money, a provider, two amounts of money */
                   _ ("Today’s budget of %s for %s is used up: %s was spent, and what is under way "
                      "comes to about %s."),
                   of, name, amount, rest);
      return FALSE;
    }
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

/* Whether @model of @provider may be sent anything of the library. Blocking: a server on this
 * machine may have to say whether its model is here too. */
static gboolean
check_place (EaselBudget *self,
             EaselProvider *provider,
             const char *model,
             GCancellable *cancellable,
             GError **error)
{
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
                gint64 under_way,
                gint64 estimate,
                GError **error)
{
  gint64 limit = easel_provider_config_get_daily_budget (config);
  g_autofree char *of = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *about = NULL;

  if (estimate == EASEL_PRICE_UNKNOWN || spent->cost_micros + under_way + estimate <= limit)
    return TRUE;

  of = easel_price_format (limit);
  amount = easel_price_format (spent->cost_micros);
  rest = easel_price_format (under_way);
  about = easel_price_format (estimate);
  if (under_way > 0)
    g_set_error (
        error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
        /* Translators: an amount of money, a provider, three amounts of money */
        _ ("Today’s budget of %s for %s does not do: %s was spent, what is under way comes "
           "to about %s, and this to about %s."),
        of, easel_provider_config_get_name (config), amount, rest, about);
  else
    g_set_error (
        error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET,
        /* Translators: an amount of money, a provider, two amounts of money */
        _ ("Today’s budget of %s for %s does not do: %s was spent, and this comes to about "
           "%s."),
        of, easel_provider_config_get_name (config), amount, about);
  return FALSE;
}

/* Whoever waits looks again. */
static void
wake (GCancellable *cancellable, EaselBudget *self)
{
  g_mutex_lock (&self->lock);
  self->n_changes++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* GWeakNotify: what the run used is on disk, or will be before the store answers anybody. */
static void
run_gone (gpointer data, GObject *run)
{
  g_autoptr (EaselBudget) self = data;

  g_mutex_lock (&self->lock);
  for (guint i = self->claims->len; i > 0; i--)
    if (((Claim *) self->claims->pdata[i - 1])->run == (EaselRun *) run)
      g_ptr_array_remove_index_fast (self->claims, i - 1);
  g_mutex_unlock (&self->lock);
  wake (NULL, self);
}

/* What @run is waiting for costs about @asked. */
static void
set_claim (EaselBudget *self, EaselRun *run, gint64 asked)
{
  Claim *claim = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->claims->len && claim == NULL; i++)
    if (((Claim *) self->claims->pdata[i])->run == run)
      claim = self->claims->pdata[i];
  if (claim == NULL)
    {
      claim = g_new0 (Claim, 1);
      claim->run = run;
      g_ptr_array_add (self->claims, claim);
      g_object_weak_ref (G_OBJECT (run), run_gone, g_object_ref (self));
    }
  claim->asked = asked;
  g_mutex_unlock (&self->lock);
  wake (NULL, self);
}

/* In turn. What is spent today, also what runs have not kept yet, what is in batches, and about
 * what the calls cost that others are at. @n_changes: (out): as of when this is so */
static gboolean
count (EaselBudget *self,
       EaselRun *run,
       EaselSpending *spent,
       gint64 *deposits,
       gint64 *asked,
       guint *n_changes,
       GError **error)
{
  EaselSpending unsaved = EASEL_SPENDING_NONE;

  *asked = 0;
  g_mutex_lock (&self->lock);
  *n_changes = self->n_changes;
  for (guint i = 0; i < self->claims->len; i++)
    {
      const Claim *claim = self->claims->pdata[i];
      EaselSpending part;

      if (claim->run == run
          || g_strcmp0 (easel_run_get_provider (claim->run), easel_run_get_provider (run)) != 0)
        continue;
      part = easel_run_get_unsaved (claim->run);
      easel_spending_add (&unsaved, &part);
      *asked += claim->asked;
    }
  g_mutex_unlock (&self->lock);

  if (!easel_run_get_spent_today (run, spent, deposits, error))
    return FALSE;
  easel_spending_add (spent, &unsaved);
  return TRUE;
}

/* In turn: claims @estimate when it may be asked; else @wait is set: others come first, and
 * @n_changes tells when to look again. */
static gboolean
try_claim (EaselBudget *self,
           EaselRun *run,
           EaselProviderConfig *config,
           gint64 estimate,
           gboolean *wait,
           guint *n_changes,
           GError **error)
{
  EaselSpending spent;
  gint64 deposits, asked;

  if (g_cancellable_set_error_if_cancelled (easel_run_get_cancellable (run), error)
      || !count (self, run, &spent, &deposits, &asked, n_changes, error)
      || !easel_budget_check (config, &spent, deposits, error))
    return FALSE;

  *wait = !easel_budget_check (config, &spent, deposits + asked, NULL);
  if (!*wait)
    set_claim (self, run, MAX (estimate, 0));
  return TRUE;
}

/* Waits until it is known whether there is something left for a call. */
static gboolean
claim_call (EaselBudget *self,
            EaselRun *run,
            EaselProviderConfig *config,
            gint64 estimate,
            GError **error)
{
  GCancellable *cancellable = easel_run_get_cancellable (run);
  gulong handler = g_cancellable_connect (cancellable, G_CALLBACK (wake), self, NULL);
  gboolean wait = TRUE;
  gboolean ok = TRUE;
  guint n_changes;

  while (ok && wait)
    {
      g_mutex_lock (&self->turn);
      ok = try_claim (self, run, config, estimate, &wait, &n_changes, error);
      g_mutex_unlock (&self->turn);

      g_mutex_lock (&self->lock);
      while (ok && wait && self->n_changes == n_changes)
        g_cond_wait (&self->changed, &self->lock);
      g_mutex_unlock (&self->lock);
    }
  g_cancellable_disconnect (cancellable, handler);
  return ok;
}

/* (transfer full) (nullable): who is to be asked, if that may be */
static EaselProvider *
open_provider (EaselBudget *self, EaselRun *run, GError **error)
{
  g_autoptr (EaselProvider) provider = easel_provider_registry_get_provider (
      self->providers, easel_run_get_provider (run), error);

  if (provider == NULL
      || !check_place (self, provider, easel_run_get_model (run), easel_run_get_cancellable (run),
                       error))
    return NULL;
  return g_steal_pointer (&provider);
}

gboolean
easel_budget_allow_deposit (EaselBudget *self,
                            EaselRun *run,
                            const char *deposit,
                            gint64 estimate,
                            GError **error)
{
  g_autoptr (EaselProvider) provider = NULL;
  EaselProviderConfig *config;
  EaselSpending spent;
  gint64 deposits, asked;
  guint n_changes;
  gboolean ok;

  g_return_val_if_fail (EASEL_IS_BUDGET (self), FALSE);

  provider = open_provider (self, run, error);
  if (provider == NULL)
    return FALSE;
  config = easel_provider_get_config (provider);
  g_mutex_lock (&self->turn);
  ok = (easel_provider_config_get_daily_budget (config) == 0
        || (count (self, run, &spent, &deposits, &asked, &n_changes, error)
            && easel_budget_check (config, &spent, deposits + asked, error)
            && check_estimate (config, &spent, deposits + asked, estimate, error)))
       && easel_run_set_deposit (run, deposit, MAX (estimate, 0), error);
  g_mutex_unlock (&self->turn);
  return ok;
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

/* (transfer full) (nullable): who is to be asked, when there is something left for it; to be
 * settled afterwards. One of @prompt and @request. */
static EaselProvider *
open_for_call (EaselBudget *self,
               EaselRun *run,
               EaselPrompt *prompt,
               EaselImageRequest *request,
               GError **error)
{
  g_autoptr (EaselProvider) provider = open_provider (self, run, error);
  EaselProviderConfig *config = provider != NULL ? easel_provider_get_config (provider) : NULL;
  const EaselPrice *price;
  guint max_edge;
  gint64 estimate;

  if (provider == NULL)
    return NULL;
  price = find_price (self, run, provider);
  max_edge = easel_provider_config_get_max_image_edge (config);
  estimate = prompt != NULL ? easel_estimate_prompt (price, prompt, max_edge)
                            : easel_estimate_picture (price, request, max_edge);
  if (easel_provider_config_get_daily_budget (config) == 0)
    set_claim (self, run, MAX (estimate, 0));
  else if (!claim_call (self, run, config, estimate, error))
    return NULL;
  return g_steal_pointer (&provider);
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

  provider = open_for_call (self, run, prompt, NULL, error);
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
  set_claim (self, run, 0);
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

  provider = open_for_call (self, run, NULL, request, error);
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
  set_claim (self, run, 0);
  return reply;
}
