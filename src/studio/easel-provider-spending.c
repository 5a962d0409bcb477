/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-spending.h"

#include "easel-price.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define MICROS 1e6

void
easel_provider_spending_free (EaselProviderSpending *self)
{
  if (self == NULL)
    return;

  g_free (self->provider);
  g_free (self->name);
  g_ptr_array_unref (self->days);
  g_free (self);
}

static EaselProviderSpending *
add_provider (GPtrArray *all, EaselProviderRegistry *providers, const char *id)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (providers, id);
  EaselProviderSpending *self;

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((EaselProviderSpending *) all->pdata[i])->provider, id))
      return all->pdata[i];

  self = g_new0 (EaselProviderSpending, 1);
  self->provider = g_strdup (id);
  self->name = g_strdup (config != NULL ? easel_provider_config_get_name (config) : id);
  self->daily_budget = config != NULL ? easel_provider_config_get_daily_budget (config) : 0;
  self->days = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_day_spending_free);
  g_ptr_array_add (all, self);
  return self;
}

static void
add_budgets (GPtrArray *all, EaselProviderRegistry *providers)
{
  GListModel *configs = G_LIST_MODEL (providers);

  for (guint i = 0; i < g_list_model_get_n_items (configs); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (configs, i);

      if (easel_provider_config_get_daily_budget (config) > 0)
        add_provider (all, providers, easel_provider_config_get_id (config));
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const EaselProviderSpending *first = *(EaselProviderSpending *const *) a;
  const EaselProviderSpending *second = *(EaselProviderSpending *const *) b;

  if (first->total.cost_micros != second->total.cost_micros)
    return first->total.cost_micros > second->total.cost_micros ? -1 : 1;
  if (first->total.calls != second->total.calls)
    return first->total.calls > second->total.calls ? -1 : 1;
  return g_utf8_collate (first->name, second->name);
}

GPtrArray *
easel_provider_spending_gather (EaselProviderRegistry *providers,
                                GPtrArray *days,
                                const char *today)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_provider_spending_free);

  while (days->len > 0)
    {
      EaselDaySpending *day = g_ptr_array_steal_index (days, days->len - 1);
      EaselProviderSpending *self = add_provider (all, providers, day->provider);

      easel_spending_add (&self->total, &day->spending);
      if (g_str_equal (day->day, today))
        easel_spending_add (&self->today, &day->spending);
      g_ptr_array_add (self->days, day);
    }
  g_ptr_array_unref (days);
  add_budgets (all, providers);
  g_ptr_array_sort (all, compare);
  return all;
}

/* Words ----------------------------------------------------------------------------------- */

static gboolean
has_price (const EaselSpending *spending)
{
  return spending->unpriced < spending->calls;
}

char *
easel_provider_spending_describe_use (const EaselSpending *spending)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 tokens = spending->input_tokens + spending->output_tokens;

  g_ptr_array_add (parts,
                   g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'" PRId64 " call",
                                                 "%'" PRId64 " calls", (gulong) spending->calls),
                                    spending->calls));
  if (spending->images > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'" PRId64 " picture",
                                             "%'" PRId64 " pictures", (gulong) spending->images),
                                spending->images));
  if (tokens > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'" PRId64 " token",
                                                          "%'" PRId64 " tokens", (gulong) tokens),
                                             tokens));
  if (spending->unpriced > 0 && has_price (spending))
    g_ptr_array_add (
        parts,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " call whose price is not known",
                                      "%" PRId64 " calls whose price is not known",
                                      (gulong) spending->unpriced),
                         spending->unpriced));
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list on one line */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

char *
easel_provider_spending_describe_cost (const EaselSpending *spending)
{
  if (spending->calls > 0 && !has_price (spending))
    return g_strdup (_ ("price not known"));
  if (spending->cost_micros == 0 && spending->calls > 0 && spending->unpriced == 0)
    return g_strdup (_ ("free of charge"));
  return easel_price_format (spending->cost_micros);
}

char *
easel_provider_spending_describe_budget (const EaselProviderSpending *self)
{
  g_autofree char *spent = NULL;
  g_autofree char *budget = NULL;
  g_autofree char *left = NULL;

  if (self->daily_budget == 0)
    return NULL;
  spent = easel_price_format (self->today.cost_micros);
  budget = easel_price_format (self->daily_budget);
  left = easel_price_format (MAX (0, self->daily_budget - self->today.cost_micros));
  /* Translators: three amounts of money, as in “$1.20 of $5.00 spent today, $3.80 left” */
  return g_strdup_printf (_ ("%s of %s spent today, %s left"), spent, budget, left);
}

/* JSON ------------------------------------------------------------------------------------ */

static void
set_dollars (JsonObject *object, const char *name, gint64 micros, gboolean is_known)
{
  if (is_known)
    json_object_set_double_member (object, name, (double) micros / MICROS);
  else
    json_object_set_null_member (object, name);
}

static void
set_spending (JsonObject *object, const EaselSpending *spending)
{
  json_object_set_int_member (object, "calls", spending->calls);
  json_object_set_int_member (object, "unpriced", spending->unpriced);
  json_object_set_int_member (object, "pictures", spending->images);
  json_object_set_int_member (object, "input_tokens", spending->input_tokens);
  json_object_set_int_member (object, "output_tokens", spending->output_tokens);
  set_dollars (object, "cost", spending->cost_micros, spending->calls == 0 || has_price (spending));
}

/* As a person reads it. */
static void
set_texts (JsonObject *object, const EaselProviderSpending *self)
{
  g_autofree char *use = easel_provider_spending_describe_use (&self->total);
  g_autofree char *cost = easel_provider_spending_describe_cost (&self->total);
  g_autofree char *text = g_strjoin (_ (", "), use, cost, NULL);
  g_autofree char *budget = easel_provider_spending_describe_budget (self);

  json_object_set_string_member (object, "text", text);
  if (budget != NULL)
    json_object_set_string_member (object, "budget_text", budget);
  else
    json_object_set_null_member (object, "budget_text");
}

JsonNode *
easel_provider_spending_to_json (const EaselProviderSpending *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *today = json_object_new ();
  JsonArray *days = json_array_new ();
  gint64 left = MAX (0, self->daily_budget - self->today.cost_micros);

  json_object_set_string_member (object, "provider", self->provider);
  json_object_set_string_member (object, "name", self->name);
  set_texts (object, self);
  set_spending (object, &self->total);
  set_spending (today, &self->today);
  json_object_set_object_member (object, "today", today);
  set_dollars (object, "daily_budget", self->daily_budget, self->daily_budget > 0);
  set_dollars (object, "left_today", left, self->daily_budget > 0);
  for (guint i = 0; i < self->days->len; i++)
    {
      const EaselDaySpending *day = g_ptr_array_index (self->days, i);
      JsonObject *element = json_object_new ();

      json_object_set_string_member (element, "day", day->day);
      set_spending (element, &day->spending);
      json_array_add_object_element (days, element);
    }
  json_object_set_array_member (object, "days", days);
  return json_node_init_object (json_node_alloc (), object);
}
