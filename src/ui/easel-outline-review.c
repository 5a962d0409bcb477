/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review.h"

#include "easel-json-text.h"
#include "easel-keys.h"
#include "easel-library.h"
#include "easel-outline-review-card.h"
#include "easel-outline-review-field.h"
#include "easel-review-notice.h"
#include "easel-review-versions.h"
#include "easel-story-params.h"

#include <glib/gi18n.h>

struct _EaselOutlineReview
{
  AdwBin parent_instance;

  GtkViewport *viewport;
  GtkBox *notices;
  AdwToggleGroup *versions;
  EaselOutlineReviewField *title_field;
  EaselOutlineReviewField *language_field;
  GtkBox *cards;
  GtkWidget *add_button;
  GtkLabel *work;

  GSimpleActionGroup *actions;    /* (owned) */
  GMenu *menu;                    /* (owned) */
  EaselOutlineReviewModel *model; /* (owned) (nullable) */
  AdwToast *toast;                /* (weak) (nullable): of what was removed */
  GtkWidget *revealed;            /* (weak) (nullable): to be scrolled to */
  guint reveal_source;            /* 0 when nothing is to be scrolled to */
};

static void easel_outline_review_view_init (EaselReviewViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselOutlineReview,
                               easel_outline_review,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_REVIEW_VIEW,
                                                      easel_outline_review_view_init))

/* Cards ----------------------------------------------------------------------------------- */

/* (nullable) */
static EaselOutlineReviewCard *
find_card (EaselOutlineReview *self, EaselOutlineReviewScene *scene)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (easel_outline_review_card_get_scene (EASEL_OUTLINE_REVIEW_CARD (child)) == scene)
      return EASEL_OUTLINE_REVIEW_CARD (child);
  return NULL;
}

static EaselOutlineReviewCard *
get_card (EaselOutlineReview *self, guint position)
{
  return find_card (self, easel_outline_review_model_get_scenes (self->model)->pdata[position]);
}

static gboolean
on_reveal_due (gpointer user_data)
{
  EaselOutlineReview *self = user_data;

  self->reveal_source = 0;
  if (self->revealed != NULL)
    gtk_viewport_scroll_to (self->viewport, self->revealed, NULL);
  return G_SOURCE_REMOVE;
}

/* Once it has a place: the keyboard alone does not bring in sight what is new, or has moved. */
static void
reveal (EaselOutlineReview *self, GtkWidget *widget)
{
  g_set_weak_pointer (&self->revealed, widget);
  if (self->reveal_source == 0)
    self->reveal_source = g_idle_add_full (G_PRIORITY_LOW, on_reveal_due, self, NULL);
}

static void
focus_card (EaselOutlineReview *self, guint position)
{
  GPtrArray *scenes = easel_outline_review_model_get_scenes (self->model);
  GtkWidget *card = GTK_WIDGET (get_card (self, MIN (position, scenes->len - 1)));

  gtk_widget_grab_focus (card);
  reveal (self, card);
}

static void
dismiss_toast (EaselOutlineReview *self)
{
  AdwToast *toast = self->toast;

  g_clear_weak_pointer (&self->toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* Where it is shown somewhere that has toasts. */
static void
offer_undo (EaselOutlineReview *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  dismiss_toast (self);
  if (overlay == NULL)
    return;
  toast = adw_toast_new (_ ("Scene removed"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "review.restore-scene");
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
on_remove (EaselOutlineReview *self, EaselOutlineReviewCard *card)
{
  EaselOutlineReviewScene *scene = easel_outline_review_card_get_scene (card);
  guint position = 0;

  g_ptr_array_find (easel_outline_review_model_get_scenes (self->model), scene, &position);
  easel_outline_review_model_remove (self->model, scene);
  focus_card (self, position);
  offer_undo (self);
}

static void
on_move (EaselOutlineReview *self, int step, EaselOutlineReviewCard *card)
{
  EaselOutlineReviewScene *scene = easel_outline_review_card_get_scene (card);
  guint position = 0;
  g_autofree char *message = NULL;

  if (!easel_outline_review_model_move (self->model, scene, step))
    return;
  g_ptr_array_find (easel_outline_review_model_get_scenes (self->model), scene, &position);
  reveal (self, GTK_WIDGET (card));
  message = g_strdup_printf (_ ("Now scene %u"), position + 1);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static EaselOutlineReviewCard *
add_card (EaselOutlineReview *self, EaselOutlineReviewScene *scene)
{
  GtkWidget *card = easel_outline_review_card_new (scene);

  g_signal_connect_object (card, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->cards, card);
  return EASEL_OUTLINE_REVIEW_CARD (card);
}

/* One card a scene, those that are there kept: the keyboard is in one of them. */
static void
update_cards (EaselOutlineReview *self)
{
  GPtrArray *scenes = easel_outline_review_model_get_scenes (self->model);
  gboolean can_remove = easel_outline_review_model_get_can_remove (self->model);
  GtkWidget *last = NULL;

  for (guint i = 0; i < scenes->len; i++)
    {
      EaselOutlineReviewScene *scene = g_ptr_array_index (scenes, i);
      EaselOutlineReviewCard *card = find_card (self, scene);

      if (card == NULL)
        card = add_card (self, scene);
      if (gtk_widget_get_prev_sibling (GTK_WIDGET (card)) != last)
        gtk_box_reorder_child_after (self->cards, GTK_WIDGET (card), last);
      easel_outline_review_card_set_position (card, i, scenes->len, can_remove);
      easel_outline_review_card_set_differs (
          card, easel_outline_review_model_get_differs (self->model, scene));
      last = GTK_WIDGET (card);
    }
  while (gtk_widget_get_last_child (GTK_WIDGET (self->cards)) != last)
    gtk_box_remove (self->cards, gtk_widget_get_last_child (GTK_WIDGET (self->cards)));
}

/* What is shown --------------------------------------------------------------------------- */

static void
set_enabled (EaselOutlineReview *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_title (EaselOutlineReview *self)
{
  g_autofree char *problem = easel_outline_review_model_describe_title_problem (self->model);

  easel_outline_review_field_set_text (self->title_field,
                                       easel_outline_review_model_get_title (self->model));
  easel_outline_review_field_set_problem (self->title_field, problem);
}

static void
update_language (EaselOutlineReview *self)
{
  g_autofree char *problem = easel_outline_review_model_describe_language_problem (self->model);

  easel_outline_review_field_set_text (self->language_field,
                                       easel_outline_review_model_get_language (self->model));
  easel_outline_review_field_set_problem (self->language_field, problem);
}

static void
update_limits (EaselOutlineReview *self)
{
  gboolean can_add = easel_outline_review_model_get_can_add (self->model);
  g_autofree char *limit = g_strdup_printf (ngettext ("A Story Has at Most %u Scene",
                                                      "A Story Has at Most %u Scenes",
                                                      EASEL_STORY_MAX_SCENES),
                                            EASEL_STORY_MAX_SCENES);

  set_enabled (self, "add-scene", can_add);
  gtk_widget_set_tooltip_text (self->add_button, can_add ? NULL : limit);
}

static void
update (EaselOutlineReview *self)
{
  g_autofree char *work = easel_outline_review_model_describe_work (self->model);

  update_title (self);
  update_language (self);
  update_cards (self);
  update_limits (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->versions)))
    adw_toggle_group_set_active (self->versions,
                                 easel_outline_review_model_get_version (self->model));
  gtk_label_set_label (self->work, work);
  set_enabled (self, "reset", easel_outline_review_model_get_chosen (self->model));
}

static void
on_model_changed (EaselOutlineReview *self)
{
  update (self);
  easel_review_view_emit_changed (EASEL_REVIEW_VIEW (self));
}

static void
on_title_changed (EaselOutlineReview *self)
{
  g_autofree char *title = easel_outline_review_field_dup_text (self->title_field);

  easel_outline_review_model_set_title (self->model, title);
}

static void
on_language_changed (EaselOutlineReview *self)
{
  g_autofree char *language = easel_outline_review_field_dup_text (self->language_field);

  easel_outline_review_model_set_language (self->model, language);
}

static void
on_version_picked (EaselOutlineReview *self)
{
  guint active = adw_toggle_group_get_active (self->versions);

  /* Not while they are made. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->versions)))
    easel_outline_review_model_set_version (self->model, active);
}

/* Keyboard -------------------------------------------------------------------------------- */

/* @args: how many places further on */
static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, EASEL_TYPE_OUTLINE_REVIEW_CARD)
                                  : NULL;

  if (card == NULL)
    return FALSE;
  on_move (EASEL_OUTLINE_REVIEW (widget), g_variant_get_int32 (args),
           EASEL_OUTLINE_REVIEW_CARD (card));
  return TRUE;
}

static void
add_keys (EaselOutlineReview *self)
{
  static const EaselKey keys[] = {
    { "<Alt>Up", on_move_key, -1 },
    { "<Alt>Down", on_move_key, 1 },
  };

  easel_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
}

/* Actions --------------------------------------------------------------------------------- */

static void
on_add_scene (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselOutlineReview *self = user_data;

  easel_outline_review_model_add (self->model);
  focus_card (self, easel_outline_review_model_get_scenes (self->model)->len - 1);
}

static void
on_restore_scene (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_outline_review_model_restore (EASEL_OUTLINE_REVIEW (user_data)->model);
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  easel_outline_review_model_reset (EASEL_OUTLINE_REVIEW (user_data)->model);
}

static void
add_actions (EaselOutlineReview *self)
{
  const GActionEntry entries[] = {
    { "add-scene", on_add_scene },
    { "restore-scene", on_restore_scene },
    { "reset", on_reset },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  /* Until there is something to do it with. */
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    set_enabled (self, entries[i].name, FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));

  self->menu = g_menu_new ();
  g_menu_append (self->menu, _ ("_Back to the Proposal"), "review.reset");
}

/* View ------------------------------------------------------------------------------------ */

/* (transfer full) (nullable) */
static EaselStoryOutline *
read_outline (const EaselProposal *proposal, GError **error)
{
  g_autoptr (JsonObject) data = easel_json_text_parse_object (proposal->data);
  JsonNode *values = data != NULL ? json_object_get_member (data, "values") : NULL;
  g_autoptr (JsonNode) none = json_node_new (JSON_NODE_NULL);

  return easel_story_outline_from_json (values != NULL ? values : none, error);
}

static void
outline_free (gpointer outline)
{
  easel_story_outline_free (outline);
}

/* (transfer full) (nullable): the versions of the proposal; those that cannot be read, but for the
 * last, are left out */
static GPtrArray *
read_outlines (const EaselJobDetails *details, GError **error)
{
  g_autoptr (GPtrArray) outlines = g_ptr_array_new_with_free_func (outline_free);

  for (guint i = 0; i < details->asks->len; i++)
    {
      const EaselAskRecord *ask = g_ptr_array_index (details->asks, i);
      gboolean last = i + 1 == details->asks->len;
      EaselStoryOutline *outline = read_outline (ask->proposal, last ? error : NULL);

      if (outline != NULL)
        g_ptr_array_add (outlines, outline);
      else if (last)
        return NULL;
    }
  return g_steal_pointer (&outlines);
}

static void
add_notice (EaselOutlineReview *self, const EaselJobDetails *details)
{
  const EaselProposal *proposal = easel_job_details_get_last_ask (details)->proposal;
  g_autoptr (JsonObject) data = easel_json_text_parse_object (proposal->data);
  const char *comment = data != NULL ? easel_json_text_get_string (data, "comment") : NULL;

  if (comment == NULL)
    return;
  gtk_box_append (self->notices, easel_review_notice_new_for_comment (comment));
  gtk_widget_set_visible (GTK_WIDGET (self->notices), TRUE);
}

static gboolean
show (EaselReviewView *view, EaselStudio *studio, const EaselJobDetails *details, GError **error)
{
  EaselOutlineReview *self = EASEL_OUTLINE_REVIEW (view);
  g_autoptr (GPtrArray) outlines = read_outlines (details, error);

  if (outlines == NULL)
    return FALSE;
  self->model = easel_outline_review_model_new (outlines);
  add_notice (self, details);
  easel_review_versions_fill (self->versions, outlines->len);
  set_enabled (self, "restore-scene", TRUE);
  update (self);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

/* Says what is wrong with a scene, and where. */
static void
show_problem (EaselOutlineReview *self,
              EaselOutlineReviewScene *scene,
              EaselOutlineReviewPart part,
              GError **error)
{
  EaselOutlineReviewCard *card = find_card (self, scene);
  guint position = 0;

  for (guint i = 0; i < easel_outline_review_model_get_scenes (self->model)->len; i++)
    easel_outline_review_card_show_problems (get_card (self, i));
  easel_outline_review_card_edit (card, part);
  reveal (self, GTK_WIDGET (card));
  g_ptr_array_find (easel_outline_review_model_get_scenes (self->model), scene, &position);
  g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
               /* Translators: %s is one of the texts of a scene, such as "Summary" */
               _ ("“%s” of scene %u must not be empty."),
               easel_outline_review_part_get_label (part), position + 1);
}

/* @problem: (nullable): of the text in @field */
static gboolean
refuse (EaselOutlineReview *self,
        EaselOutlineReviewField *field,
        const char *problem,
        GError **error)
{
  if (problem == NULL)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (field));
  reveal (self, GTK_WIDGET (field));
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID, problem);
  return TRUE;
}

static EaselDecision *
decide (EaselReviewView *view, gboolean force, GError **error)
{
  EaselOutlineReview *self = EASEL_OUTLINE_REVIEW (view);
  g_autofree char *title = easel_outline_review_model_describe_title_problem (self->model);
  g_autofree char *language = easel_outline_review_model_describe_language_problem (self->model);
  EaselOutlineReviewPart part;
  EaselOutlineReviewScene *scene = easel_outline_review_model_find_problem (self->model, &part);

  if (refuse (self, self->title_field, title, error)
      || refuse (self, self->language_field, language, error))
    return NULL;
  if (scene != NULL)
    {
      show_problem (self, scene, part, error);
      return NULL;
    }
  return easel_outline_review_model_decide (self->model, force, error);
}

static char *
write_draft (EaselReviewView *view)
{
  return easel_outline_review_model_write_draft (EASEL_OUTLINE_REVIEW (view)->model);
}

static void
read_draft (EaselReviewView *view, const char *draft)
{
  easel_outline_review_model_read_draft (EASEL_OUTLINE_REVIEW (view)->model, draft);
}

static GMenuModel *
get_menu (EaselReviewView *view)
{
  return G_MENU_MODEL (EASEL_OUTLINE_REVIEW (view)->menu);
}

static GActionGroup *
get_actions (EaselReviewView *view)
{
  return G_ACTION_GROUP (EASEL_OUTLINE_REVIEW (view)->actions);
}

static const EaselReviewReason reasons[] = {
  { N_ ("Another Ending"), N_ ("Find another ending.") },
  { N_ ("More Surprising"), N_ ("Make it more surprising.") },
  { N_ ("Simpler"), N_ ("Make it simpler.") },
  { N_ ("Funnier"), N_ ("Make it funnier.") },
  { N_ ("Closer to the Theme"), N_ ("Stay closer to the theme.") },
  { N_ ("Another Title"), N_ ("Find a better title.") },
};

static void
easel_outline_review_view_init (EaselReviewViewInterface *iface)
{
  iface->show = show;
  iface->decide = decide;
  iface->write_draft = write_draft;
  iface->read_draft = read_draft;
  iface->get_menu = get_menu;
  iface->get_actions = get_actions;
  iface->reasons = reasons;
  iface->n_reasons = G_N_ELEMENTS (reasons);
  iface->cancel_label = N_ ("_Cancel Story");
}

/* Object ---------------------------------------------------------------------------------- */

static gboolean
easel_outline_review_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EASEL_OUTLINE_REVIEW (widget)->title_field));
}

static void
easel_outline_review_dispose (GObject *object)
{
  EaselOutlineReview *self = EASEL_OUTLINE_REVIEW (object);

  dismiss_toast (self);
  g_clear_handle_id (&self->reveal_source, g_source_remove);
  g_clear_weak_pointer (&self->revealed);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_OUTLINE_REVIEW);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_outline_review_parent_class)->dispose (object);
}

static void
easel_outline_review_finalize (GObject *object)
{
  EaselOutlineReview *self = EASEL_OUTLINE_REVIEW (object);

  g_object_unref (self->actions);
  g_object_unref (self->menu);

  G_OBJECT_CLASS (easel_outline_review_parent_class)->finalize (object);
}

static void
easel_outline_review_class_init (EaselOutlineReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_outline_review_dispose;
  object_class->finalize = easel_outline_review_finalize;
  widget_class->grab_focus = easel_outline_review_grab_focus;

  g_type_ensure (EASEL_TYPE_OUTLINE_REVIEW_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-outline-review.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, viewport);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, notices);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, versions);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, title_field);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, language_field);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, cards);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, add_button);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReview, work);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_language_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_version_picked);
}

static void
easel_outline_review_init (EaselOutlineReview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
  add_keys (self);
}

GtkWidget *
easel_outline_review_new (void)
{
  return g_object_new (EASEL_TYPE_OUTLINE_REVIEW, NULL);
}

EaselOutlineReviewModel *
easel_outline_review_get_model (EaselOutlineReview *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW (self), NULL);

  return self->model;
}
