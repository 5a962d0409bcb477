/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book.h"

#include "easel-book-text.h"

#include <glib/gi18n.h>
#include <pango/pango.h>

typedef struct
{
  char *title;     /* (owned) */
  GPtrArray *text; /* (owned) (element-type GPtrArray(EaselBookRun)) */
  char *picture;   /* (owned) (nullable) */
  char *alt;       /* (owned) */
} Scene;

struct _EaselBook
{
  GObject parent_instance;

  char *id;            /* (owned) */
  char *language;      /* (owned) */
  char *title;         /* (owned) */
  char *subtitle;      /* (owned) (nullable) */
  GPtrArray *colophon; /* (owned) (element-type GPtrArray(EaselBookRun)) */
  char *cover;         /* (owned) (nullable) */
  GDateTime *date;     /* (owned) */
  gboolean is_rtl;
  GArray *scenes; /* (owned) (element-type Scene) */
};

G_DEFINE_QUARK (easel-book-error-quark, easel_book_error)
G_DEFINE_FINAL_TYPE (EaselBook, easel_book, G_TYPE_OBJECT)

static void
scene_clear (gpointer data)
{
  Scene *scene = data;

  g_free (scene->title);
  g_ptr_array_unref (scene->text);
  g_free (scene->picture);
  g_free (scene->alt);
}

static void
add_scene (EaselBook *self, const EaselBookScene *given)
{
  Scene scene = { easel_book_text_clean (given->title), easel_book_text_parse (given->text),
                  g_strdup (given->picture), easel_book_text_clean (given->alt) };

  if (scene.title == NULL)
    scene.title = g_strdup_printf ("%u", self->scenes->len + 1);
  if (scene.alt == NULL)
    scene.alt = g_strdup (scene.title);
  g_array_append_val (self->scenes, scene);
}

/* What is no tag would make the whole EPUB invalid. */
static char *
clean_language (const char *language)
{
  gsize length = language != NULL ? strcspn (language, ".@") : 0;
  char *tag = g_strndup (language != NULL ? language : "", length);

  g_strdelimit (tag, "_", '-');
  for (const char *p = tag; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      length = 0;
  if (length < 2 || !g_ascii_isalpha (tag[0]) || g_str_has_suffix (tag, "-"))
    {
      g_free (tag);
      tag = g_strdup ("und");
    }
  return tag;
}

/* A language that is written in one way knows better than the title, which may begin with a
 * foreign name. */
static gboolean
find_is_rtl (EaselBook *self)
{
  int n_scripts = 0;
  const PangoScript *scripts = pango_language_get_scripts (
      pango_language_from_string (self->language), &n_scripts);

  return n_scripts == 1 ? easel_book_text_is_rtl_script ((GUnicodeScript) scripts[0])
                        : easel_book_text_get_direction (self->title) > 0;
}

static void
easel_book_finalize (GObject *object)
{
  EaselBook *self = EASEL_BOOK (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->colophon, g_ptr_array_unref);
  g_clear_pointer (&self->cover, g_free);
  g_clear_pointer (&self->date, g_date_time_unref);
  g_clear_pointer (&self->scenes, g_array_unref);

  G_OBJECT_CLASS (easel_book_parent_class)->finalize (object);
}

static void
easel_book_class_init (EaselBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_book_finalize;
}

static void
easel_book_init (EaselBook *self)
{
  self->scenes = g_array_new (FALSE, FALSE, sizeof (Scene));
  g_array_set_clear_func (self->scenes, scene_clear);
}

EaselBook *
easel_book_new (const EaselBookParts *parts)
{
  EaselBook *self;

  g_return_val_if_fail (g_uuid_string_is_valid (parts->id), NULL);
  g_return_val_if_fail (parts->date != NULL, NULL);
  g_return_val_if_fail (parts->n_scenes > 0, NULL);

  self = g_object_new (EASEL_TYPE_BOOK, NULL);
  self->id = g_strdup (parts->id);
  self->language = clean_language (parts->language);
  self->title = easel_book_text_clean (parts->title);
  if (self->title == NULL)
    self->title = g_strdup (_ ("Untitled"));
  self->subtitle = easel_book_text_clean (parts->subtitle);
  self->colophon = easel_book_text_parse (parts->colophon);
  self->cover = g_strdup (parts->cover);
  self->date = g_date_time_to_utc (parts->date);
  self->is_rtl = find_is_rtl (self);
  for (guint i = 0; i < parts->n_scenes; i++)
    add_scene (self, &parts->scenes[i]);
  return self;
}

const char *
easel_book_get_id (EaselBook *self)
{
  return self->id;
}

const char *
easel_book_get_language (EaselBook *self)
{
  return self->language;
}

const char *
easel_book_get_title (EaselBook *self)
{
  return self->title;
}

const char *
easel_book_get_subtitle (EaselBook *self)
{
  return self->subtitle;
}

const char *
easel_book_get_cover (EaselBook *self)
{
  return self->cover;
}

GDateTime *
easel_book_get_date (EaselBook *self)
{
  return self->date;
}

GPtrArray *
easel_book_get_colophon (EaselBook *self)
{
  return self->colophon;
}

gboolean
easel_book_is_rtl (EaselBook *self)
{
  return self->is_rtl;
}

guint
easel_book_get_n_scenes (EaselBook *self)
{
  return self->scenes->len;
}

const char *
easel_book_get_scene_title (EaselBook *self, guint scene)
{
  return g_array_index (self->scenes, Scene, scene).title;
}

GPtrArray *
easel_book_get_scene_text (EaselBook *self, guint scene)
{
  return g_array_index (self->scenes, Scene, scene).text;
}

const char *
easel_book_get_scene_picture (EaselBook *self, guint scene)
{
  return g_array_index (self->scenes, Scene, scene).picture;
}

const char *
easel_book_get_scene_alt (EaselBook *self, guint scene)
{
  return g_array_index (self->scenes, Scene, scene).alt;
}
