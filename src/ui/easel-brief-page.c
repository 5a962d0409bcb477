/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-page.h"

#include "easel-analyzer-chooser.h"
#include "easel-brief-card.h"
#include "easel-brief.h"

#include <glib/gi18n.h>

/* More cards than a person goes through would only take time to make. */
#define MOST_CARDS 30

struct _EaselBriefPage
{
  AdwNavigationPage parent_instance;

  AdwHeaderBar *header_bar;
  AdwBin *chooser_bin;
  EaselAnalyzerChooser *chooser;
  GtkStack *stack;
  GtkWidget *provider_row;
  GtkScrolledWindow *scrolled_window;
  GtkListView *cards;
  GtkWidget *more;
  GtkLabel *more_label;
  GtkWidget *retry_button;
  GtkWidget *approve;
  GtkButton *approve_button;

  EaselStudio *studio; /* (owned) */
  EaselBrief *brief;   /* (owned) */
  gboolean approving;  /* all that can be approved is */
};

G_DEFINE_FINAL_TYPE (EaselBriefPage, easel_brief_page, ADW_TYPE_NAVIGATION_PAGE)

static void
tell (EaselBriefPage *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", message);
}

/* Beside the title there is no room for large text: it gets a row of its own. */
static void
on_tight (EaselBriefPage *self)
{
  g_autoptr (GtkWidget) chooser = g_object_ref (GTK_WIDGET (self->chooser));

  adw_header_bar_remove (self->header_bar, chooser);
  adw_bin_set_child (self->chooser_bin, chooser);
}

static void
on_roomy (EaselBriefPage *self)
{
  g_autoptr (GtkWidget) chooser = g_object_ref (GTK_WIDGET (self->chooser));

  adw_bin_set_child (self->chooser_bin, NULL);
  adw_header_bar_pack_end (self->header_bar, chooser);
}

/* Cards ----------------------------------------------------------------------------------- */

static void
on_snoozed (EaselBriefPage *self, int which, EaselBriefCard *card)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  easel_brief_snooze (self->brief, easel_brief_card_get_item (card),
                      easel_brief_snooze_time ((EaselSnooze) which, now));
}

static void
on_cancel_response (EaselBriefPage *self, const char *response, AdwAlertDialog *dialog)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "job");

  if (g_str_equal (response, "cancel-job"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.cancel-job", "s", id);
}

/* A job that asks would wait for good if its card only went away. */
static void
ask_to_cancel (EaselBriefPage *self, EaselJob *job)
{
  gboolean merge = g_str_equal (easel_job_get_kind (job), "merge");
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      merge ? _ ("Cancel This Merge?") : _ ("Cancel This Job?"),
      merge ? _ ("Both stay in the library as they are. You can merge them another time.")
            : _ ("It waits for your answer. Without one it ends, and nothing is changed.")));

  adw_alert_dialog_add_responses (dialog, "keep", _ ("_Keep"), "cancel-job",
                                  merge ? _ ("_Cancel Merge") : _ ("_Cancel Job"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "cancel-job", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "keep");
  g_object_set_data_full (G_OBJECT (dialog), "job", g_strdup (easel_job_get_id (job)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_cancel_response), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
on_dismissed (EaselBriefPage *self, EaselBriefCard *card)
{
  EaselBriefItem *item = easel_brief_card_get_item (card);

  if (easel_brief_item_get_kind (item) == EASEL_BRIEF_REVIEW)
    ask_to_cancel (self, easel_brief_item_get_job (item));
  else
    easel_brief_dismiss (self->brief, item);
}

static void
on_retry (EaselBriefPage *self, EaselBriefCard *card)
{
  easel_brief_retry (self->brief, easel_brief_card_get_item (card));
}

static void
on_merge (EaselBriefPage *self, EaselBriefCard *card)
{
  g_autoptr (GError) error = NULL;

  if (easel_brief_merge (self->brief, easel_brief_card_get_item (card), &error) != NULL)
    tell (self, _ ("You are asked before anything is merged"));
  else
    tell (self, error->message);
}

static void
on_not_duplicates (EaselBriefPage *self, EaselBriefCard *card)
{
  easel_brief_not_duplicates (self->brief, easel_brief_card_get_item (card));
}

static void
on_card_setup (EaselBriefPage *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  GtkWidget *card = easel_brief_card_new ();

  g_signal_connect_object (card, "snoozed", G_CALLBACK (on_snoozed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "dismissed", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "retry", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "merge", G_CALLBACK (on_merge), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "not-duplicates", G_CALLBACK (on_not_duplicates), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
  g_object_bind_property (item, "item", card, "item", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, card);
}

static void
on_card_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_accessible_label (item,
                                      easel_brief_item_get_title (gtk_list_item_get_item (item)));
}

/* All at once ----------------------------------------------------------------------------- */

static guint
count (EaselBriefPage *self, EaselBriefKind kind, gboolean can_approve)
{
  GListModel *items = G_LIST_MODEL (self->brief);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EaselBriefItem) item = g_list_model_get_item (items, i);

      if (easel_brief_item_get_kind (item) == kind
          && (!can_approve || easel_brief_item_get_can_approve (item)))
        n++;
    }
  return n;
}

static void
update_approve (EaselBriefPage *self)
{
  guint n = count (self, EASEL_BRIEF_REVIEW, TRUE);
  g_autofree char *label = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                         "_Approve All Without Conflicts (%'u)",
                                                         "_Approve All Without Conflicts (%'u)", n),
                                            n);

  gtk_widget_set_visible (self->approve, n >= 2 || self->approving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_button), !self->approving);
  if (!self->approving)
    gtk_button_set_label (self->approve_button, label);
}

static void
on_all_approved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBriefPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  guint n = 0;

  self->approving = FALSE;
  update_approve (self);
  if (!easel_brief_approve_all_finish (EASEL_BRIEF (source), result, &n, &group, &error))
    tell (self, error->message);
  else if (group != NULL)
    {
      g_autofree char *title = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%'u merge done", "%'u merges done", n), n);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-change", "(ss)", title, group);
    }
}

static void
on_approve_all (EaselBriefPage *self)
{
  self->approving = TRUE;
  update_approve (self);
  easel_brief_approve_all_async (self->brief, "window", NULL, on_all_approved, g_object_ref (self));
}

/* What is shown --------------------------------------------------------------------------- */

/* Whether one can be approved can change while it is there. */
static void
watch (EaselBriefPage *self, EaselBriefItem *item)
{
  if (g_signal_handler_find (item, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             update_approve, self)
      == 0)
    g_signal_connect_object (item, "notify::can-approve", G_CALLBACK (update_approve), self,
                             G_CONNECT_SWAPPED);
}

static void
update (EaselBriefPage *self)
{
  guint n = easel_brief_get_count (self->brief);

  gtk_widget_set_visible (self->more, n > MOST_CARDS);
  if (n > MOST_CARDS)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: how many cards are shown, and how many things need the person */
          g_dngettext (GETTEXT_PACKAGE, "The first %d of %'u", "The first %d of %'u", n),
          MOST_CARDS, n);

      gtk_label_set_label (self->more_label, text);
      gtk_widget_set_visible (self->retry_button, count (self, EASEL_BRIEF_FAILURE, FALSE) > 1);
    }
  update_approve (self);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "cards" : "empty");
}

/* The list keeps what is on screen in its place when something comes in above it. Who is at the
 * start, though, wants to see what comes first. */
static void
stay_at_start (EaselBriefPage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled_window);

  if (gtk_adjustment_get_value (adjustment) <= 0
      && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->cards))) > 0)
    gtk_list_view_scroll_to (self->cards, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
on_items_changed (EaselBriefPage *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (EaselBriefItem) item = g_list_model_get_item (G_LIST_MODEL (self->brief), i);

      watch (self, item);
    }
  update (self);
  if (n_added > n_removed && gtk_list_view_get_model (self->cards) != NULL)
    stay_at_start (self);
}

/* Demo is there always. */
static void
update_providers (EaselBriefPage *self)
{
  GListModel *providers = G_LIST_MODEL (easel_studio_get_providers (self->studio));

  gtk_widget_set_visible (self->provider_row, g_list_model_get_n_items (providers) <= 1);
}

static void
easel_brief_page_dispose (GObject *object)
{
  EaselBriefPage *self = EASEL_BRIEF_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_BRIEF_PAGE);
  g_clear_object (&self->brief);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_brief_page_parent_class)->dispose (object);
}

static void
easel_brief_page_class_init (EaselBriefPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_brief_page_dispose;

  g_type_ensure (EASEL_TYPE_ANALYZER_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-brief-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, chooser_bin);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, provider_row);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, cards);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, more);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, more_label);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, approve);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, approve_button);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_all);
  gtk_widget_class_bind_template_callback (widget_class, on_tight);
  gtk_widget_class_bind_template_callback (widget_class, on_roomy);
}

static void
easel_brief_page_init (EaselBriefPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselBriefPage *
easel_brief_page_new (EaselStudio *studio, GSettings *settings)
{
  EaselBriefPage *self = g_object_new (EASEL_TYPE_BRIEF_PAGE, NULL);
  EaselProviderRegistry *providers = easel_studio_get_providers (studio);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->studio = g_object_ref (studio);
  self->brief = g_object_ref (easel_studio_get_brief (studio));
  g_signal_connect_object (self->brief, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (providers, "changed", G_CALLBACK (update_providers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_providers), self,
                           G_CONNECT_SWAPPED);
  easel_analyzer_chooser_set_studio (self->chooser, studio, settings);
  on_items_changed (self, 0, 0, easel_brief_get_count (self->brief));
  update_providers (self);

  selection = gtk_no_selection_new (G_LIST_MODEL (
      gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->brief)), 0, MOST_CARDS)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_card_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "bind", G_CALLBACK (on_card_bind), NULL);
  gtk_list_view_set_factory (self->cards, factory);
  gtk_list_view_set_model (self->cards, GTK_SELECTION_MODEL (selection));
  return self;
}

gboolean
easel_brief_page_is_empty (EaselBriefPage *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_PAGE (self), TRUE);

  return easel_brief_get_count (self->brief) == 0;
}
