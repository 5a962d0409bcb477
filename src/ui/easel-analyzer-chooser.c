/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer-chooser.h"

#include <glib/gi18n.h>

#define KEY "analyzers"
#define OVERNIGHT_KEY "overnight"

struct _EaselAnalyzerChooser
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkListBox *list;
  GtkWidget *overnight_list;
  AdwSwitchRow *overnight;

  EaselStudio *studio; /* (owned) */
  GSettings *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselAnalyzerChooser, easel_analyzer_chooser, ADW_TYPE_BIN)

/* Whether @name stands for others, and so excludes them. */
static gboolean
is_compound (EaselAnalyzerChooser *self, const char *name)
{
  EaselAnalyzer *analyzer = easel_studio_lookup_analyzer (self->studio, name);

  return analyzer != NULL && easel_analyzer_get_children (analyzer) != NULL;
}

/* (transfer full): what is chosen once @name was pressed; never nothing */
static GStrv
press (EaselAnalyzerChooser *self, const char *name)
{
  g_auto (GStrv) before = easel_analyzer_chooser_get_choice (self->settings, self->studio);
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  gboolean was_chosen = g_strv_contains ((const char *const *) before, name);
  gboolean alone = is_compound (self, name);

  for (guint i = 0; !alone && before[i] != NULL; i++)
    if (!g_str_equal (before[i], name) && !is_compound (self, before[i]))
      g_strv_builder_add (after, before[i]);
  if (!was_chosen || alone || g_strv_length (before) == 1)
    g_strv_builder_add (after, name);
  return g_strv_builder_end (after);
}

static void
on_toggled (EaselAnalyzerChooser *self, GtkCheckButton *check)
{
  const char *name = g_object_get_data (G_OBJECT (check), "name");
  g_auto (GStrv) before = easel_analyzer_chooser_get_choice (self->settings, self->studio);
  g_auto (GStrv) after = NULL;

  if (gtk_check_button_get_active (check) == g_strv_contains ((const char *const *) before, name))
    return;
  after = press (self, name);
  g_settings_set_strv (self->settings, KEY, (const char *const *) after);
}

static void
update (EaselAnalyzerChooser *self)
{
  g_auto (GStrv) names = easel_analyzer_chooser_get_choice (self->settings, self->studio);
  guint n_names = g_strv_length (names);
  EaselAnalyzer *first = easel_studio_lookup_analyzer (self->studio, names[0]);
  g_autofree char *label = NULL;
  g_autofree char *label_overnight = NULL;

  if (n_names > 1)
    label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Analysis", "%u Analyses", n_names),
                             n_names);
  else
    label = g_strdup (first != NULL ? easel_analyzer_get_title (first) : _ ("Outfit"));
  /* Translators: what is looked for, such as “Outfit, Makeup” */
  label_overnight = g_strdup_printf (_ ("%s, overnight"), label);
  gtk_menu_button_set_label (self->button,
                             easel_analyzer_chooser_get_when (self->settings, self->studio)
                                     == EASEL_ANALYZE_OVERNIGHT
                                 ? label_overnight
                                 : label);
  gtk_widget_set_visible (self->overnight_list, easel_studio_get_batch_limits (self->studio, NULL));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *check = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
      const char *name = g_object_get_data (G_OBJECT (check), "name");

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_strv_contains ((const char *const *) names, name));
    }
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  EaselAnalyzerChooser *self = user_data;
  EaselAnalyzer *analyzer = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  g_object_set_data_full (G_OBJECT (check), "name", g_strdup (easel_analyzer_get_name (analyzer)),
                          g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), easel_analyzer_get_title (analyzer));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), easel_analyzer_get_description (analyzer));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static void
easel_analyzer_chooser_dispose (GObject *object)
{
  EaselAnalyzerChooser *self = EASEL_ANALYZER_CHOOSER (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_analyzer_chooser_parent_class)->dispose (object);
}

static void
easel_analyzer_chooser_class_init (EaselAnalyzerChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_analyzer_chooser_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-analyzer-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselAnalyzerChooser, button);
  gtk_widget_class_bind_template_child (widget_class, EaselAnalyzerChooser, list);
  gtk_widget_class_bind_template_child (widget_class, EaselAnalyzerChooser, overnight_list);
  gtk_widget_class_bind_template_child (widget_class, EaselAnalyzerChooser, overnight);
}

static void
easel_analyzer_chooser_init (EaselAnalyzerChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_analyzer_chooser_set_studio (EaselAnalyzerChooser *self,
                                   EaselStudio *studio,
                                   GSettings *settings)
{
  GListModel *analyzers = easel_studio_get_analyzers (studio);

  g_return_if_fail (EASEL_IS_ANALYZER_CHOOSER (self));
  g_return_if_fail (self->studio == NULL);

  self->studio = g_object_ref (studio);
  self->settings = g_object_ref (settings);
  gtk_list_box_bind_model (self->list, analyzers, create_row, self, NULL);
  g_signal_connect_object (analyzers, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" OVERNIGHT_KEY, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  /* Not every provider has batches. */
  g_signal_connect_object (easel_studio_get_providers (studio), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (easel_studio_get_queue (studio), "notify::open", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_settings_bind (settings, OVERNIGHT_KEY, self->overnight, "active", G_SETTINGS_BIND_DEFAULT);
  update (self);
}

GStrv
easel_analyzer_chooser_get_choice (GSettings *settings, EaselStudio *studio)
{
  g_auto (GStrv) names = g_settings_get_strv (settings, KEY);
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();
  guint n_known = 0;

  if (g_list_model_get_n_items (easel_studio_get_analyzers (studio)) == 0 && names[0] != NULL)
    return g_steal_pointer (&names);

  for (guint i = 0; names[i] != NULL; i++)
    if (easel_studio_lookup_analyzer (studio, names[i]) != NULL)
      {
        g_strv_builder_add (known, names[i]);
        n_known++;
      }
  if (n_known == 0)
    g_strv_builder_add (known, "outfit");
  return g_strv_builder_end (known);
}

gboolean
easel_analyzer_chooser_wants_overnight (GSettings *settings)
{
  return g_settings_get_boolean (settings, OVERNIGHT_KEY);
}

EaselAnalyzeWhen
easel_analyzer_chooser_get_when (GSettings *settings, EaselStudio *studio)
{
  return easel_analyzer_chooser_wants_overnight (settings)
                 && easel_studio_get_batch_limits (studio, NULL)
             ? EASEL_ANALYZE_OVERNIGHT
             : EASEL_ANALYZE_NOW;
}
