/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-page.h"

#include "easel-local-model-page.h"
#include "easel-local-servers-group.h"
#include "easel-plain.h"
#include "easel-provider-form.h"
#include "easel-provider-key-group.h"
#include "easel-provider-test-row.h"

#include <glib/gi18n.h>

#define MICROS 1e6
#define CENT 1e4

typedef enum
{
  SAVE_NONE,
  SAVE_RUNNING,
  SAVE_RUNNING_STALE, /* the same, and the form has changed since */
} SaveState;

struct _EaselProviderPage
{
  AdwNavigationPage parent_instance;

  GtkWidget *add_button;
  GtkWidget *page;
  GtkWidget *preset_group;
  AdwComboRow *preset_row;
  EaselLocalServersGroup *local_group;
  AdwPreferencesGroup *address_group;
  AdwEntryRow *name_row;
  AdwEntryRow *url_row;
  AdwSwitchRow *http_row;
  EaselProviderKeyGroup *key_group;
  AdwSpinRow *lanes_row;
  AdwSwitchRow *per_model_row;
  GtkWidget *budget_group;
  AdwSpinRow *budget_row;
  EaselProviderTestRow *test_row;
  GtkWidget *test_group;
  GtkWidget *model_row;
  GtkWidget *remove_group;

  EaselStudio *studio;         /* (owned) */
  EaselProviderConfig *config; /* (owned) (nullable): as it is kept; NULL for a new one */
  char *id;                    /* (owned) (nullable): made when it is first kept */
  char *name;                  /* (owned) (nullable): as it was applied */
  char *url;                   /* (owned) (nullable): as it was applied */
  SaveState save;
  GCancellable *cancellable; /* (owned): of asking what was spent */
};

enum
{
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselProviderPage, easel_provider_page, ADW_TYPE_NAVIGATION_PAGE)

static void save (EaselProviderPage *self);

static EaselProviderRegistry *
get_registry (EaselProviderPage *self)
{
  return easel_studio_get_providers (self->studio);
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_error_class (AdwEntryRow *row, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static EaselProviderFormProblem
check (EaselProviderPage *self)
{
  return easel_provider_form_check (get_text (self->name_row), get_text (self->url_row));
}

static gboolean
take_text (AdwEntryRow *row, char **target)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (row)));

  return g_set_str (target, text);
}

static void
take_name (EaselProviderPage *self)
{
  take_text (self->name_row, &self->name);
}

/* Returns: whether it is another one */
static gboolean
take_url (EaselProviderPage *self)
{
  return take_text (self->url_row, &self->url);
}

/* (nullable): the service the form was filled with; of a new provider */
static const EaselProviderPreset *
get_chosen_preset (EaselProviderPage *self)
{
  guint selected = adw_combo_row_get_selected (self->preset_row);
  guint n_presets = 0;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n_presets);

  return self->config == NULL && selected < n_presets ? &presets[selected] : NULL;
}

static EaselProviderKind
get_kind (EaselProviderPage *self)
{
  return self->config != NULL
             ? easel_provider_config_get_kind (self->config)
             : easel_provider_form_find_kind (get_chosen_preset (self), get_text (self->url_row));
}

static void
update_form (EaselProviderPage *self)
{
  EaselProviderFormProblem problem = check (self);
  gboolean has_url = *get_text (self->url_row) != '\0';
  EaselProviderKind kind = get_kind (self);
  g_autofree char *privacy = easel_provider_form_describe_privacy (get_text (self->url_row), kind);

  gtk_widget_set_visible (GTK_WIDGET (self->http_row),
                          easel_provider_form_is_exposed (get_text (self->url_row)));
  /* What is on this machine costs nothing. */
  gtk_widget_set_visible (self->budget_group,
                          !easel_provider_url_is_loopback (get_text (self->url_row))
                              || adw_spin_row_get_value (self->budget_row) > 0);
  /* Whoever serves many models may have machines for each. */
  gtk_widget_set_visible (GTK_WIDGET (self->per_model_row),
                          kind == EASEL_PROVIDER_COMPATIBLE
                              || adw_switch_row_get_active (self->per_model_row));
  set_error_class (self->name_row, self->config != NULL && problem == EASEL_PROVIDER_FORM_NO_NAME);
  set_error_class (self->url_row, has_url && problem == EASEL_PROVIDER_FORM_BAD_ADDRESS);
  easel_plain_describe_group (self->address_group, privacy);
  gtk_widget_set_sensitive (self->add_button, problem == EASEL_PROVIDER_FORM_OK);
  easel_provider_key_group_set_url (self->key_group,
                                    self->config != NULL ? self->url : get_text (self->url_row));
}

/* Neither Add nor the rows can be used while the keyring may be asking for its password. */
static void
set_waiting (EaselProviderPage *self, gboolean waiting)
{
  gtk_widget_set_sensitive (self->page, !waiting);
  gtk_widget_set_sensitive (self->add_button, !waiting);
  if (waiting)
    {
      GtkWidget *spinner = adw_spinner_new ();

      gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Waiting for the keyring"), -1);
      gtk_button_set_child (GTK_BUTTON (self->add_button), spinner);
    }
  else
    {
      gtk_button_set_label (GTK_BUTTON (self->add_button), _ ("_Add"));
      update_form (self);
    }
}

/* A row that is being filled is not being edited. */
static void
fill_row (AdwEntryRow *row, const char *text)
{
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
fill_form (EaselProviderPage *self)
{
  const char *url = easel_provider_config_get_url (self->config);

  fill_row (self->name_row, easel_provider_config_get_name (self->config));
  fill_row (self->url_row, url != NULL ? url : "");
  easel_provider_key_group_clear_text (self->key_group);
  adw_switch_row_set_active (self->http_row, easel_provider_config_get_allow_http (self->config));
  adw_spin_row_set_value (self->lanes_row, easel_provider_config_get_lanes (self->config));
  adw_switch_row_set_active (self->per_model_row,
                             easel_provider_config_get_lanes_per_model (self->config));
  adw_spin_row_set_value (self->budget_row,
                          (double) easel_provider_config_get_daily_budget (self->config) / MICROS);
}

static void
on_spending_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = easel_queue_load_spending_finish (EASEL_QUEUE (source), result,
                                                                 &error);
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  if (days == NULL)
    g_debug ("Cannot tell what was spent: %s", error->message);
  for (guint i = 0; days != NULL && self->config != NULL && i < days->len; i++)
    {
      const EaselDaySpending *day = g_ptr_array_index (days, i);

      if (g_str_equal (day->provider, self->id) && day->spending.calls > day->spending.unpriced)
        amount = easel_price_format (day->spending.cost_micros);
    }
  if (amount == NULL)
    return;
  /* Translators: %s is an amount of money */
  text = g_strdup_printf (_ ("Spent today: %s"), amount);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->budget_group), text);
}

static void
show_spending (EaselProviderPage *self)
{
  g_autofree char *today = easel_spending_get_today ();

  easel_queue_load_spending_async (easel_studio_get_queue (self->studio), today, self->cancellable,
                                   on_spending_loaded, g_object_ref (self));
}

static void
show_kept (EaselProviderPage *self)
{
  g_autoptr (EaselProvider) provider = easel_provider_registry_make_provider (get_registry (self),
                                                                              self->config);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 easel_provider_config_get_name (self->config));
  gtk_widget_set_visible (self->add_button, FALSE);
  gtk_widget_set_visible (self->preset_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->local_group), FALSE);
  gtk_widget_set_visible (self->model_row, easel_provider_can_pull (provider));
  gtk_widget_set_visible (self->test_group, TRUE);
  gtk_widget_set_visible (self->remove_group, TRUE);
  easel_provider_test_row_set_provider (self->test_row, self->studio,
                                        easel_provider_config_get_id (self->config));
  show_spending (self);
}

static void
on_config_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stale = self->save == SAVE_RUNNING_STALE;
  gboolean is_new = self->config == NULL;

  self->save = SAVE_NONE;
  set_waiting (self, FALSE);
  if (!easel_provider_registry_save_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    {
      easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
      return;
    }

  g_clear_object (&self->config);
  self->config = easel_provider_registry_get_config (get_registry (self), self->id);
  if (self->config == NULL)
    return;

  if (is_new)
    fill_form (self);
  show_kept (self);
  if (is_stale)
    save (self);
  else
    easel_provider_key_group_look_up (self->key_group, self->config);
  if (is_new)
    easel_provider_test_row_start (self->test_row);
}

/* What stands in a file may be more precise than what the row shows. */
static gint64
get_budget (EaselProviderPage *self)
{
  double value = adw_spin_row_get_value (self->budget_row) * MICROS;
  gint64 kept = self->config != NULL ? easel_provider_config_get_daily_budget (self->config) : 0;

  return ABS (value - (double) kept) < CENT ? kept : (gint64) (value + 0.5);
}

static EaselProviderConfig *
build_config (EaselProviderPage *self)
{
  const EaselProviderPreset *preset = easel_provider_form_find_preset (self->url);
  EaselProviderKind kind = easel_provider_form_find_kind (get_chosen_preset (self), self->url);
  gboolean needs_key = easel_provider_key_group_has_key (self->key_group, self->config)
                       || (preset != NULL && preset->needs_key);
  g_autoptr (EaselProviderConfig) basis = NULL;

  if (self->config != NULL)
    {
      kind = easel_provider_config_get_kind (self->config);
      basis = g_object_ref (self->config);
    }
  else
    basis = easel_provider_config_new (self->id, self->name, kind, self->url);

  return g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", self->id, "name", self->name, "kind", (int) kind, "url",
      self->url, "needs-key", needs_key, "allow-http", adw_switch_row_get_active (self->http_row),
      "lanes", (guint) adw_spin_row_get_value (self->lanes_row), "lanes-per-model",
      adw_switch_row_get_active (self->per_model_row), "max-image-edge",
      easel_provider_config_get_max_image_edge (basis), "context-tokens",
      easel_provider_config_get_context_tokens (basis), "daily-budget", get_budget (self), NULL);
}

/* Keeps what was applied; what is still being typed in another row is not. */
static void
save (EaselProviderPage *self)
{
  g_autoptr (EaselProviderConfig) config = NULL;

  if (self->save != SAVE_NONE)
    {
      self->save = SAVE_RUNNING_STALE;
      return;
    }

  config = build_config (self);
  self->save = SAVE_RUNNING;
  easel_provider_registry_save_async (get_registry (self), config, on_config_saved,
                                      g_object_ref (self));
}

static void
on_add_clicked (EaselProviderPage *self)
{
  if (self->config != NULL || self->save != SAVE_NONE || check (self) != EASEL_PROVIDER_FORM_OK)
    return;

  take_name (self);
  take_url (self);
  if (self->id == NULL)
    self->id = easel_provider_form_make_id (get_registry (self), self->name);

  if (easel_provider_key_group_has_text (self->key_group))
    easel_provider_key_group_store (self->key_group, self->id, self->url);
  else
    save (self);
}

static void
on_applied (EaselProviderPage *self, AdwEntryRow *row)
{
  if (self->config == NULL || check (self) != EASEL_PROVIDER_FORM_OK)
    return;

  if (row == self->name_row)
    take_name (self);
  else if (take_url (self))
    /* The key of another origin is not this one's. */
    easel_provider_key_group_set_unknown (self->key_group);
  save (self);
}

static void
on_edited (EaselProviderPage *self)
{
  if (self->studio != NULL)
    update_form (self);
}

static void
on_switched (EaselProviderPage *self)
{
  if (self->config != NULL && self->studio != NULL)
    save (self);
}

static void
on_key_entered (EaselProviderPage *self)
{
  if (self->config == NULL)
    on_add_clicked (self);
  else if (check (self) == EASEL_PROVIDER_FORM_OK
           && easel_provider_key_group_has_text (self->key_group))
    easel_provider_key_group_store (self->key_group, self->id, self->url);
}

static void
on_key_begun (EaselProviderPage *self)
{
  set_waiting (self, TRUE);
}

static void
on_key_failed (EaselProviderPage *self)
{
  set_waiting (self, FALSE);
}

static void
on_key_done (EaselProviderPage *self)
{
  /* It is never shown again. */
  if (self->config != NULL)
    easel_provider_key_group_clear_text (self->key_group);
  save (self);
}

static void
on_remove_activated (EaselProviderPage *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0, self->config);
}

static void
on_get_model_activated (EaselProviderPage *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  adw_preferences_dialog_push_subpage (
      ADW_PREFERENCES_DIALOG (dialog),
      ADW_NAVIGATION_PAGE (easel_local_model_page_new (self->studio, self->config)));
}

/* It is kept and chosen: the list of providers has it now. */
static void
on_local_used (EaselProviderPage *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (dialog));
}

static void
on_preset_selected (EaselProviderPage *self)
{
  const EaselProviderPreset *preset = get_chosen_preset (self);
  g_autoptr (EaselProviderConfig) basis = NULL;

  if (self->config != NULL || self->studio == NULL)
    return;

  basis = easel_provider_config_new ("new", preset != NULL ? preset->name : "",
                                     EASEL_PROVIDER_COMPATIBLE,
                                     preset != NULL ? preset->url : NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), preset != NULL ? preset->name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), preset != NULL ? preset->url : "");
  adw_spin_row_set_value (self->lanes_row, easel_provider_config_get_lanes (basis));
  update_form (self);
}

static void
set_up_presets (EaselProviderPage *self)
{
  guint n_presets = 0;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n_presets);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_presets; i++)
    gtk_string_list_append (names, presets[i].name);
  gtk_string_list_append (names, _ ("Other Server"));
  adw_combo_row_set_model (self->preset_row, G_LIST_MODEL (names));
}

static void
easel_provider_page_dispose (GObject *object)
{
  EaselProviderPage *self = EASEL_PROVIDER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_PROVIDER_PAGE);
  g_clear_object (&self->config);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_provider_page_parent_class)->dispose (object);
}

static void
easel_provider_page_finalize (GObject *object)
{
  EaselProviderPage *self = EASEL_PROVIDER_PAGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (easel_provider_page_parent_class)->finalize (object);
}

/* A field that gets the focus selects its text, and one careless key would replace the name. */
static void
easel_provider_page_shown (AdwNavigationPage *page)
{
  gtk_editable_set_position (GTK_EDITABLE (EASEL_PROVIDER_PAGE (page)->name_row), -1);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-provider-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, page);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, preset_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, preset_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, local_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, address_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, url_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, http_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, key_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, lanes_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, per_model_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, budget_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, budget_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, test_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, test_group);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, model_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderPage, remove_group);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_preset_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_key_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_key_begun);
  gtk_widget_class_bind_template_callback (widget_class, on_key_failed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_done);
  gtk_widget_class_bind_template_callback (widget_class, on_get_model_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_local_used);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_activated);
}

static void
easel_provider_page_class_init (EaselProviderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_provider_page_dispose;
  object_class->finalize = easel_provider_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = easel_provider_page_shown;

  signals[SIGNAL_REMOVE] = g_signal_new ("remove", EASEL_TYPE_PROVIDER_PAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         EASEL_TYPE_PROVIDER_CONFIG);
  g_type_ensure (EASEL_TYPE_LOCAL_SERVERS_GROUP);
  g_type_ensure (EASEL_TYPE_PROVIDER_KEY_GROUP);
  g_type_ensure (EASEL_TYPE_PROVIDER_TEST_ROW);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
easel_provider_page_init (EaselProviderPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselProviderPage *
easel_provider_page_new (EaselStudio *studio, EaselProviderConfig *config)
{
  EaselProviderPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (config == NULL || EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_PAGE, NULL);
  easel_provider_key_group_set_keyring (
      self->key_group, easel_provider_registry_get_keyring (easel_studio_get_providers (studio)));
  if (config == NULL)
    {
      self->studio = g_object_ref (studio);
      easel_local_servers_group_set_studio (self->local_group, studio);
      set_up_presets (self);
      on_preset_selected (self);
      return self;
    }

  self->id = g_strdup (easel_provider_config_get_id (config));
  self->config = g_object_ref (config);
  fill_form (self);
  /* From here on a change in a row is the person's. */
  self->studio = g_object_ref (studio);
  take_name (self);
  take_url (self);
  show_kept (self);
  update_form (self);
  easel_provider_key_group_set_unknown (self->key_group);
  easel_provider_key_group_look_up (self->key_group, self->config);
  return self;
}
