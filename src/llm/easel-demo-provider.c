/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-provider.h"

#include "easel-demo-filler.h"
#include "easel-demo-measure.h"
#include "easel-demo-merger.h"
#include "easel-demo-painter.h"

#define DEFAULT_PACE_MS 1200
#define N_PIECES 40
#define MAX_QUOTED_CHARACTERS 40
#define MANY_WORDS 100
/* How much less sharp the first unfinished picture is, and the second. */
#define FIRST_COARSENESS 48
#define SECOND_COARSENESS 12
#define N_SKETCHES 2

struct _EaselDemoProvider
{
  EaselProvider parent_instance;

  gint pace_ms; /* atomic */
};

G_DEFINE_FINAL_TYPE (EaselDemoProvider, easel_demo_provider, EASEL_TYPE_PROVIDER)

static EaselPromptPart *
find_part (EaselPrompt *prompt, gboolean image)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);

  for (guint i = 0; i < parts->len; i++)
    {
      EaselPromptPart *part = g_ptr_array_index (parts, i);

      if ((part->image != NULL) == image)
        return part;
    }
  return NULL;
}

static gboolean
measure (EaselDemoMeasure *result, EaselPrompt *prompt, GError **error)
{
  EaselPromptPart *picture = find_part (prompt, TRUE);
  EaselPromptPart *text = find_part (prompt, FALSE);

  if (picture != NULL)
    return easel_demo_measure_picture (result, picture->image, error);
  easel_demo_measure_text (result, text != NULL ? text->text : "");
  return TRUE;
}

static char *
describe_picture (const EaselDemoMeasure *measured)
{
  return g_strdup_printf ("Demo: a picture in %s format, %d × %d pixels, mostly %s%s%s, %s, with "
                          "%s contrast.",
                          easel_demo_measure_get_orientation_word (measured), measured->width,
                          measured->height, measured->colors[0],
                          measured->colors[1] != NULL ? " and " : "",
                          measured->colors[1] != NULL ? measured->colors[1] : "",
                          easel_demo_measure_get_brightness_word (measured),
                          easel_demo_measure_get_contrast_word (measured));
}

/* What is asked at length gets an answer of some length, so that there is something to look at. */
static char *
answer_text (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0,
                                             MIN (g_utf8_strlen (text, -1), MAX_QUOTED_CHARACTERS));
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  g_autofree char *quoted = g_strdup_printf ("Demo: no model has read this. You wrote “%s%s”.",
                                             start, g_str_equal (start, text) ? "" : "…");

  if (g_strv_length (words) < MANY_WORDS)
    return g_steal_pointer (&quoted);
  return g_strdup_printf (
      "%s\n\nIt goes on for %u words. A model would have read all of them, and would now tell "
      "something of its own.\n\nDemo tells nothing. It fills the page, so that you can see where "
      "the text will be.",
      quoted, g_strv_length (words));
}

static char *
make_answer (EaselPrompt *prompt, const EaselDemoMeasure *measured)
{
  JsonNode *schema = easel_prompt_get_schema (prompt);
  EaselPromptPart *text = find_part (prompt, FALSE);

  if (schema != NULL)
    {
      g_autoptr (JsonNode) value = easel_demo_merger_fill (prompt);

      if (value == NULL)
        value = easel_demo_filler_fill (measured, easel_prompt_get_schema_name (prompt), schema);
      return json_to_string (value, FALSE);
    }
  if (easel_prompt_has_image (prompt))
    return describe_picture (measured);
  return answer_text (text != NULL ? text->text : "");
}

static gboolean
pause_for (guint milliseconds, GCancellable *cancellable, GError **error)
{
  GPollFD fd;

  if (cancellable != NULL && milliseconds > 0 && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, (gint) milliseconds);
      g_cancellable_release_fd (cancellable);
    }
  else if (milliseconds > 0)
    g_usleep (milliseconds * 1000);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
stream (EaselDemoProvider *self,
        const char *text,
        EaselReply *reply,
        EaselTextFunc text_func,
        gpointer user_data,
        GCancellable *cancellable,
        GError **error)
{
  glong length = g_utf8_strlen (text, -1);
  glong step = MAX (1, (length + N_PIECES - 1) / N_PIECES);
  guint n_pieces = (guint) ((length + step - 1) / step);
  guint wait = (guint) g_atomic_int_get (&self->pace_ms) / MAX (1, n_pieces);

  while (*text != '\0')
    {
      const char *next = text;
      g_autofree char *piece = NULL;

      if (!pause_for (wait, cancellable, error))
        return FALSE;
      for (glong i = 0; i < step && *next != '\0'; i++)
        next = g_utf8_next_char (next);
      piece = g_strndup (text, (gsize) (next - text));
      easel_reply_append_text (reply, piece);
      if (text_func != NULL)
        text_func (piece, user_data);
      text = next;
    }
  return TRUE;
}

static gboolean
easel_demo_provider_complete (EaselProvider *provider,
                              const char *model,
                              EaselPrompt *prompt,
                              EaselReply *reply,
                              EaselTextFunc text_func,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error)
{
  EaselDemoMeasure measured;
  g_autofree char *text = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !measure (&measured, prompt, error))
    return FALSE;

  easel_reply_set_model (reply, EASEL_DEMO_MODEL);
  text = make_answer (prompt, &measured);
  if (!stream (EASEL_DEMO_PROVIDER (provider), text, reply, text_func, user_data, cancellable,
               error))
    return FALSE;

  easel_reply_set_tokens (reply, 0, 0);
  easel_reply_set_finish (reply, EASEL_FINISH_STOP, "stop");
  easel_reply_set_complete (reply, TRUE);
  return TRUE;
}

/* Unfinished pictures, with a wait before each, and one before the finished picture. */
static gboolean
sketch (EaselDemoProvider *self,
        EaselDemoPainter *painter,
        guint n_sketches,
        EaselPictureFunc picture_func,
        gpointer user_data,
        GCancellable *cancellable,
        GError **error)
{
  guint wait = (guint) g_atomic_int_get (&self->pace_ms) / (n_sketches + 1);

  for (guint i = 0; i < n_sketches; i++)
    {
      g_autoptr (GBytes) picture = NULL;

      if (!pause_for (wait, cancellable, error))
        return FALSE;
      picture = easel_demo_painter_paint (painter, i == 0 ? FIRST_COARSENESS : SECOND_COARSENESS);
      if (picture_func != NULL)
        picture_func (picture, user_data);
    }
  return pause_for (wait, cancellable, error);
}

static gboolean
easel_demo_provider_generate_image (EaselProvider *provider,
                                    const char *model,
                                    EaselImageRequest *request,
                                    EaselImageReply *reply,
                                    EaselPictureFunc picture_func,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error)
{
  guint n_sketches = MIN (easel_image_request_get_n_partials (request), N_SKETCHES);
  g_autoptr (EaselDemoPainter) painter = NULL;
  g_autoptr (GBytes) picture = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  painter = easel_demo_painter_new (request, error);
  if (painter == NULL
      || !sketch (EASEL_DEMO_PROVIDER (provider), painter, n_sketches, picture_func, user_data,
                  cancellable, error))
    return FALSE;

  picture = easel_demo_painter_paint (painter, 1);
  easel_image_reply_set_picture (reply, picture);
  easel_image_reply_append_text (reply,
                                 "Demo: no model has drawn this. It is made of the words and "
                                 "the colors of the request.");
  easel_image_reply_set_model (reply, EASEL_DEMO_MODEL);
  easel_image_reply_set_seed (reply, MAX (easel_image_request_get_seed (request), 0));
  easel_image_reply_set_tokens (reply, 0, 0);
  easel_image_reply_set_finish (reply, EASEL_FINISH_STOP, "stop");
  return TRUE;
}

static GPtrArray *
easel_demo_provider_list_models (EaselProvider *provider, GCancellable *cancellable, GError **error)
{
  GPtrArray *models = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_model_free);
  EaselModel *model = g_new0 (EaselModel, 1);

  model->id = g_strdup (EASEL_DEMO_MODEL);
  model->name = g_strdup ("Demo Eyes");
  model->vision_known = TRUE;
  model->vision = TRUE;
  g_ptr_array_add (models, model);
  return models;
}

static void
easel_demo_provider_class_init (EaselDemoProviderClass *klass)
{
  EaselProviderClass *provider_class = EASEL_PROVIDER_CLASS (klass);

  provider_class->list_models = easel_demo_provider_list_models;
  provider_class->complete = easel_demo_provider_complete;
  provider_class->generate_image = easel_demo_provider_generate_image;
}

static void
easel_demo_provider_init (EaselDemoProvider *self)
{
  self->pace_ms = DEFAULT_PACE_MS;
}

EaselProvider *
easel_demo_provider_new (EaselProviderConfig *config)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  return g_object_new (EASEL_TYPE_DEMO_PROVIDER, "config", config, NULL);
}

void
easel_demo_provider_set_pace (EaselDemoProvider *self, guint milliseconds)
{
  g_return_if_fail (EASEL_IS_DEMO_PROVIDER (self));
  g_atomic_int_set (&self->pace_ms, (gint) milliseconds);
}
