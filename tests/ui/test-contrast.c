/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ui-resources.h"
#include "ui-testing.h"

#include <math.h>

/* Whether what Easel gives a color of its own can be told from what is around it: measured on the
 * pixels, light and dark, in every accent. With an argument: in high contrast. */

#define TEXT 4.5
#define GRAPHIC 3.0

typedef struct
{
  const char *parents; /* names and classes, the outermost first, such as "row.error box" */
  const char *classes; /* of what is measured */
  const char *icon;    /* (nullable): what is measured is this, and not a text */
  double least;
} Case;

static const Case cases[] = {
  { "card", "chip", NULL, TEXT },
  { "card", "tag", NULL, TEXT },
  { "card", "tag ai", NULL, TEXT },
  { "card", "tag you", NULL, TEXT },
  { "card", "tag warning", NULL, TEXT },
  { "navigation-sidebar", "count", NULL, TEXT },
  { "drop-overlay drop-message", "title-2", NULL, TEXT },
  { "card text-area", "", NULL, TEXT },
  { "card", "contact-star", "starred-symbolic", GRAPHIC },
  { "card", "tile-star", "starred-symbolic", GRAPHIC },
  { "picture-viewer", "", "starred-symbolic", GRAPHIC },
};

/* What it is in; @row: a row of a list in a card */
typedef struct
{
  const char *row;
  const char *title; /* classes of the text in it */
} RowCase;

static const RowCase row_cases[] = {
  { "undone", "title" },
  { "error", "error" },
  { "error editor", "error" },
  { "slot error", "error" },
};

static const char *const accents[] = { "blue", "teal", "green",  "yellow", "orange",
                                       "red",  "pink", "purple", "slate" };

typedef struct
{
  GtkWidget *window;
  GPtrArray *measured; /* (unowned) */
  GArray *least;
  GPtrArray *names; /* (owned) */
} Scene;

static void
measure_later (Scene *scene, GtkWidget *widget, double least, const char *name)
{
  g_ptr_array_add (scene->measured, widget);
  g_array_append_val (scene->least, least);
  g_ptr_array_add (scene->names, g_strdup (name));
}

/* A wide space, where the background is seen, and a block, which is the color of text all over. */
static GtkWidget *
create_measured (const char *icon)
{
  if (icon != NULL)
    return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "halign", GTK_ALIGN_START, NULL);
  return g_object_new (GTK_TYPE_LABEL, "label", "\u2003\u2588\u2588", "halign", GTK_ALIGN_START,
                       NULL);
}

static void
add_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) names = g_strsplit (classes, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0')
      gtk_widget_add_css_class (widget, names[i]);
}

static void
add_case (Scene *scene, GtkBox *box, const Case *one)
{
  g_auto (GStrv) parents = g_strsplit (one->parents, " ", -1);
  GtkWidget *measured = create_measured (one->icon);
  g_autofree char *name = g_strdup_printf ("%s / %s", one->parents, one->classes);

  for (guint i = 0; parents[i] != NULL; i++)
    {
      GtkWidget *parent = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_add_css_class (parent, parents[i]);
      gtk_box_append (box, parent);
      box = GTK_BOX (parent);
    }
  add_classes (measured, one->classes);
  gtk_box_append (box, measured);
  measure_later (scene, measured, one->least, name);
}

static void
add_row (Scene *scene, GtkListBox *list, const RowCase *one)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *measured = create_measured (NULL);

  add_classes (row, one->row);
  add_classes (measured, one->title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), measured);
  gtk_list_box_append (list, row);
  measure_later (scene, measured, TEXT, one->row);
}

static Scene *
scene_new (void)
{
  Scene *scene = g_new0 (Scene, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  scene->window = adw_window_new ();
  scene->measured = g_ptr_array_new ();
  scene->least = g_array_new (FALSE, FALSE, sizeof (double));
  scene->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_case (scene, GTK_BOX (box), &cases[i]);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (row_cases); i++)
    add_row (scene, GTK_LIST_BOX (list), &row_cases[i]);
  gtk_box_append (GTK_BOX (box), list);
  adw_window_set_content (ADW_WINDOW (scene->window), box);
  gtk_window_present (GTK_WINDOW (scene->window));
  ui_wait_until (gtk_widget_get_mapped (scene->window));
  return scene;
}

static void
scene_free (Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  g_ptr_array_unref (scene->measured);
  g_array_unref (scene->least);
  g_ptr_array_unref (scene->names);
  g_free (scene);
}

/* Pixels ---------------------------------------------------------------------------------- */

static double
get_luminance (const guchar *pixel)
{
  const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    {
      double part = pixel[i] / 255.0;

      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static double
get_contrast (const guchar *one, const guchar *other)
{
  double a = get_luminance (one);
  double b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* (transfer full): the window as it is drawn, four bytes a pixel: red, green, blue, opaque */
static GBytes *
draw (GtkWidget *window, gsize *stride)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  double width = gdk_paintable_get_intrinsic_width (paintable);
  double height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkTextureDownloader) downloader = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  downloader = gdk_texture_downloader_new (texture);
  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  return gdk_texture_downloader_download_bytes (downloader, stride);
}

/* Between what is at its left edge and what differs most from that, on a line through its middle */
static double
measure (GtkWidget *window, const guchar *pixels, gsize stride, GtkWidget *widget)
{
  graphene_rect_t all;
  graphene_rect_t bounds;
  const guchar *line;
  double most = 1;

  /* The frame of a window is to the left of where it begins. */
  g_assert_true (gtk_widget_compute_bounds (window, window, &all));
  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  line = pixels + stride * (gsize) (bounds.origin.y - all.origin.y + bounds.size.height / 2)
         + 4 * (gsize) (bounds.origin.x - all.origin.x);
  for (int x = 0; x < (int) bounds.size.width; x++)
    most = MAX (most, get_contrast (line + 4 * 3, line + 4 * x));
  return most;
}

static guint
measure_all (Scene *scene, const char *look)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;
  guint n_failed = 0;

  ui_iterate_for (20);
  bytes = draw (scene->window, &stride);
  for (guint i = 0; i < scene->measured->len; i++)
    {
      double contrast = measure (scene->window, g_bytes_get_data (bytes, NULL), stride,
                                 scene->measured->pdata[i]);
      double least = g_array_index (scene->least, double, i);

      /* What is drawn there is rounded to whole steps of its color. */
      if (contrast < least - 0.05)
        {
          n_failed++;
          g_test_message ("%s: “%s” has a contrast of %.2f, and not %.1f", look,
                          (char *) scene->names->pdata[i], contrast, least);
        }
    }
  return n_failed;
}

static void
test_contrast (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  Scene *scene = scene_new ();
  guint n_failed = 0;

  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
      {
        g_autofree char *css = g_strdup_printf (":root { --accent-bg-color: var(--accent-%s); }",
                                                accents[i]);
        g_autofree char *look = g_strdup_printf ("%s, %s", dark ? "dark" : "light", accents[i]);

        adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                            dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                 : ADW_COLOR_SCHEME_FORCE_LIGHT);
        gtk_css_provider_load_from_string (provider, css);
        n_failed += measure_all (scene, look);
      }
  g_assert_cmpuint (n_failed, ==, 0);
  scene_free (scene);
}

/* As an application does. */
static void
add_style (const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_strdup_printf ("/io/github/easelapp/Easel/%s", name);

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  gboolean high = argc > 1 && g_str_equal (argv[argc - 1], "high");

  if (high)
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  easel_ui_register_resource ();
  add_style ("style.css");
  if (high)
    add_style ("style-hc.css");
  g_assert_cmpint (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()), ==,
                   high);

  g_test_add_func ("/contrast", test_contrast);
  return g_test_run ();
}
