/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-tile.h"

#include "easel-contact-content.h"
#include "easel-entity-thumbnail.h"
#include "easel-job-menu.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define TILE_SIZE 150

struct _EaselContactTile
{
  GtkBox parent_instance;

  EaselEntityThumbnail *thumbnail;
  GtkStack *stack;
  GtkImage *star;
  GtkLabel *activity;
  GtkLabel *reason;
  GtkWidget *retry_button;
  GtkLabel *name;

  EaselContactItem *item; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of @item */
  GSignalGroup *job;      /* (owned): of its job */
  char *summary;          /* (owned) */
};

typedef enum
{
  PROP_SUMMARY = 1,
} EaselContactTileProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

G_DEFINE_FINAL_TYPE (EaselContactTile, easel_contact_tile, GTK_TYPE_BOX)

static const char *
get_page (EaselContactItem *item)
{
  switch (easel_contact_item_get_state (item))
    {
    case EASEL_CONTACT_READY:
      return "ready";
    case EASEL_CONTACT_FAILED:
      return "failed";
    case EASEL_CONTACT_WAITING:
    case EASEL_CONTACT_GONE:
    default:
      return "waiting";
    }
}

/* What a job that is at work does changes all the time; that is not read out. */
static void
update_summary (EaselContactTile *self, const char *title, const char *description)
{
  g_autofree char *summary = *description != '\0' ? g_strdup_printf ("%s, %s", title, description)
                                                  : g_strdup (title);

  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
update (EaselContactTile *self)
{
  EaselJob *job = NULL;
  EaselEntity *entity = NULL;
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  gboolean can_retry;

  if (self->item == NULL)
    return;
  job = easel_contact_item_get_job (self->item);
  entity = easel_contact_item_get_entity (self->item);
  title = easel_contact_item_dup_title (self->item);
  description = easel_contact_item_describe (self->item);
  can_retry = job != NULL && easel_contact_item_get_state (self->item) == EASEL_CONTACT_FAILED;

  gtk_stack_set_visible_child_name (self->stack, get_page (self->item));
  easel_entity_thumbnail_set_path (self->thumbnail,
                                   entity != NULL ? easel_entity_get_thumbnail (entity) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->star), easel_contact_item_is_kept (self->item));
  gtk_label_set_label (self->activity, description);
  gtk_label_set_label (self->reason, description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), description);
  gtk_widget_set_visible (self->retry_button, can_retry);
  if (can_retry)
    easel_job_menu_connect (GTK_ACTIONABLE (self->retry_button), "win.retry-job",
                            easel_job_get_id (job));
  gtk_label_set_label (self->name, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), title);
  update_summary (self, title, description);
}

static EaselContactItem *
get_dragged (GtkWidget *widget)
{
  EaselContactTile *self = EASEL_CONTACT_TILE (widget);

  return self->item != NULL && easel_contact_item_is_picture (self->item)
             ? g_object_ref (self->item)
             : NULL;
}

static void
easel_contact_tile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((EaselContactTileProperty) prop_id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, EASEL_CONTACT_TILE (object)->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_contact_tile_dispose (GObject *object)
{
  EaselContactTile *self = EASEL_CONTACT_TILE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_CONTACT_TILE);
  g_clear_object (&self->signals);
  g_clear_object (&self->job);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (easel_contact_tile_parent_class)->dispose (object);
}

static void
easel_contact_tile_finalize (GObject *object)
{
  g_free (EASEL_CONTACT_TILE (object)->summary);

  G_OBJECT_CLASS (easel_contact_tile_parent_class)->finalize (object);
}

static void
easel_contact_tile_class_init (EaselContactTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_contact_tile_get_property;
  object_class->dispose = easel_contact_tile_dispose;
  object_class->finalize = easel_contact_tile_finalize;

  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (EASEL_TYPE_ENTITY_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-contact-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, star);
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, activity);
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, reason);
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, retry_button);
  gtk_widget_class_bind_template_child (widget_class, EaselContactTile, name);
}

static void
easel_contact_tile_init (EaselContactTile *self)
{
  GtkWidget *thumbnail = easel_entity_thumbnail_new (TILE_SIZE);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  gtk_stack_add_named (self->stack, thumbnail, "ready");
  gtk_widget_add_css_class (thumbnail, "card");
  easel_contact_content_add_drag_source (GTK_WIDGET (self), get_dragged);

  self->signals = g_signal_group_new (EASEL_TYPE_CONTACT_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  self->job = g_signal_group_new (EASEL_TYPE_JOB);
  g_signal_group_connect_swapped (self->job, "notify", G_CALLBACK (update), self);
}

GtkWidget *
easel_contact_tile_new (void)
{
  return g_object_new (EASEL_TYPE_CONTACT_TILE, NULL);
}

void
easel_contact_tile_set_item (EaselContactTile *self, EaselContactItem *item)
{
  g_return_if_fail (EASEL_IS_CONTACT_TILE (self));

  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->signals, item);
  g_signal_group_set_target (self->job, item != NULL ? easel_contact_item_get_job (item) : NULL);
  update (self);
}
