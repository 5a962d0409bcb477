/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBookError: why a book could not be made. Each message is a sentence for the person;
 * what can be wrong with the file is an #EaselOutputError.
 */
typedef enum
{
  EASEL_BOOK_ERROR_PICTURE, /* gone, damaged, or no picture */
  EASEL_BOOK_ERROR_NO_FONT, /* for the letters it is written in */
  EASEL_BOOK_ERROR_FAILED,
} EaselBookError;

#define EASEL_BOOK_ERROR (easel_book_error_quark ())
GQuark easel_book_error_quark (void);

/**
 * EaselBookScene:
 * @title: (nullable): one line
 * @text: (nullable): see easel_book_text_parse()
 * @picture: (nullable): path of its illustration
 * @alt: (nullable): what can be seen there, for who cannot see it
 */
typedef struct
{
  const char *title;
  const char *text;
  const char *picture;
  const char *alt;
} EaselBookScene;

/**
 * EaselBookParts:
 * @id: (not nullable): a UUID in its canonical form; the same for each edition of one story
 * @language: (nullable): the story's, as a BCP 47 tag such as “en” or “pt-BR”
 * @title: (nullable): one line
 * @subtitle: (nullable): one line below it, or what the story is about
 * @colophon: (nullable): how the book was made, of which models; see easel_book_text_parse()
 * @cover: (nullable): path of the cover’s picture
 * @date: (not nullable): when the story was changed last
 * @scenes: its @n_scenes scenes, at least one
 *
 * What a book is made of. Everything belongs to the caller and is copied.
 */
typedef struct
{
  const char *id;
  const char *language;
  const char *title;
  const char *subtitle;
  const char *colophon;
  const char *cover;
  GDateTime *date;
  const EaselBookScene *scenes;
  guint n_scenes;
} EaselBookParts;

/**
 * EaselBook:
 *
 * An illustrated story that is to be written into a file people read: easel_book_write_epub(),
 * _pdf(), _html(), _markdown(). Immutable; any thread. Its texts have been cleaned as
 * easel_book_text_clean() does.
 */
#define EASEL_TYPE_BOOK (easel_book_get_type ())
G_DECLARE_FINAL_TYPE (EaselBook, easel_book, EASEL, BOOK, GObject)

EaselBook *easel_book_new (const EaselBookParts *parts);

const char *easel_book_get_id (EaselBook *self);
/* “und” where it is not known */
const char *easel_book_get_language (EaselBook *self);
/* Never empty. */
const char *easel_book_get_title (EaselBook *self);
const char *easel_book_get_subtitle (EaselBook *self); /* (nullable) */
const char *easel_book_get_cover (EaselBook *self);    /* (nullable) */
GDateTime *easel_book_get_date (EaselBook *self);
/* (element-type GPtrArray(EaselBookRun)): its paragraphs; may be empty */
GPtrArray *easel_book_get_colophon (EaselBook *self);
/* Whether it is read from right to left. */
gboolean easel_book_is_rtl (EaselBook *self);

guint easel_book_get_n_scenes (EaselBook *self);
/* Never empty: its number when it has no title. */
const char *easel_book_get_scene_title (EaselBook *self, guint scene);
/* (element-type GPtrArray(EaselBookRun)): its paragraphs; may be empty */
GPtrArray *easel_book_get_scene_text (EaselBook *self, guint scene);
const char *easel_book_get_scene_picture (EaselBook *self, guint scene); /* (nullable) */
/* Never empty: its title when nothing is said. */
const char *easel_book_get_scene_alt (EaselBook *self, guint scene);

G_END_DECLS
