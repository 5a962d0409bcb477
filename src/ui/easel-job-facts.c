/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-facts.h"

#include "easel-job-text.h"
#include "easel-json-text.h"

#include <glib/gi18n.h>

struct _EaselJobFacts
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *expander; /* (unowned): the only child */
  GPtrArray *rows;          /* (owned) (element-type GtkWidget): in @expander */
};

G_DEFINE_FINAL_TYPE (EaselJobFacts, easel_job_facts, ADW_TYPE_PREFERENCES_GROUP)

static void
add_row (EaselJobFacts *self, GtkWidget *row)
{
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->rows, row);
}

/* @value: (nullable): then there is no row */
static void
add_fact (EaselJobFacts *self, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  gtk_widget_add_css_class (row, "property");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  add_row (self, row);
}

/* A long text under its title. */
static void
add_text (EaselJobFacts *self, const char *title, const char *text)
{
  GtkWidget *row, *box, *heading, *label;

  if (text == NULL || *text == '\0')
    return;
  row = gtk_list_box_row_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  heading = gtk_label_new (title);
  label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption");
  gtk_widget_add_css_class (heading, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (box, "job-text");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  add_row (self, row);
}

/* @time: Unix time in microseconds; 0 for never */
static void
add_time (EaselJobFacts *self, const char *title, gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_local_usec (time) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format (date, "%c") : NULL;

  add_fact (self, title, text);
}

static void
add_span (EaselJobFacts *self, const char *title, gint64 from, gint64 to)
{
  g_autofree char *span = from != 0 && to > from ? easel_job_text_describe_span (to - from) : NULL;

  add_fact (self, title, span);
}

static void
add_who (EaselJobFacts *self, EaselStudio *studio, EaselJob *job)
{
  const char *provider = easel_job_get_provider (job);
  g_autoptr (EaselProviderConfig) config = provider != NULL
                                               ? easel_provider_registry_get_config (
                                                     easel_studio_get_providers (studio), provider)
                                               : NULL;

  add_fact (self, _ ("Provider"),
            config != NULL ? easel_provider_config_get_name (config) : provider);
  add_fact (self, _ ("Model"), easel_job_get_model (job));
}

static void
add_use (EaselJobFacts *self, EaselJob *job)
{
  g_autofree char *tokens = easel_job_text_describe_tokens (job);
  g_autofree char *cost = easel_job_text_describe_cost (job);
  g_autofree char *attempts = g_strdup_printf ("%u", easel_job_get_attempts (job));

  add_fact (self, _ ("Tokens"), tokens);
  add_fact (self, _ ("Cost"), cost);
  add_fact (self, _ ("Attempts"), easel_job_get_attempts (job) > 0 ? attempts : NULL);
}

static void
add_times (EaselJobFacts *self, EaselJob *job)
{
  add_time (self, _ ("Created"), easel_job_get_created (job));
  add_span (self, _ ("Waited"), easel_job_get_created (job), easel_job_get_started (job));
  add_span (self, _ ("Took"), easel_job_get_started (job), easel_job_get_finished (job));
  add_time (self, _ ("Finished"), easel_job_get_finished (job));
}

/* (transfer full) (nullable): "import, ask, save" */
static char *
list_steps (GPtrArray *steps)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    g_strv_builder_add (names, ((EaselStepRecord *) steps->pdata[i])->name);
  list = g_strv_builder_end (names);
  return g_strjoinv (", ", list);
}

/* (transfer full) (nullable): the model's own words, from the step that asked it */
static char *
find_reply (GPtrArray *steps)
{
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const EaselStepRecord *record = steps->pdata[i];
      g_autoptr (JsonObject) result = easel_json_text_parse_object (record->result);
      const char *text = result != NULL ? easel_json_text_get_string (result, "text") : NULL;

      if (text != NULL)
        return g_strdup (text);
    }
  return NULL;
}

/* (transfer none) (nullable): what was asked, when one analyzer asked it */
static const char *
find_prompt (EaselStudio *studio, const char *params)
{
  g_autoptr (JsonObject) object = easel_json_text_parse_object (params);
  JsonArray *names = object != NULL ? easel_json_text_get_array (object, "analyzers") : NULL;
  EaselAnalyzer *analyzer;

  if (names == NULL || json_array_get_length (names) != 1)
    return NULL;
  analyzer = easel_studio_lookup_analyzer (studio, json_array_get_string_element (names, 0));
  return analyzer != NULL && easel_analyzer_get_children (analyzer) == NULL
             ? easel_analyzer_get_prompt (analyzer)
             : NULL;
}

static void
add_texts (EaselJobFacts *self, EaselStudio *studio, const EaselJobDetails *details)
{
  g_autofree char *steps = list_steps (details->steps);
  g_autofree char *params = details->params != NULL ? easel_json_text_format (details->params)
                                                    : NULL;
  g_autofree char *reply = find_reply (details->steps);

  add_fact (self, _ ("Finished Steps"), steps);
  add_text (self, _ ("Prompt"), find_prompt (studio, details->params));
  add_text (self, _ ("Parameters"), params);
  add_text (self, _ ("Raw Reply"), reply);
}

static void
easel_job_facts_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_JOB_FACTS (object)->rows);

  G_OBJECT_CLASS (easel_job_facts_parent_class)->finalize (object);
}

static void
easel_job_facts_class_init (EaselJobFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_job_facts_finalize;
}

static void
easel_job_facts_init (EaselJobFacts *self)
{
  self->rows = g_ptr_array_new ();
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _ ("Details"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->expander));
}

void
easel_job_facts_show (EaselJobFacts *self,
                      EaselStudio *studio,
                      EaselJob *job,
                      const EaselJobDetails *details)
{
  g_return_if_fail (EASEL_IS_JOB_FACTS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  add_who (self, studio, job);
  add_use (self, job);
  add_times (self, job);
  if (details != NULL)
    add_texts (self, studio, details);
  add_fact (self, _ ("Job"), easel_job_get_id (job));
}
