/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review-model.h"

#include "easel-attribute-schema.h"
#include "easel-json-text.h"
#include "easel-story-params.h"

#include <glib/gi18n.h>

/* Of a decision. */
#define MEMBER_VALUES "values"
#define MEMBER_FORCE "force"
/* Of a draft: which version is shown, and what became of those that were changed, by number. */
#define MEMBER_VERSION "version"
#define MEMBER_CHANGED "changed"

struct _EaselOutlineReviewModel
{
  GObject parent_instance;

  GPtrArray *proposed; /* (owned) (element-type EaselStoryOutline): one for each version */
  GPtrArray *shown;    /* (owned) (element-type EaselStoryOutline): what became of each, but for
                        * the one that is shown */
  guint version;
  char *title;                      /* (owned) */
  char *language;                   /* (owned): "" is none */
  GPtrArray *scenes;                /* (owned) (element-type EaselOutlineReviewScene) */
  EaselOutlineReviewScene *removed; /* (owned) (nullable): the last one */
  guint removed_from;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselOutlineReviewModel, easel_outline_review_model, G_TYPE_OBJECT)

static void
tell (EaselOutlineReviewModel *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Outlines -------------------------------------------------------------------------------- */

static void
outline_free (gpointer outline)
{
  easel_story_outline_free (outline);
}

static EaselStoryOutline *
copy_outline (const EaselStoryOutline *outline)
{
  EaselStoryOutline *copy = easel_story_outline_new (outline->title);

  g_set_str (&copy->language, outline->language);
  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

      easel_story_outline_add_scene (copy, scene->title, scene->summary, scene->illustrated,
                                     scene->picture);
    }
  return copy;
}

static gboolean
equal_outlines (const EaselStoryOutline *one, const EaselStoryOutline *other)
{
  g_autoptr (JsonNode) node = easel_story_outline_to_json (one);
  g_autoptr (JsonNode) other_node = easel_story_outline_to_json (other);

  return json_node_equal (node, other_node);
}

/* (transfer full): what is shown */
static EaselStoryOutline *
write_outline (EaselOutlineReviewModel *self)
{
  EaselStoryOutline *outline = easel_story_outline_new (self->title);

  g_set_str (&outline->language, *self->language != '\0' ? self->language : NULL);
  for (guint i = 0; i < self->scenes->len; i++)
    {
      EaselOutlineReviewScene *scene = g_ptr_array_index (self->scenes, i);

      easel_story_outline_add_scene (
          outline, easel_outline_review_scene_get_text (scene, EASEL_OUTLINE_REVIEW_TITLE),
          easel_outline_review_scene_get_text (scene, EASEL_OUTLINE_REVIEW_SUMMARY),
          easel_outline_review_scene_get_illustrated (scene),
          easel_outline_review_scene_get_text (scene, EASEL_OUTLINE_REVIEW_PICTURE));
    }
  return outline;
}

/* @scene: (transfer full) */
static void
insert_scene (EaselOutlineReviewModel *self, guint position, EaselOutlineReviewScene *scene)
{
  g_ptr_array_insert (self->scenes, (gint) position, scene);
  g_signal_connect_object (scene, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
}

static void
take_scene (EaselOutlineReviewModel *self, guint position)
{
  g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->scenes, position), self);
  g_ptr_array_remove_index (self->scenes, position);
}

static void
read_outline (EaselOutlineReviewModel *self, const EaselStoryOutline *outline)
{
  g_set_str (&self->title, outline->title);
  g_set_str (&self->language, outline->language != NULL ? outline->language : "");
  while (self->scenes->len > 0)
    take_scene (self, self->scenes->len - 1);
  for (guint i = 0; i < outline->scenes->len; i++)
    insert_scene (self, i, easel_outline_review_scene_new (g_ptr_array_index (outline->scenes, i)));
  g_clear_object (&self->removed);
}

/* Keeps what is shown with its version. */
static void
keep_shown (EaselOutlineReviewModel *self)
{
  outline_free (self->shown->pdata[self->version]);
  self->shown->pdata[self->version] = write_outline (self);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_outline_review_model_dispose (GObject *object)
{
  EaselOutlineReviewModel *self = EASEL_OUTLINE_REVIEW_MODEL (object);

  g_clear_object (&self->removed);
  g_ptr_array_set_size (self->scenes, 0);

  G_OBJECT_CLASS (easel_outline_review_model_parent_class)->dispose (object);
}

static void
easel_outline_review_model_finalize (GObject *object)
{
  EaselOutlineReviewModel *self = EASEL_OUTLINE_REVIEW_MODEL (object);

  g_ptr_array_unref (self->proposed);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->scenes);
  g_free (self->title);
  g_free (self->language);

  G_OBJECT_CLASS (easel_outline_review_model_parent_class)->finalize (object);
}

static void
easel_outline_review_model_class_init (EaselOutlineReviewModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_outline_review_model_dispose;
  object_class->finalize = easel_outline_review_model_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_OUTLINE_REVIEW_MODEL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_outline_review_model_init (EaselOutlineReviewModel *self)
{
  self->proposed = g_ptr_array_new_with_free_func (outline_free);
  self->shown = g_ptr_array_new_with_free_func (outline_free);
  self->scenes = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselOutlineReviewModel *
easel_outline_review_model_new (GPtrArray *outlines)
{
  EaselOutlineReviewModel *self;

  g_return_val_if_fail (outlines->len > 0, NULL);

  self = g_object_new (EASEL_TYPE_OUTLINE_REVIEW_MODEL, NULL);
  for (guint i = 0; i < outlines->len; i++)
    {
      g_ptr_array_add (self->proposed, copy_outline (g_ptr_array_index (outlines, i)));
      g_ptr_array_add (self->shown, copy_outline (g_ptr_array_index (outlines, i)));
    }
  self->version = outlines->len - 1;
  read_outline (self, g_ptr_array_index (self->proposed, self->version));
  return self;
}

/* Title ----------------------------------------------------------------------------------- */

const char *
easel_outline_review_model_get_title (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  return self->title;
}

void
easel_outline_review_model_set_title (EaselOutlineReviewModel *self, const char *title)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));

  if (g_set_str (&self->title, title))
    tell (self);
}

char *
easel_outline_review_model_describe_title_problem (EaselOutlineReviewModel *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  return easel_attribute_schema_check_name (self->title, &error) ? NULL : g_strdup (error->message);
}

const char *
easel_outline_review_model_get_language (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  return self->language;
}

void
easel_outline_review_model_set_language (EaselOutlineReviewModel *self, const char *language)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));

  if (g_set_str (&self->language, language))
    tell (self);
}

char *
easel_outline_review_model_describe_language_problem (EaselOutlineReviewModel *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  return easel_story_outline_check_language (self->language, &error) ? NULL
                                                                     : g_strdup (error->message);
}

/* Scenes ---------------------------------------------------------------------------------- */

GPtrArray *
easel_outline_review_model_get_scenes (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  return self->scenes;
}

gboolean
easel_outline_review_model_get_can_add (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), FALSE);

  return self->scenes->len < EASEL_STORY_MAX_SCENES;
}

gboolean
easel_outline_review_model_get_can_remove (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), FALSE);

  return self->scenes->len > EASEL_STORY_MIN_SCENES;
}

EaselOutlineReviewScene *
easel_outline_review_model_add (EaselOutlineReviewModel *self)
{
  EaselOutlineReviewScene *scene;

  g_return_val_if_fail (easel_outline_review_model_get_can_add (self), NULL);

  scene = easel_outline_review_scene_new (NULL);
  insert_scene (self, self->scenes->len, scene);
  tell (self);
  return scene;
}

void
easel_outline_review_model_remove (EaselOutlineReviewModel *self, EaselOutlineReviewScene *scene)
{
  guint position = 0;

  g_return_if_fail (easel_outline_review_model_get_can_remove (self));
  g_return_if_fail (g_ptr_array_find (self->scenes, scene, &position));

  g_set_object (&self->removed, scene);
  self->removed_from = position;
  take_scene (self, position);
  tell (self);
}

void
easel_outline_review_model_restore (EaselOutlineReviewModel *self)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));

  if (self->removed == NULL || !easel_outline_review_model_get_can_add (self))
    return;
  insert_scene (self, MIN (self->removed_from, self->scenes->len),
                g_steal_pointer (&self->removed));
  tell (self);
}

gboolean
easel_outline_review_model_move (EaselOutlineReviewModel *self,
                                 EaselOutlineReviewScene *scene,
                                 int step)
{
  guint position = 0;
  gint64 place;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), FALSE);
  g_return_val_if_fail (g_ptr_array_find (self->scenes, scene, &position), FALSE);

  place = (gint64) position + step;
  if (place < 0 || place >= self->scenes->len)
    return FALSE;
  self->scenes->pdata[position] = self->scenes->pdata[place];
  self->scenes->pdata[place] = scene;
  tell (self);
  return TRUE;
}

/* Versions -------------------------------------------------------------------------------- */

guint
easel_outline_review_model_get_version (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), 0);

  return self->version;
}

void
easel_outline_review_model_set_version (EaselOutlineReviewModel *self, guint version)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));
  g_return_if_fail (version < self->proposed->len);

  if (version == self->version)
    return;
  keep_shown (self);
  self->version = version;
  read_outline (self, g_ptr_array_index (self->shown, version));
  tell (self);
}

gboolean
easel_outline_review_model_get_differs (EaselOutlineReviewModel *self,
                                        EaselOutlineReviewScene *scene)
{
  const EaselStoryOutline *other;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), FALSE);

  if (self->proposed->len < 2)
    return FALSE;
  other = g_ptr_array_index (self->proposed, self->version > 0 ? self->version - 1 : 1);
  for (guint i = 0; i < other->scenes->len; i++)
    if (easel_outline_review_scene_equal (scene, g_ptr_array_index (other->scenes, i)))
      return FALSE;
  return TRUE;
}

void
easel_outline_review_model_reset (EaselOutlineReviewModel *self)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));

  for (guint i = 0; i < self->proposed->len; i++)
    {
      outline_free (self->shown->pdata[i]);
      self->shown->pdata[i] = copy_outline (g_ptr_array_index (self->proposed, i));
    }
  self->version = self->proposed->len - 1;
  read_outline (self, g_ptr_array_index (self->proposed, self->version));
  tell (self);
}

static gboolean
is_changed (EaselOutlineReviewModel *self, guint version)
{
  return !equal_outlines (g_ptr_array_index (self->shown, version),
                          g_ptr_array_index (self->proposed, version));
}

gboolean
easel_outline_review_model_get_chosen (EaselOutlineReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), FALSE);

  keep_shown (self);
  for (guint i = 0; i < self->proposed->len; i++)
    if (is_changed (self, i))
      return TRUE;
  return self->version != self->proposed->len - 1;
}

/* Deciding -------------------------------------------------------------------------------- */

char *
easel_outline_review_model_describe_work (EaselOutlineReviewModel *self)
{
  guint n_pictures = 0;
  g_autofree char *scenes = NULL;
  g_autofree char *pictures = NULL;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  for (guint i = 0; i < self->scenes->len; i++)
    n_pictures += easel_outline_review_scene_get_illustrated (self->scenes->pdata[i]) ? 1 : 0;
  scenes = g_strdup_printf (ngettext ("%u scene", "%u scenes", self->scenes->len),
                            self->scenes->len);
  if (n_pictures == 0)
    /* Translators: %s is such as “3 scenes” */
    return g_strdup_printf (_ ("Writes %s and draws no pictures"), scenes);
  pictures = g_strdup_printf (ngettext ("%u picture", "%u pictures", n_pictures), n_pictures);
  /* Translators: such as “3 scenes” and “2 pictures” */
  return g_strdup_printf (_ ("Writes %s and draws %s"), scenes, pictures);
}

EaselOutlineReviewScene *
easel_outline_review_model_find_problem (EaselOutlineReviewModel *self,
                                         EaselOutlineReviewPart *part)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  for (guint i = 0; i < self->scenes->len; i++)
    for (guint j = 0; j < EASEL_OUTLINE_REVIEW_N_PARTS; j++)
      if (easel_outline_review_scene_get_missing (self->scenes->pdata[i], j))
        {
          *part = j;
          return self->scenes->pdata[i];
        }
  return NULL;
}

EaselDecision *
easel_outline_review_model_decide (EaselOutlineReviewModel *self, gboolean force, GError **error)
{
  g_autoptr (EaselStoryOutline) outline = NULL;
  g_autoptr (EaselStoryOutline) checked = NULL;
  g_autoptr (JsonNode) values = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *data = NULL;
  gboolean edited;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  json_node_take_object (node, object);
  outline = write_outline (self);
  values = easel_story_outline_to_json (outline);
  checked = easel_story_outline_from_json (values, error);
  if (checked == NULL)
    return NULL;
  edited = !equal_outlines (outline, g_ptr_array_index (self->proposed, self->proposed->len - 1));
  if (edited)
    json_object_set_member (object, MEMBER_VALUES, g_steal_pointer (&values));
  if (force)
    json_object_set_boolean_member (object, MEMBER_FORCE, TRUE);
  data = edited || force ? json_to_string (node, FALSE) : NULL;
  return easel_decision_new (edited ? EASEL_DECISION_EDIT : EASEL_DECISION_APPROVE, data, NULL,
                             "window");
}

/* Drafts ---------------------------------------------------------------------------------- */

char *
easel_outline_review_model_write_draft (EaselOutlineReviewModel *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *changed = json_object_new ();

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self), NULL);

  json_node_take_object (node, object);
  json_object_set_int_member (object, MEMBER_VERSION, self->version);
  json_object_set_object_member (object, MEMBER_CHANGED, changed);
  if (!easel_outline_review_model_get_chosen (self))
    return NULL;
  for (guint i = 0; i < self->shown->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      if (is_changed (self, i))
        json_object_set_member (changed, name, easel_story_outline_to_json (self->shown->pdata[i]));
    }
  return json_to_string (node, FALSE);
}

static const char *
get_text (JsonObject *object, const char *member)
{
  const char *text = easel_json_text_get_string (object, member);

  return text != NULL ? text : "";
}

/* (transfer full) (nullable): something that need not be an outline yet */
static EaselStoryOutline *
read_unfinished (JsonObject *object)
{
  JsonArray *scenes = easel_json_text_get_array (object, "scenes");
  guint n_scenes = scenes != NULL ? json_array_get_length (scenes) : 0;
  g_autoptr (EaselStoryOutline) outline = NULL;

  if (n_scenes < EASEL_STORY_MIN_SCENES || n_scenes > EASEL_STORY_MAX_SCENES)
    return NULL;
  outline = easel_story_outline_new (get_text (object, "title"));
  g_set_str (&outline->language, easel_json_text_get_string (object, "language"));
  for (guint i = 0; i < n_scenes; i++)
    {
      JsonNode *element = json_array_get_element (scenes, i);
      JsonObject *scene = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (scene == NULL)
        return NULL;
      easel_story_outline_add_scene (
          outline, get_text (scene, "title"), get_text (scene, "summary"),
          json_object_get_boolean_member_with_default (scene, "illustrated", FALSE),
          get_text (scene, "picture"));
    }
  return g_steal_pointer (&outline);
}

void
easel_outline_review_model_read_draft (EaselOutlineReviewModel *self, const char *draft)
{
  g_autoptr (JsonObject) object = easel_json_text_parse_object (draft);
  JsonObject *changed = object != NULL ? easel_json_text_get_object (object, MEMBER_CHANGED) : NULL;
  gint64 version;

  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_MODEL (self));

  if (changed == NULL)
    return;
  version = json_object_get_int_member_with_default (object, MEMBER_VERSION, -1);
  if (version < 0 || version >= self->proposed->len)
    return;
  for (guint i = 0; i < self->shown->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      JsonObject *one = easel_json_text_get_object (changed, name);
      EaselStoryOutline *outline = one != NULL ? read_unfinished (one) : NULL;

      if (outline == NULL)
        continue;
      outline_free (self->shown->pdata[i]);
      self->shown->pdata[i] = outline;
    }
  self->version = (guint) version;
  read_outline (self, g_ptr_array_index (self->shown, self->version));
  tell (self);
}
