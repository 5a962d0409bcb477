/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-epub.h"

#include "easel-config.h"

#include "easel-archive-writer.h"
#include "easel-book-markup.h"

#define FOLDER "EPUB/"
#define CONTAINER                                                                                  \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                   \
  "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"        \
  "<rootfiles>\n"                                                                                  \
  "<rootfile full-path=\"" FOLDER "package.opf\" "                                                 \
  "media-type=\"application/oebps-package+xml\"/>\n"                                               \
  "</rootfiles>\n"                                                                                 \
  "</container>\n"

/* One writing. */
typedef struct
{
  EaselBook *book;
  EaselArchiveWriter *archive;
  GString *manifest;
  GString *spine;
  gboolean has_pictures;
  GCancellable *cancellable;
} Writing;

static gboolean
add_file (Writing *self, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error)
         && easel_archive_writer_add_text (self->archive, path, text, error);
}

/* @properties: (nullable): what the manifest says of it */
static void
list_file (Writing *self,
           const char *id,
           const char *name,
           const char *mime_type,
           const char *properties)
{
  g_string_append_printf (self->manifest, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, name,
                          mime_type);
  if (properties != NULL)
    g_string_append_printf (self->manifest, " properties=\"%s\"", properties);
  g_string_append (self->manifest, "/>\n");
}

/* Pages ----------------------------------------------------------------------------------- */

static GString *
open_page (Writing *self, const char *title)
{
  const char *language = easel_book_get_language (self->book);
  GString *page = g_string_new (NULL);

  g_string_append_printf (page,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<!DOCTYPE html>\n"
                          "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                          "xmlns:epub=\"http://www.idpf.org/2007/ops\" "
                          "lang=\"%s\" xml:lang=\"%s\" dir=\"%s\">\n<head>\n",
                          language, language, easel_book_is_rtl (self->book) ? "rtl" : "ltr");
  easel_book_markup_append_element (page, self->book, "title", NULL, title);
  g_string_append (page, "<link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n"
                         "</head>\n<body>\n");
  return page;
}

/* Every page but the table of contents is one that is turned to. */
static gboolean
close_page (Writing *self, GString *page, const char *id, GError **error)
{
  g_autofree char *name = g_strconcat (id, ".xhtml", NULL);

  g_string_append (page, "</section>\n</body>\n</html>\n");
  list_file (self, id, name, "application/xhtml+xml", NULL);
  g_string_append_printf (self->spine, "<itemref idref=\"%s\"/>\n", id);
  return add_file (self, name, page->str, error);
}

/* @scene: (nullable): %NULL for the cover */
static gboolean
add_picture (Writing *self,
             GString *page,
             const char *id,
             const char *path,
             const char *scene,
             const char *alt,
             GError **error)
{
  g_autoptr (EaselBookPicture) picture = easel_book_picture_load (path, scene, self->cancellable,
                                                                  error);
  g_autofree char *name = NULL;
  g_autofree char *packed = NULL;
  g_autofree char *picture_id = g_strconcat (id, "-picture", NULL);
  gsize size;
  const guint8 *data;

  if (picture == NULL)
    return FALSE;

  name = g_strdup_printf ("pictures/%s.%s", id, picture->extension);
  packed = g_strconcat (FOLDER, name, NULL);
  list_file (self, picture_id, name, picture->mime_type, scene == NULL ? "cover-image" : NULL);
  self->has_pictures = TRUE;

  easel_book_markup_open_figure (page, alt, picture);
  g_string_append (page, name);
  easel_book_markup_close_figure (page);

  data = g_bytes_get_data (picture->bytes, &size);
  return easel_archive_writer_add (self->archive, packed, data, size, FALSE, error);
}

static gboolean
add_cover (Writing *self, GError **error)
{
  const char *title = easel_book_get_title (self->book);
  const char *cover = easel_book_get_cover (self->book);
  g_autoptr (GString) page = NULL;

  if (cover == NULL)
    return TRUE;
  page = open_page (self, title);
  g_string_append (page, "<section class=\"cover\" epub:type=\"cover\">\n");
  return add_picture (self, page, "cover", cover, NULL, title, error)
         && close_page (self, page, "cover", error);
}

static gboolean
add_title (Writing *self, GError **error)
{
  const char *title = easel_book_get_title (self->book);
  const char *subtitle = easel_book_get_subtitle (self->book);
  g_autoptr (GString) page = open_page (self, title);

  g_string_append (page, "<section class=\"title\" epub:type=\"titlepage\">\n");
  easel_book_markup_append_element (page, self->book, "h1", NULL, title);
  if (subtitle != NULL)
    easel_book_markup_append_element (page, self->book, "p", "role=\"doc-subtitle\"", subtitle);
  return close_page (self, page, "title", error);
}

static gboolean
add_scene (Writing *self, guint scene, GError **error)
{
  const char *title = easel_book_get_scene_title (self->book, scene);
  const char *picture = easel_book_get_scene_picture (self->book, scene);
  g_autofree char *id = g_strdup_printf ("scene-%u", scene + 1);
  g_autoptr (GString) page = open_page (self, title);

  g_string_append (page, "<section epub:type=\"bodymatter chapter\" role=\"doc-chapter\" "
                         "aria-labelledby=\"heading\">\n");
  easel_book_markup_append_element (page, self->book, "h1", "id=\"heading\"", title);
  if (picture != NULL
      && !add_picture (self, page, id, picture, title, easel_book_get_scene_alt (self->book, scene),
                       error))
    return FALSE;
  easel_book_markup_append_paragraphs (page, self->book,
                                       easel_book_get_scene_text (self->book, scene));
  return close_page (self, page, id, error);
}

static gboolean
add_colophon (Writing *self, GError **error)
{
  GPtrArray *colophon = easel_book_get_colophon (self->book);
  g_autoptr (GString) page = NULL;

  if (colophon->len == 0)
    return TRUE;
  page = open_page (self, easel_book_get_title (self->book));
  g_string_append (page, "<section class=\"colophon\" epub:type=\"colophon\" "
                         "role=\"doc-colophon\">\n");
  easel_book_markup_append_paragraphs (page, self->book, colophon);
  return close_page (self, page, "colophon", error);
}

/* Contents -------------------------------------------------------------------------------- */

static void
append_link (Writing *self, GString *page, const char *attributes, const char *title)
{
  g_string_append (page, "<li>");
  easel_book_markup_append_element (page, self->book, "a", attributes, title);
  g_string_append (page, "</li>\n");
}

/* Its headings are titles of the book, as there are no words in its language here. */
static gboolean
add_contents (Writing *self, GError **error)
{
  const char *title = easel_book_get_title (self->book);
  g_autoptr (GString) page = open_page (self, title);

  g_string_append (page, "<nav epub:type=\"toc\" role=\"doc-toc\">\n");
  easel_book_markup_append_element (page, self->book, "h1", NULL, title);
  g_string_append (page, "<ol>\n");
  for (guint i = 0; i < easel_book_get_n_scenes (self->book); i++)
    {
      g_autofree char *link = g_strdup_printf ("href=\"scene-%u.xhtml\"", i + 1);

      append_link (self, page, link, easel_book_get_scene_title (self->book, i));
    }
  g_string_append (page, "</ol>\n</nav>\n<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
  if (easel_book_get_cover (self->book) != NULL)
    append_link (self, page, "epub:type=\"cover\" href=\"cover.xhtml\"", title);
  append_link (self, page, "epub:type=\"bodymatter\" href=\"scene-1.xhtml\"",
               easel_book_get_scene_title (self->book, 0));
  g_string_append (page, "</ol>\n</nav>\n</body>\n</html>\n");

  list_file (self, "contents", "nav.xhtml", "application/xhtml+xml", "nav");
  return add_file (self, "nav.xhtml", page->str, error);
}

/* Package --------------------------------------------------------------------------------- */

static void
append_metadata (GString *package, EaselBook *book)
{
  const char *subtitle = easel_book_get_subtitle (book);
  g_autofree char *date = g_date_time_format (easel_book_get_date (book), "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (package,
                          "<dc:identifier id=\"id\">urn:uuid:%s</dc:identifier>\n"
                          "<dc:language>%s</dc:language>\n"
                          "<dc:date>%s</dc:date>\n"
                          "<meta property=\"dcterms:modified\">%s</meta>\n"
                          "<dc:contributor id=\"producer\">Easel " EASEL_VERSION
                          "</dc:contributor>\n"
                          "<meta refines=\"#producer\" property=\"role\" "
                          "scheme=\"marc:relators\">bkp</meta>\n",
                          easel_book_get_id (book), easel_book_get_language (book), date, date);
  easel_book_markup_append_element (package, book, "dc:title", NULL, easel_book_get_title (book));
  if (subtitle != NULL)
    easel_book_markup_append_element (package, book, "dc:description", NULL, subtitle);
}

/* Every picture has words for who cannot see it: text is enough. */
static void
append_accessibility (GString *package, gboolean has_pictures)
{
  static const char *const always[][2] = {
    { "accessMode", "textual" },
    { "accessModeSufficient", "textual" },
    { "accessibilityFeature", "structuralNavigation" },
    { "accessibilityFeature", "tableOfContents" },
    { "accessibilityFeature", "readingOrder" },
    { "accessibilityFeature", "displayTransformability" },
    { "accessibilityHazard", "none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_string_append_printf (package, "<meta property=\"schema:%s\">%s</meta>\n", always[i][0],
                            always[i][1]);
  if (has_pictures)
    g_string_append (package,
                     "<meta property=\"schema:accessMode\">visual</meta>\n"
                     "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n");
}

static gboolean
add_package (Writing *self, GError **error)
{
  const char *language = easel_book_get_language (self->book);
  const char *direction = easel_book_is_rtl (self->book) ? "rtl" : "ltr";
  g_autoptr (GString) package = g_string_new (NULL);

  g_string_append_printf (package,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                          "unique-identifier=\"id\" xml:lang=\"%s\" dir=\"%s\">\n"
                          "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
                          language, direction);
  append_metadata (package, self->book);
  append_accessibility (package, self->has_pictures);
  g_string_append_printf (package,
                          "</metadata>\n<manifest>\n%s</manifest>\n"
                          "<spine page-progression-direction=\"%s\">\n%s</spine>\n</package>\n",
                          self->manifest->str, direction, self->spine->str);
  return add_file (self, "package.opf", package->str, error);
}

static gboolean
add_all (Writing *self, GError **error)
{
  const char *mime_type = "application/epub+zip";

  list_file (self, "style", "book.css", "text/css", NULL);
  if (!easel_archive_writer_add (self->archive, "mimetype", mime_type, strlen (mime_type), FALSE,
                                 error)
      || !easel_archive_writer_add_text (self->archive, "META-INF/container.xml", CONTAINER, error)
      || !add_file (self, "book.css", easel_book_markup_get_style ("epub.css"), error)
      || !add_cover (self, error) || !add_title (self, error))
    return FALSE;
  for (guint i = 0; i < easel_book_get_n_scenes (self->book); i++)
    if (!add_scene (self, i, error))
      return FALSE;
  return add_colophon (self, error) && add_contents (self, error) && add_package (self, error);
}

gboolean
easel_book_write_epub (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (EaselOutput) output = easel_output_new (file, error);
  g_autoptr (EaselArchiveWriter) archive = output != NULL ? easel_archive_writer_new (output, error)
                                                          : NULL;
  g_autoptr (GString) manifest = g_string_new (NULL);
  g_autoptr (GString) spine = g_string_new (NULL);
  Writing writing = { self, archive, manifest, spine, FALSE, cancellable };

  return archive != NULL && add_all (&writing, error) && easel_archive_writer_close (archive, error)
         && easel_output_finish (output, cancellable, error);
}
