/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book-fixture.h"

#include "easel-book-epub.h"
#include "easel-book-html.h"
#include "easel-book-markdown.h"
#include "easel-book-pdf.h"

const BookFormat book_formats[] = {
  { "story.epub", easel_book_write_epub },
  { "story.pdf", easel_book_write_pdf },
  { "story.html", easel_book_write_html },
  { "story.md", easel_book_write_markdown },
};
const guint book_n_formats = G_N_ELEMENTS (book_formats);

static const char opaque_webp[]
    = "UklGRnwAAABXRUJQVlA4IHAAAADwBACdASooAB4APpE8mki3M6KhKrgMAuASCWgAdwXwDeAjAL//ucgFd9yCF2Vq"
      "OAAA/vA8v5truJf+MpHpxv//sot/Si2udJ2pcHf9T0H1mvogV4/vm2u4ZE+Z/IberSlUY/C3XDUK0Cow0JI94QAA";
static const char clear_webp[]
    = "UklGRoABAABXRUJQVlA4WAoAAAAQAAAAJwAAHQAAQUxQSHwAAAABR6AokqQ2ejkYSAb4gQgiIiCl7jt/wUS27SahI5"
      "EsA4muGlxWwqD7W3jySPUR/WfgtpEiL/MevEJEFYb9WNI/GwDIhOughJ67VMiYBpqWWXWSOXVIiZvIiZcoiY+oCBC1"
      "WWbWbbbM7L0YvT+z92z2PYy+m9n3NfsPAg0CVlA4IN4AAABwBgCdASooAB4APpE6mkiloyKhKrgMALASCWwAxQexeQ"
      "fIBQIG8AXEB1gHoAeVV7E37Yei0B7jo1oG/AAA/veL//5ct3KXPeisBYT94mkP/xipc69aDFeW/Hf+vz/6iPWu66DB"
      "ZxDgp6hBby2vOsaiP/mBK35UO+fid/JqarjC5xt6++97jzu72ZmcWQwtX+INs99WQ3LgTK+IDd5d9/9BvPvZP4GKt+"
      "in09Q61unP2/838C7i7Kfua8Z9/AUOn8Stz5K74zy5KRUslsDLKteSf8kdR/8wHWWHMruxoAA=";

GBytes *
book_sample_webp (gboolean alpha)
{
  gsize size;
  guint8 *data = g_base64_decode (alpha ? clear_webp : opaque_webp, &size);

  return g_bytes_new_take (data, size);
}

EaselBook *
book_sample_new (const char *cover, const char *picture)
{
  const EaselBookScene scenes[] = {
    { "The Lamp", "It was *late*.\n\nNobody came.", NULL, NULL },
    { "The Storm", "Then **it** came.", picture, "A lighthouse in the rain" },
  };
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2025-03-09T08:07:06Z", NULL);
  const EaselBookParts parts = {
    .id = "0196f2d0-7f6e-7b3a-9d43-5a1f0c2b7e11",
    .language = "en",
    .title = "The Keeper",
    .subtitle = "A story of a lighthouse",
    .colophon = "Made with Easel.",
    .cover = cover,
    .date = date,
    .scenes = scenes,
    .n_scenes = G_N_ELEMENTS (scenes),
  };

  return easel_book_new (&parts);
}
