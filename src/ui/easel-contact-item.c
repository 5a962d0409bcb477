/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-item.h"

#include "easel-entity-texture.h"
#include "easel-job-text.h"
#include "easel-json-text.h"

#include <glib/gi18n.h>

struct _EaselContactItem
{
  GObject parent_instance;

  EaselLibrary *library; /* (owned) */
  EaselQueue *queue;     /* (owned) (nullable) */
  EaselJob *job;         /* (owned) (nullable) */

  char *id;                  /* (owned) (nullable) */
  EaselEntity *entity;       /* (owned) (nullable): as read last */
  GFile *file;               /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable): why it could not be read */
  EaselContactState state;   /* as told last */
  GCancellable *cancellable; /* (owned) (nullable): of the reading */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_ENTITY,
} EaselContactItemProperty;

static GParamSpec *properties[PROP_ENTITY + 1];

G_DEFINE_FINAL_TYPE (EaselContactItem, easel_contact_item, G_TYPE_OBJECT)

static EaselContactState
find_state (EaselContactItem *self)
{
  EaselJobState state = self->job != NULL ? easel_job_get_state (self->job)
                                          : EASEL_JOB_STATE_COMPLETED;

  if (state == EASEL_JOB_STATE_FAILED || state == EASEL_JOB_STATE_CANCELED)
    return EASEL_CONTACT_FAILED;
  if (state != EASEL_JOB_STATE_COMPLETED)
    return EASEL_CONTACT_WAITING;
  if (g_error_matches (self->error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND))
    return EASEL_CONTACT_GONE;
  if (g_error_matches (self->error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN))
    return EASEL_CONTACT_WAITING;
  if (self->error != NULL)
    return EASEL_CONTACT_FAILED;
  if (self->entity == NULL)
    return EASEL_CONTACT_WAITING;
  return easel_entity_get_archived (self->entity) ? EASEL_CONTACT_GONE : EASEL_CONTACT_READY;
}

static void
update_state (EaselContactItem *self)
{
  EaselContactState state = find_state (self);

  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_entity (EaselContactItem *self, EaselEntity *entity)
{
  if (!g_set_object (&self->entity, entity))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTITY]);
}

static void
take_error (EaselContactItem *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  update_state (self);
}

static void
stop_reading (EaselContactItem *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static GCancellable *
begin_reading (EaselContactItem *self)
{
  stop_reading (self);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

/* Without its file a picture can still be looked at as far as it was read. */
static void
on_file_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactItem) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = easel_entity_texture_find_file_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (file == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  g_set_object (&self->file, file);
  update_state (self);
}

static void
on_entity_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactItem) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entity == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  g_clear_error (&self->error);
  set_entity (self, entity);
  if (self->file == NULL && g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    easel_entity_texture_find_file_async (self->library, self->id, self->cancellable, on_file_found,
                                          g_object_ref (self));
  else
    update_state (self);
}

void
easel_contact_item_reload (EaselContactItem *self)
{
  g_return_if_fail (EASEL_IS_CONTACT_ITEM (self));

  if (self->id != NULL)
    easel_library_get_async (self->library, self->id, begin_reading (self), on_entity_read,
                             g_object_ref (self));
}

/* (transfer full) (nullable): id of the picture, or of the first thing, a job has made */
static char *
find_result (const EaselJobDetails *details)
{
  g_autoptr (JsonObject) result = easel_json_text_parse_object (details->result);
  const char *picture = result != NULL ? easel_json_text_get_string (result, "picture") : NULL;
  JsonArray *entities = result != NULL ? easel_json_text_get_array (result, "entities") : NULL;
  JsonNode *first = entities != NULL && json_array_get_length (entities) > 0
                        ? json_array_get_element (entities, 0)
                        : NULL;

  if (picture == NULL && first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    picture = easel_json_text_get_string (json_node_get_object (first), "id");
  return g_strdup (picture);
}

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselContactItem) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (details == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  g_free (self->id);
  self->id = find_result (details);
  if (self->id != NULL)
    easel_contact_item_reload (self);
  else
    take_error (self, g_error_new_literal (EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                                           _ ("Nothing was made.")));
}

static void
on_job_changed (EaselContactItem *self)
{
  if (easel_job_get_state (self->job) == EASEL_JOB_STATE_COMPLETED)
    easel_queue_load_details_async (self->queue, easel_job_get_id (self->job), begin_reading (self),
                                    on_details_loaded, g_object_ref (self));
  else
    {
      stop_reading (self);
      g_clear_error (&self->error);
    }
  update_state (self);
}

static void
easel_contact_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselContactItem *self = EASEL_CONTACT_ITEM (object);

  switch ((EaselContactItemProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_ENTITY:
      g_value_set_object (value, self->entity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_contact_item_dispose (GObject *object)
{
  EaselContactItem *self = EASEL_CONTACT_ITEM (object);

  stop_reading (self);
  g_clear_object (&self->library);
  g_clear_object (&self->queue);
  g_clear_object (&self->job);
  g_clear_object (&self->entity);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (easel_contact_item_parent_class)->dispose (object);
}

static void
easel_contact_item_finalize (GObject *object)
{
  EaselContactItem *self = EASEL_CONTACT_ITEM (object);

  g_free (self->id);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (easel_contact_item_parent_class)->finalize (object);
}

static void
easel_contact_item_class_init (EaselContactItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = easel_contact_item_get_property;
  object_class->dispose = easel_contact_item_dispose;
  object_class->finalize = easel_contact_item_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, EASEL_CONTACT_WAITING,
                                             EASEL_CONTACT_GONE, EASEL_CONTACT_WAITING, flags);
  properties[PROP_ENTITY] = g_param_spec_object ("entity", NULL, NULL, EASEL_TYPE_ENTITY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_contact_item_init (EaselContactItem *self)
{
}

EaselContactItem *
easel_contact_item_new_for_picture (EaselLibrary *library, const char *picture)
{
  EaselContactItem *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (picture != NULL, NULL);

  self = g_object_new (EASEL_TYPE_CONTACT_ITEM, NULL);
  self->library = g_object_ref (library);
  self->id = g_strdup (picture);
  easel_contact_item_reload (self);
  return self;
}

EaselContactItem *
easel_contact_item_new_for_job (EaselLibrary *library, EaselQueue *queue, EaselJob *job)
{
  EaselContactItem *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_QUEUE (queue), NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  self = g_object_new (EASEL_TYPE_CONTACT_ITEM, NULL);
  self->library = g_object_ref (library);
  self->queue = g_object_ref (queue);
  self->job = g_object_ref (job);
  g_signal_connect_object (job, "notify::state", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  on_job_changed (self);
  return self;
}

EaselContactState
easel_contact_item_get_state (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), EASEL_CONTACT_GONE);

  return self->state;
}

const char *
easel_contact_item_get_id (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  return self->id;
}

EaselEntity *
easel_contact_item_get_entity (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  return self->entity;
}

EaselJob *
easel_contact_item_get_job (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  return self->job;
}

GFile *
easel_contact_item_get_file (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  return self->file;
}

const char *
easel_contact_item_get_reason (EaselContactItem *self)
{
  const EaselFailure *failure = NULL;

  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  if (self->state != EASEL_CONTACT_FAILED)
    return NULL;
  if (self->error != NULL)
    return self->error->message;
  failure = easel_job_get_failure (self->job);
  return easel_job_get_state (self->job) == EASEL_JOB_STATE_FAILED && failure != NULL
             ? failure->message
             : easel_job_text_get_state (self->job);
}

gboolean
easel_contact_item_is_picture (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), FALSE);

  return self->state == EASEL_CONTACT_READY
         && g_str_equal (easel_entity_get_kind (self->entity), EASEL_ENTITY_PICTURE);
}

gboolean
easel_contact_item_is_kept (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), FALSE);

  return self->state == EASEL_CONTACT_READY && easel_entity_is_favorite (self->entity);
}

char *
easel_contact_item_dup_title (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  /* Variations all have the name of what they are of, but each job has one of its own. */
  if (self->job != NULL)
    return g_strdup (easel_job_get_title (self->job));
  return g_strdup (self->entity != NULL ? easel_entity_get_name (self->entity) : "");
}

char *
easel_contact_item_describe (EaselContactItem *self)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_ITEM (self), NULL);

  switch (self->state)
    {
    case EASEL_CONTACT_WAITING:
      return self->job != NULL ? easel_job_text_describe (self->job, g_get_real_time ())
                               : g_strdup ("");
    case EASEL_CONTACT_FAILED:
      return g_strdup (easel_contact_item_get_reason (self));
    case EASEL_CONTACT_READY:
      /* Translators: of a picture: the person marked it with a star */
      return g_strdup (easel_contact_item_is_kept (self) ? _ ("Kept") : "");
    case EASEL_CONTACT_GONE:
    default:
      return g_strdup ("");
    }
}
