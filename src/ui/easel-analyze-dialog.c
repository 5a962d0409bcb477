/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-dialog.h"

#include <glib/gi18n.h>

#define KEY "many-overnight"

struct _EaselAnalyzeDialog
{
  AdwAlertDialog parent_instance;

  GtkCheckButton *overnight;
  AdwPreferencesRow *now_row;
  AdwPreferencesRow *overnight_row;
  GtkLabel *note;

  GSettings *settings;    /* (owned) */
  GStrv uris;             /* (owned) */
  GStrv analyzers;        /* (owned) */
  GCancellable *counting; /* (owned) */
};

/* AdwAlertDialog is derivable. */
G_DEFINE_FINAL_TYPE (EaselAnalyzeDialog, easel_analyze_dialog, ADW_TYPE_ALERT_DIALOG)

/* Estimates ------------------------------------------------------------------------------- */

/* @date: (nullable) */
static void
show_note (EaselAnalyzeDialog *self, const char *date)
{
  const char *free_of_charge = _ (
      "What the library knows already is not asked, and costs nothing.");
  g_autofree char *text = date != NULL ? g_strdup_printf ("%s. %s", date, free_of_charge)
                                       : g_strdup (free_of_charge);

  gtk_label_set_label (self->note, text);
}

/* @cost: "" when there is none to be told */
static void
show_cost (AdwPreferencesRow *row, const char *title, const char *cost)
{
  g_autofree char *both = g_strdup_printf ("%s · %s", title, cost);

  adw_preferences_row_set_title (row, *cost != '\0' ? both : title);
}

static void
show_costs (EaselAnalyzeDialog *self, const char *now, const char *overnight)
{
  show_cost (self->now_row, _ ("Now"), now);
  show_cost (self->overnight_row, _ ("Overnight"), overnight);
}

static void
on_estimated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselAnalyzeDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEstimate) estimate = easel_studio_estimate_finish (EASEL_STUDIO (source), result,
                                                                     &error);
  guint n_pictures;
  g_autofree char *heading = NULL;
  g_autofree char *now = NULL;
  g_autofree char *overnight = NULL;
  g_autofree char *date = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (estimate == NULL)
    {
      /* The job will say it, too. */
      adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), error->message);
      show_costs (self, "", "");
      return;
    }
  n_pictures = estimate->n_subjects;
  heading = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Analyze %'u Picture?", "Analyze %'u Pictures?", n_pictures),
      n_pictures);
  now = easel_estimate_describe_cost (estimate);
  overnight = easel_estimate_describe_overnight (estimate);
  date = easel_estimate_describe_date (estimate);
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self), heading);
  show_costs (self, now, overnight != NULL ? overnight : "");
  show_note (self, date);
}

static void
estimate (EaselAnalyzeDialog *self, EaselStudio *studio)
{
  g_auto (GVariantDict) params = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert_value (&params, "files",
                               g_variant_new_strv ((const char *const *) self->uris, -1));
  g_variant_dict_insert_value (&params, "analyzers",
                               g_variant_new_strv ((const char *const *) self->analyzers, -1));
  easel_studio_estimate_async (studio, "analyze", g_variant_dict_end (&params), self->counting,
                               on_estimated, g_object_ref (self));
}

/* Rows ------------------------------------------------------------------------------------ */

/* @check: in front of it */
static AdwPreferencesRow *
add_row (GtkListBox *list, const char *subtitle, GtkWidget *check)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (list, row);
  return ADW_PREFERENCES_ROW (row);
}

static void
add_rows (EaselAnalyzeDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *now = gtk_check_button_new ();
  GtkWidget *overnight = gtk_check_button_new ();

  self->overnight = GTK_CHECK_BUTTON (overnight);
  gtk_check_button_set_group (self->overnight, GTK_CHECK_BUTTON (now));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (now), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->now_row = add_row (GTK_LIST_BOX (list),
                           _ ("Each answer as it comes, while the computer is on"), now);
  self->overnight_row = add_row (
      GTK_LIST_BOX (list),
      _ ("All answers together, mostly within hours, at the latest a day later"), overnight);

  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dimmed");
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), box);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_analyze_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  EaselAnalyzeDialog *self = EASEL_ANALYZE_DIALOG (dialog);

  g_cancellable_cancel (self->counting);
  if (g_str_equal (response, EASEL_ANALYZE_DIALOG_ANALYZE))
    g_settings_set_boolean (self->settings, KEY, gtk_check_button_get_active (self->overnight));
}

static void
easel_analyze_dialog_finalize (GObject *object)
{
  EaselAnalyzeDialog *self = EASEL_ANALYZE_DIALOG (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->counting);
  g_strfreev (self->uris);
  g_strfreev (self->analyzers);

  G_OBJECT_CLASS (easel_analyze_dialog_parent_class)->finalize (object);
}

static void
easel_analyze_dialog_class_init (EaselAnalyzeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_analyze_dialog_finalize;
  ADW_ALERT_DIALOG_CLASS (klass)->response = easel_analyze_dialog_response;
}

static void
easel_analyze_dialog_init (EaselAnalyzeDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  self->counting = g_cancellable_new ();
  adw_alert_dialog_set_heading (dialog, _ ("Analyze Pictures?"));
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), EASEL_ANALYZE_DIALOG_ANALYZE,
                                  _ ("_Analyze"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, EASEL_ANALYZE_DIALOG_ANALYZE,
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, EASEL_ANALYZE_DIALOG_ANALYZE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  add_rows (self);
}

/* (transfer full): who would be asked */
static char *
dup_provider_name (EaselStudio *studio)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (studio);
  g_autofree char *id = NULL;
  g_autofree char *model = NULL;
  g_autoptr (EaselProviderConfig) config = NULL;

  easel_provider_registry_get_choice (providers, EASEL_MODEL_TASK_VISION, &id, &model);
  config = id != NULL ? easel_provider_registry_get_config (providers, id) : NULL;
  return g_strdup (config != NULL ? easel_provider_config_get_name (config) : "");
}

EaselAnalyzeDialog *
easel_analyze_dialog_new (EaselStudio *studio,
                          GSettings *settings,
                          const char *const *uris,
                          const char *const *analyzers)
{
  EaselAnalyzeDialog *self = g_object_new (EASEL_TYPE_ANALYZE_DIALOG, NULL);
  g_autofree char *provider = dup_provider_name (studio);
  /* Translators: a provider */
  g_autofree char *body = g_strdup_printf (_ ("%s can answer now, or overnight."), provider);

  self->settings = g_object_ref (settings);
  self->uris = g_strdupv ((char **) uris);
  self->analyzers = g_strdupv ((char **) analyzers);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), body);
  gtk_check_button_set_active (self->overnight, g_settings_get_boolean (settings, KEY));
  show_costs (self, _ ("counting…"), _ ("counting…"));
  show_note (self, NULL);
  estimate (self, studio);
  return self;
}

const char *const *
easel_analyze_dialog_get_uris (EaselAnalyzeDialog *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZE_DIALOG (self), NULL);

  return (const char *const *) self->uris;
}

const char *const *
easel_analyze_dialog_get_analyzers (EaselAnalyzeDialog *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZE_DIALOG (self), NULL);

  return (const char *const *) self->analyzers;
}

EaselAnalyzeWhen
easel_analyze_dialog_get_when (EaselAnalyzeDialog *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZE_DIALOG (self), EASEL_ANALYZE_NOW);

  return gtk_check_button_get_active (self->overnight) ? EASEL_ANALYZE_OVERNIGHT
                                                       : EASEL_ANALYZE_NOW;
}
