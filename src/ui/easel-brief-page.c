/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-page.h"

#include "easel-analyzer-chooser.h"
#include "easel-brief-card.h"

#include <glib/gi18n.h>

/* More cards than a person goes through would only take time to make. */
#define MOST_CARDS 30

struct _EaselBriefPage
{
  AdwNavigationPage parent_instance;

  EaselAnalyzerChooser *chooser;
  GtkStack *stack;
  GtkWidget *provider_row;
  GtkListView *cards;
  GtkWidget *more;
  GtkLabel *more_label;

  EaselStudio *studio;      /* (owned) */
  EaselSectionList *list;   /* (owned) */
  GtkSliceListModel *slice; /* (owned): the first section of @list */
};

G_DEFINE_FINAL_TYPE (EaselBriefPage, easel_brief_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_card_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *card = easel_brief_card_new ();

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_focusable (item, FALSE);
  g_object_bind_property (item, "item", card, "job", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (item, card);
}

static void
on_card_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_accessible_label (item, easel_job_get_title (gtk_list_item_get_item (item)));
}

static void
update (EaselBriefPage *self)
{
  guint n = easel_section_list_get_section_size (self->list, EASEL_SIDEBAR_NEEDS_YOU);

  gtk_slice_list_model_set_size (self->slice, MIN (n, MOST_CARDS));
  gtk_widget_set_visible (self->more, n > MOST_CARDS);
  if (n > MOST_CARDS)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: how many cards are shown, and how many jobs need the person */
          g_dngettext (GETTEXT_PACKAGE, "The newest %d of %'u", "The newest %d of %'u", n),
          MOST_CARDS, n);

      gtk_label_set_label (self->more_label, text);
    }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "cards" : "empty");
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
  g_clear_object (&self->slice);
  g_clear_object (&self->list);
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
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, provider_row);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, cards);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, more);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefPage, more_label);
}

static void
easel_brief_page_init (EaselBriefPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselBriefPage *
easel_brief_page_new (EaselStudio *studio, EaselSidebarModel *model, GSettings *settings)
{
  EaselBriefPage *self = g_object_new (EASEL_TYPE_BRIEF_PAGE, NULL);
  EaselProviderRegistry *providers = easel_studio_get_providers (studio);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->studio = g_object_ref (studio);
  self->list = g_object_ref (easel_sidebar_model_get_list (model));
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->list)), 0, 0);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (providers, "changed", G_CALLBACK (update_providers), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (update_providers), self,
                           G_CONNECT_SWAPPED);
  easel_analyzer_chooser_set_studio (self->chooser, studio, settings);
  update (self);
  update_providers (self);

  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_card_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_card_bind), NULL);
  gtk_list_view_set_factory (self->cards, factory);
  gtk_list_view_set_model (self->cards, GTK_SELECTION_MODEL (selection));
  return self;
}

gboolean
easel_brief_page_is_empty (EaselBriefPage *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_PAGE (self), TRUE);

  return easel_section_list_get_section_size (self->list, EASEL_SIDEBAR_NEEDS_YOU) == 0;
}
