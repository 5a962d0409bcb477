/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-spending-page.h"

#include "easel-plain.h"

#include <glib/gi18n.h>

#define DAYS 30

struct _EaselSpendingPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *budget_group; /* (unowned): a child */
  AdwPreferencesGroup *days_group;   /* (unowned): a child */

  EaselStudio *studio;       /* (owned) */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): unowned, in the groups */
  GPtrArray *groups;         /* (owned) (element-type AdwPreferencesGroup): unowned; of each row */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselSpendingPage, easel_spending_page, ADW_TYPE_PREFERENCES_PAGE)

static void
add_row (EaselSpendingPage *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->groups, group);
}

static void
clear (EaselSpendingPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->groups->pdata[i], self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->groups, 0);
}

static GtkWidget *
make_cost (const EaselSpending *spending)
{
  gboolean is_priced = spending->unpriced < spending->calls;
  g_autofree char *cost = is_priced ? easel_price_format (spending->cost_micros)
                                    : g_strdup (_ ("Price not known"));
  GtkWidget *label = gtk_label_new (cost);

  gtk_widget_add_css_class (label, "numeric");
  if (spending->cost_micros == 0)
    gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static void
add_budget (EaselSpendingPage *self, const EaselProviderSpending *provider)
{
  g_autofree char *budget = easel_provider_spending_describe_budget (provider);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), provider->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), budget);
  add_row (self, self->budget_group, row);
}

static GtkWidget *
make_day (const EaselDaySpending *day)
{
  g_autofree char *text = g_strconcat (day->day, "T00:00:00", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, zone);
  g_autofree char *title = date != NULL ? g_date_time_format (date, _ ("%-e %B %Y")) : NULL;
  g_autofree char *use = easel_provider_spending_describe_use (&day->spending);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : day->day);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), use);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_cost (&day->spending));
  return row;
}

static void
add_provider (EaselSpendingPage *self, const EaselProviderSpending *provider)
{
  g_autofree char *use = easel_provider_spending_describe_use (&provider->total);
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), provider->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), use);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), make_cost (&provider->total));
  for (guint i = 0; i < provider->days->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_day (provider->days->pdata[i]));
  add_row (self, self->days_group, row);
}

static void
show (EaselSpendingPage *self, GPtrArray *providers)
{
  gboolean has_budgets = FALSE;
  gboolean has_days = FALSE;

  clear (self);
  for (guint i = 0; i < providers->len; i++)
    {
      const EaselProviderSpending *provider = g_ptr_array_index (providers, i);

      if (provider->daily_budget > 0)
        add_budget (self, provider);
      if (provider->total.calls > 0)
        add_provider (self, provider);
      has_budgets = has_budgets || provider->daily_budget > 0;
      has_days = has_days || provider->total.calls > 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->budget_group), has_budgets);
  adw_preferences_group_set_description (
      self->days_group,
      has_days ? _ ("Added up from the prices Easel knows. The bill is the provider’s.")
               : _ ("No model was asked anything."));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselSpendingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) providers = easel_studio_load_spending_finish (EASEL_STUDIO (source),
                                                                       result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (providers == NULL)
    easel_plain_describe_group (self->days_group, error->message);
  else
    show (self, providers);
}

static void
easel_spending_page_map (GtkWidget *widget)
{
  EaselSpendingPage *self = EASEL_SPENDING_PAGE (widget);

  GTK_WIDGET_CLASS (easel_spending_page_parent_class)->map (widget);
  easel_studio_load_spending_async (self->studio, DAYS, self->cancellable, on_loaded,
                                    g_object_ref (self));
}

static void
easel_spending_page_dispose (GObject *object)
{
  EaselSpendingPage *self = EASEL_SPENDING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_spending_page_parent_class)->dispose (object);
}

static void
easel_spending_page_finalize (GObject *object)
{
  EaselSpendingPage *self = EASEL_SPENDING_PAGE (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->groups);

  G_OBJECT_CLASS (easel_spending_page_parent_class)->finalize (object);
}

static void
easel_spending_page_class_init (EaselSpendingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_spending_page_dispose;
  object_class->finalize = easel_spending_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = easel_spending_page_map;
}

static AdwPreferencesGroup *
add_group (EaselSpendingPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
easel_spending_page_init (EaselSpendingPage *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (self);
  g_autofree char *title = g_strdup_printf (ngettext ("Last %u Day", "Last %u Days", DAYS), DAYS);

  self->rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  adw_preferences_page_set_name (page, "spending");
  adw_preferences_page_set_title (page, _ ("Costs"));
  adw_preferences_page_set_icon_name (page, "x-office-spreadsheet-symbolic");
  self->budget_group = add_group (self, _ ("Budgets"));
  gtk_widget_set_visible (GTK_WIDGET (self->budget_group), FALSE);
  self->days_group = add_group (self, title);
}

AdwPreferencesPage *
easel_spending_page_new (EaselStudio *studio)
{
  EaselSpendingPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_SPENDING_PAGE, NULL);
  self->studio = g_object_ref (studio);
  return ADW_PREFERENCES_PAGE (self);
}
