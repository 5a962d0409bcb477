/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-review.h"

#include "easel-keys.h"
#include "easel-merge-field-row.h"
#include "easel-merge-field-side.h"
#include "easel-merge-review-picture.h"
#include "easel-merge-review-side.h"
#include "easel-review-notice.h"
#include "easel-review-versions.h"

#include <glib/gi18n.h>

/* Names of what uses the archived one; more would make a long dialog longer. */
#define MAX_AFFECTED 100

struct _EaselMergeReview
{
  AdwBin parent_instance;

  GtkBox *headings;
  EaselMergeReviewSide *left;
  EaselMergeReviewSide *right;
  GtkWidget *result_heading;
  GtkBox *notices;
  AdwToggleGroup *versions;
  GtkWidget *pictures;
  EaselMergeReviewPicture *left_picture;
  EaselMergeReviewPicture *right_picture;
  AdwPreferencesGroup *conflicts;
  AdwPreferencesGroup *differences;
  AdwExpanderRow *equal;
  AdwExpanderRow *affected;

  GSimpleActionGroup *actions;  /* (owned) */
  GMenu *menu;                  /* (owned) */
  EaselMergeReviewModel *model; /* (owned) (nullable) */
  GPtrArray *rows;              /* (owned) (element-type EaselMergeFieldRow): in order */
  GPtrArray *affected_rows;     /* (owned) (element-type GtkWidget): in @affected */
};

static void easel_merge_review_view_init (EaselReviewViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselMergeReview,
                               easel_merge_review,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_REVIEW_VIEW,
                                                      easel_merge_review_view_init))

/* What is on top -------------------------------------------------------------------------- */

static void
add_notice (EaselMergeReview *self, GtkWidget *notice)
{
  gtk_box_append (self->notices, notice);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), TRUE);
}

static void
add_notices (EaselMergeReview *self, EaselMergeProposal *proposal)
{
  const char *reason = easel_merge_proposal_get_fallback_reason (proposal);
  const char *comment = easel_merge_proposal_get_comment (proposal);
  const char *const *changed = easel_merge_proposal_get_changed (proposal);

  if (changed[0] != NULL)
    {
      g_autofree char *sentences = g_strjoinv (" ", (char **) changed);

      add_notice (self, easel_review_notice_new ("dialog-warning-symbolic", sentences));
    }
  if (reason != NULL)
    {
      /* Translators: %s is a sentence */
      g_autofree char *text = g_strdup_printf (
          _ ("The model could not propose this: %s This is a plain combination."), reason);

      add_notice (self, easel_review_notice_new ("dialog-information-symbolic", text));
    }
  if (comment != NULL)
    add_notice (self, easel_review_notice_new_for_comment (comment));
}

static void
on_version_picked (EaselMergeReview *self)
{
  guint active = adw_toggle_group_get_active (self->versions);

  /* Not while they are made. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->versions)))
    easel_merge_review_model_set_version (self->model, active);
}

static void
show_sides (EaselMergeReview *self, EaselLibrary *library, EaselMergeProposal *proposal)
{
  EaselEntity *source = easel_merge_proposal_get_source (proposal);
  EaselEntity *target = easel_merge_proposal_get_target (proposal);

  easel_merge_review_side_set_entity (self->left, source, EASEL_MERGE_SIDE_LEFT);
  easel_merge_review_side_set_entity (self->right, target, EASEL_MERGE_SIDE_RIGHT);
  easel_merge_review_picture_show (self->left_picture, library, source);
  easel_merge_review_picture_show (self->right_picture, library, target);
  gtk_widget_set_visible (self->pictures,
                          gtk_widget_get_visible (GTK_WIDGET (self->left_picture))
                              || gtk_widget_get_visible (GTK_WIDGET (self->right_picture)));
}

/* What is affected ------------------------------------------------------------------------ */

static GPtrArray *
get_affected (EaselMergeReview *self)
{
  EaselMergeProposal *proposal = easel_merge_review_model_get_proposal (self->model);

  return easel_merge_review_model_get_swapped (self->model)
             ? easel_merge_proposal_get_affected_swapped (proposal)
             : easel_merge_proposal_get_affected (proposal);
}

static void
list_affected (EaselMergeReview *self)
{
  GPtrArray *affected = get_affected (self);

  for (guint i = 0; i < self->affected_rows->len; i++)
    adw_expander_row_remove (self->affected, g_ptr_array_index (self->affected_rows, i));
  g_ptr_array_set_size (self->affected_rows, 0);
  for (guint i = 0; i < MIN (affected->len, MAX_AFFECTED); i++)
    {
      const EaselMergeAffected *one = g_ptr_array_index (affected, i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), one->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), easel_entity_kind_get_title (one->kind));
      adw_expander_row_add_row (self->affected, row);
      g_ptr_array_add (self->affected_rows, row);
    }
}

static void
name_affected (EaselMergeReview *self)
{
  EaselMergeProposal *proposal = easel_merge_review_model_get_proposal (self->model);
  gboolean swapped = easel_merge_review_model_get_swapped (self->model);
  const char *source = easel_entity_get_name (easel_merge_proposal_get_source (proposal));
  const char *target = easel_entity_get_name (easel_merge_proposal_get_target (proposal));
  guint n = get_affected (self)->len;
  g_autofree char *title = NULL;

  /* Translators: %s is a name: that of what goes to the archive in a merge */
  title = g_strdup_printf (ngettext ("%u thing uses “%s” and will use the result",
                                     "%u things use “%s” and will use the result", n),
                           n, swapped ? source : target);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->affected), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->affected), title);
  gtk_widget_set_visible (GTK_WIDGET (self->affected), n > 0);
}

static void
update_swapped (EaselMergeReview *self)
{
  gboolean swapped = easel_merge_review_model_get_swapped (self->model);

  easel_merge_review_side_set_kept (self->left, !swapped);
  easel_merge_review_side_set_kept (self->right, swapped);
  list_affected (self);
  name_affected (self);
}

/* Fields ---------------------------------------------------------------------------------- */

static void
add_rows (EaselMergeReview *self)
{
  GPtrArray *fields = easel_merge_review_model_get_fields (self->model);
  guint n_conflicts = 0;
  guint n_equal = 0;
  g_autofree char *title = NULL;
  g_autofree char *equal = NULL;

  for (guint i = 0; i < fields->len; i++)
    {
      EaselMergeField *field = g_ptr_array_index (fields, i);
      GtkWidget *row = easel_merge_field_row_new (
          field, easel_merge_review_model_get_differs (self->model, field));

      g_ptr_array_add (self->rows, row);
      if (easel_merge_field_get_conflict (field))
        adw_preferences_group_add (self->conflicts, row);
      else if (easel_merge_field_get_equal (field))
        adw_expander_row_add_row (self->equal, row);
      else
        adw_preferences_group_add (self->differences, row);
      n_conflicts += easel_merge_field_get_conflict (field) ? 1 : 0;
      n_equal += !easel_merge_field_get_conflict (field) && easel_merge_field_get_equal (field);
    }

  title = g_strdup_printf (ngettext ("%u Conflict", "%u Conflicts", n_conflicts), n_conflicts);
  equal = g_strdup_printf (
      ngettext ("%u field is the same in both", "%u fields are the same in both", n_equal),
      n_equal);
  adw_preferences_group_set_title (self->conflicts, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->equal), equal);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts), n_conflicts > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->equal), n_equal > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->differences), n_conflicts + n_equal < fields->len);
}

static void
update_layout (EaselMergeReview *self)
{
  AdwBreakpointBin *breakpoints = ADW_BREAKPOINT_BIN (adw_bin_get_child (ADW_BIN (self)));
  gboolean narrow = adw_breakpoint_bin_get_current_breakpoint (breakpoints) != NULL;

  gtk_box_set_homogeneous (self->headings, !narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  gtk_widget_set_visible (self->result_heading, !narrow);
  easel_merge_review_side_set_narrow (self->left, narrow);
  easel_merge_review_side_set_narrow (self->right, narrow);
  for (guint i = 0; i < self->rows->len; i++)
    easel_merge_field_row_set_narrow (g_ptr_array_index (self->rows, i), narrow);
}

static void
on_breakpoint_changed (EaselMergeReview *self)
{
  update_layout (self);
}

static void
set_enabled (EaselMergeReview *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
on_model_changed (EaselMergeReview *self)
{
  update_swapped (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->versions)))
    adw_toggle_group_set_active (self->versions,
                                 easel_merge_review_model_get_version (self->model));
  set_enabled (self, "reset", easel_merge_review_model_get_chosen (self->model));
  easel_review_view_emit_changed (EASEL_REVIEW_VIEW (self));
}

/* Keyboard -------------------------------------------------------------------------------- */

/* (nullable): the row that has the keyboard */
static EaselMergeFieldRow *
get_focused_row (EaselMergeReview *self, guint *position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (focus == row || gtk_widget_is_ancestor (focus, row))
        {
          if (position != NULL)
            *position = i;
          return EASEL_MERGE_FIELD_ROW (row);
        }
    }
  return NULL;
}

/* @args: whether it is the side a person sees there, where reading begins on the left */
static gboolean
on_take_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (widget);
  EaselMergeFieldRow *row = get_focused_row (self, NULL);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean left = (g_variant_get_int32 (args) != 0) != mirrored;

  if (row != NULL)
    easel_merge_field_take (easel_merge_field_row_get_field (row),
                            left ? EASEL_MERGE_SIDE_LEFT : EASEL_MERGE_SIDE_RIGHT);
  return TRUE;
}

/* @args: how many rows further on */
static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (widget);
  gint step = g_variant_get_int32 (args);
  guint position = 0;
  gint next = 0;

  if (get_focused_row (self, &position) != NULL)
    next = (gint) position + step;
  /* Those that are folded are passed over. */
  while (next >= 0 && next < (gint) self->rows->len
         && !gtk_widget_get_mapped (g_ptr_array_index (self->rows, next)))
    next += step;
  if (next >= 0 && next < (gint) self->rows->len)
    easel_merge_field_row_edit (g_ptr_array_index (self->rows, next));
  return TRUE;
}

static void
add_keys (EaselMergeReview *self)
{
  static const EaselKey keys[] = {
    { "<Alt>Left", on_take_key, TRUE },
    { "<Alt>Right", on_take_key, FALSE },
    { "<Alt>Down", on_move_key, 1 },
    { "<Alt>Up", on_move_key, -1 },
  };

  easel_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
}

/* Actions --------------------------------------------------------------------------------- */

static void
on_take_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselMergeReview *self = user_data;

  if (self->model != NULL)
    easel_merge_review_model_take_all (self->model, g_variant_get_boolean (parameter)
                                                        ? EASEL_MERGE_SIDE_LEFT
                                                        : EASEL_MERGE_SIDE_RIGHT);
}

static void
on_reset (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselMergeReview *self = user_data;

  if (self->model != NULL)
    easel_merge_review_model_reset (self->model);
}

static void
on_swap (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselMergeReview *self = user_data;

  if (self->model != NULL)
    easel_merge_review_model_set_swapped (self->model,
                                          !easel_merge_review_model_get_swapped (self->model));
}

static void
add_actions (EaselMergeReview *self)
{
  const GActionEntry entries[] = {
    { "take-all", on_take_all, "b" },
    { "reset", on_reset },
    { "swap", on_swap },
  };
  /* Which side is left depends on the direction of reading. */
  gboolean mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "review", G_ACTION_GROUP (self->actions));

  self->menu = g_menu_new ();
  g_menu_append (self->menu, _ ("Take All From the _Left"),
                 mirrored ? "review.take-all(false)" : "review.take-all(true)");
  g_menu_append (self->menu, _ ("Take All From the _Right"),
                 mirrored ? "review.take-all(true)" : "review.take-all(false)");
  g_menu_append (self->menu, _ ("_Keep the Other One"), "review.swap");
  g_menu_append (self->menu, _ ("_Back to the Proposal"), "review.reset");
}

/* View ------------------------------------------------------------------------------------ */

/* (transfer full) (nullable): the versions of the proposal; those that cannot be read, but for the
 * last, are left out */
static GPtrArray *
read_proposals (const EaselJobDetails *details, GError **error)
{
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < details->asks->len; i++)
    {
      const EaselAskRecord *ask = g_ptr_array_index (details->asks, i);
      gboolean last = i + 1 == details->asks->len;
      EaselMergeProposal *proposal = easel_merge_proposal_from_proposal (ask->proposal,
                                                                         last ? error : NULL);

      if (proposal != NULL)
        g_ptr_array_add (proposals, proposal);
      else if (last)
        return NULL;
    }
  return g_steal_pointer (&proposals);
}

static gboolean
show (EaselReviewView *view, EaselStudio *studio, const EaselJobDetails *details, GError **error)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (view);
  g_autoptr (GPtrArray) proposals = read_proposals (details, error);
  EaselMergeProposal *proposal;

  if (proposals == NULL)
    return FALSE;
  self->model = easel_merge_review_model_new (proposals);
  proposal = easel_merge_review_model_get_proposal (self->model);
  add_notices (self, proposal);
  easel_review_versions_fill (self->versions, proposals->len);
  show_sides (self, easel_studio_get_library (studio), proposal);
  add_rows (self);
  update_layout (self);
  on_model_changed (self);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  return TRUE;
}

static EaselDecision *
decide (EaselReviewView *view, gboolean force, GError **error)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (view);
  EaselMergeField *problem = easel_merge_review_model_find_problem (self->model);

  if (problem == NULL)
    return easel_merge_review_model_decide (self->model, force);
  for (guint i = 0; i < self->rows->len; i++)
    {
      EaselMergeFieldRow *row = g_ptr_array_index (self->rows, i);

      if (easel_merge_field_row_get_field (row) != problem)
        continue;
      if (!gtk_widget_get_mapped (GTK_WIDGET (row)))
        adw_expander_row_set_expanded (self->equal, TRUE);
      easel_merge_field_row_edit (row);
    }
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                       easel_merge_field_get_problem (problem));
  return NULL;
}

static char *
write_draft (EaselReviewView *view)
{
  return easel_merge_review_model_write_draft (EASEL_MERGE_REVIEW (view)->model);
}

static void
read_draft (EaselReviewView *view, const char *draft)
{
  easel_merge_review_model_read_draft (EASEL_MERGE_REVIEW (view)->model, draft);
}

static GMenuModel *
get_menu (EaselReviewView *view)
{
  return G_MENU_MODEL (EASEL_MERGE_REVIEW (view)->menu);
}

static GActionGroup *
get_actions (EaselReviewView *view)
{
  return G_ACTION_GROUP (EASEL_MERGE_REVIEW (view)->actions);
}

static const EaselReviewReason reasons[] = {
  { N_ ("More Detail"), N_ ("Keep more detail.") },
  { N_ ("Shorter"), N_ ("Say it shorter.") },
  { N_ ("Wrong Color"), N_ ("The color is wrong.") },
  { N_ ("Another Name"), N_ ("Find a better name.") },
  { N_ ("Prefer the First"), N_ ("Where they differ, prefer what the first one says.") },
  { N_ ("Prefer the Second"), N_ ("Where they differ, prefer what the second one says.") },
};

static void
easel_merge_review_view_init (EaselReviewViewInterface *iface)
{
  iface->show = show;
  iface->decide = decide;
  iface->write_draft = write_draft;
  iface->read_draft = read_draft;
  iface->get_menu = get_menu;
  iface->get_actions = get_actions;
  iface->reasons = reasons;
  iface->n_reasons = G_N_ELEMENTS (reasons);
  iface->cancel_label = N_ ("_Cancel Merge");
}

/* Object ---------------------------------------------------------------------------------- */

/* To the first decision there is to take. */
static gboolean
easel_merge_review_grab_focus (GtkWidget *widget)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (widget);

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_child_focus (g_ptr_array_index (self->rows, i), GTK_DIR_TAB_FORWARD))
      return TRUE;
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
easel_merge_review_dispose (GObject *object)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_MERGE_REVIEW);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_merge_review_parent_class)->dispose (object);
}

static void
easel_merge_review_finalize (GObject *object)
{
  EaselMergeReview *self = EASEL_MERGE_REVIEW (object);

  g_object_unref (self->actions);
  g_object_unref (self->menu);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->affected_rows);

  G_OBJECT_CLASS (easel_merge_review_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, headings);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, left);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, right);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, result_heading);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, notices);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, versions);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, pictures);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, left_picture);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, right_picture);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, conflicts);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, differences);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, equal);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeReview, affected);
}

static void
easel_merge_review_class_init (EaselMergeReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_merge_review_dispose;
  object_class->finalize = easel_merge_review_finalize;
  widget_class->grab_focus = easel_merge_review_grab_focus;

  g_type_ensure (EASEL_TYPE_MERGE_REVIEW_PICTURE);
  g_type_ensure (EASEL_TYPE_MERGE_REVIEW_SIDE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-merge-review.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_breakpoint_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_version_picked);
}

static void
easel_merge_review_init (EaselMergeReview *self)
{
  self->rows = g_ptr_array_new ();
  self->affected_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_actions (self);
  add_keys (self);
}

GtkWidget *
easel_merge_review_new (void)
{
  return g_object_new (EASEL_TYPE_MERGE_REVIEW, NULL);
}

EaselMergeReviewModel *
easel_merge_review_get_model (EaselMergeReview *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW (self), NULL);

  return self->model;
}
