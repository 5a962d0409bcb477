/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-price.h"

#include "easel-json.h"
#include "easel-provider-config.h"
#include "easel-studio-error.h"
#include "easel-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* Below 0 for what a file does not say. */
#define NOT_SAID (-1.0)
#define MICROS 1e6
#define CENT 10000
#define N_SKETCHES 2

static void
picture_price_free (gpointer data)
{
  EaselPicturePrice *picture = data;

  g_free (picture->size);
  g_free (picture->quality);
  g_free (picture);
}

static EaselPrice *
price_new (double dollars)
{
  EaselPrice *price = g_new0 (EaselPrice, 1);

  price->input = dollars;
  price->image_input = NOT_SAID;
  price->output = dollars;
  price->batch = NOT_SAID;
  price->pictures = g_ptr_array_new_with_free_func (picture_price_free);
  return price;
}

EaselPrice *
easel_price_new_free (void)
{
  return price_new (0);
}

void
easel_price_free (EaselPrice *price)
{
  if (price == NULL)
    return;

  g_free (price->origin);
  g_free (price->model);
  g_ptr_array_unref (price->pictures);
  g_free (price->date);
  g_free (price->source);
  g_free (price);
}

/* Reading --------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PRICES, sentence);
  return FALSE;
}

/* What is not there stays as it is. */
static gboolean
read_dollars (JsonObject *object, const char *name, double *dollars, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  double value;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return refuse (error, _ ("“%s” is not a number."), name);
  value = json_node_get_double (node);
  if (!isfinite (value) || value < 0 || value > 1e6)
    return refuse (error, _ ("“%s” is not an amount of dollars."), name);
  *dollars = value;
  return TRUE;
}

static gboolean
read_pictures (EaselPrice *price, JsonObject *object, GError **error)
{
  JsonArray *pictures = easel_json_get_array (object, "pictures");

  if (json_object_has_member (object, "pictures") && pictures == NULL)
    return refuse (error, _ ("“%s” is not a list."), "pictures");
  for (guint i = 0; pictures != NULL && i < json_array_get_length (pictures); i++)
    {
      JsonObject *element = easel_json_node_get_object (json_array_get_element (pictures, i));
      EaselPicturePrice *picture;
      double dollars = NOT_SAID;

      if (element == NULL)
        return refuse (error, _ ("“%s” is not a list of objects."), "pictures");
      if (!read_dollars (element, "price", &dollars, error))
        return FALSE;
      if (dollars < 0)
        return refuse (error, _ ("“%s” is missing."), "price");
      picture = g_new0 (EaselPicturePrice, 1);
      picture->size = g_strdup (easel_json_get_string (element, "size"));
      picture->quality = g_strdup (easel_json_get_string (element, "quality"));
      picture->dollars = dollars;
      g_ptr_array_add (price->pictures, picture);
    }
  return TRUE;
}

static gboolean
read_model (EaselPrice *price, JsonObject *object, GError **error)
{
  const char *origin = easel_json_get_string (object, "origin");
  const char *model = easel_json_get_string (object, "model");

  if (origin == NULL || model == NULL)
    return refuse (error, _ ("“%s” is missing."), origin == NULL ? "origin" : "model");
  price->origin = easel_provider_url_get_origin (origin);
  if (price->origin == NULL)
    return refuse (error, _ ("“%s” is not a web address."), origin);
  price->is_prefix = g_str_has_suffix (model, "*");
  price->model = g_strndup (model, strlen (model) - (price->is_prefix ? 1 : 0));
  if (strchr (price->model, '*') != NULL)
    return refuse (error, _ ("“%s” has a star that is not at its end."), model);
  return TRUE;
}

EaselPrice *
easel_price_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *object = easel_json_node_get_object (node);
  g_autoptr (EaselPrice) price = price_new (NOT_SAID);

  if (object == NULL)
    {
      refuse (error, _ ("“%s” is not a list of objects."), "prices");
      return NULL;
    }
  if (!read_model (price, object, error) || !read_dollars (object, "input", &price->input, error)
      || !read_dollars (object, "image_input", &price->image_input, error)
      || !read_dollars (object, "output", &price->output, error)
      || !read_dollars (object, "batch", &price->batch, error)
      || !read_pictures (price, object, error))
    return NULL;
  price->date = g_strdup (easel_json_get_string (object, "date"));
  price->source = g_strdup (easel_json_get_string (object, "source"));
  return g_steal_pointer (&price);
}

/* Reckoning ------------------------------------------------------------------------------- */

gboolean
easel_price_is_free (const EaselPrice *price)
{
  return price->input == 0 && price->output == 0 && price->image_input <= 0
         && price->pictures->len == 0;
}

/* A dollar for a million tokens is a millionth of a dollar for one. */
static gint64
cost_of_tokens (const EaselPrice *price, const EaselUsage *usage, gboolean with_pictures)
{
  /* Servers do not say which of the tokens are the picture's: it is most of them. */
  double input = with_pictures && price->image_input >= 0 ? price->image_input : price->input;

  if ((usage->input_tokens > 0 && input < 0) || (usage->output_tokens > 0 && price->output < 0))
    return EASEL_PRICE_UNKNOWN;
  return llround ((double) usage->input_tokens * MAX (input, 0)
                  + (double) usage->output_tokens * MAX (price->output, 0));
}

gint64
easel_price_cost (const EaselPrice *price, const EaselUsage *usage, gboolean with_pictures)
{
  if (price == NULL)
    return EASEL_PRICE_UNKNOWN;
  if (easel_price_is_free (price))
    return 0;
  if (usage->input_tokens > 0 || usage->output_tokens > 0)
    return cost_of_tokens (price, usage, with_pictures);
  if (usage->images > 0 && price->pictures->len == 1)
    return llround ((double) usage->images * MICROS
                    * ((EaselPicturePrice *) price->pictures->pdata[0])->dollars);
  return EASEL_PRICE_UNKNOWN;
}

gint64
easel_price_in_batch (const EaselPrice *price, gint64 cost)
{
  if (cost <= 0)
    return cost;
  return price != NULL && price->batch >= 0 ? llround ((double) cost * price->batch)
                                            : EASEL_PRICE_UNKNOWN;
}

gint64
easel_price_get_picture_limit (const EaselPrice *price)
{
  double dearest = 0;

  if (price == NULL)
    return EASEL_PRICE_UNKNOWN;
  if (easel_price_is_free (price))
    return 0;
  if (price->pictures->len == 0)
    return EASEL_PRICE_UNKNOWN;
  for (guint i = 0; i < price->pictures->len; i++)
    dearest = MAX (dearest, ((EaselPicturePrice *) price->pictures->pdata[i])->dollars);
  return llround (dearest * MICROS);
}

guint
easel_price_count_sketches (const EaselPrice *price)
{
  return price != NULL && price->output >= 0 ? N_SKETCHES : 0;
}

/* (transfer full) */
static char *
format_dollars (gint64 micros, int digits)
{
  g_autofree char *number = g_strdup_printf ("%.*f", digits, (double) micros / MICROS);
  /* Translators: a price in US dollars; put the sign where it stands in your language, such as
   * “%s $” with a space that does not break */
  g_autofree char *price = g_strdup_printf (_ ("$%s"), number);

  return easel_text_isolate (price);
}

char *
easel_price_format (gint64 micros)
{
  if (micros > 0 && micros < CENT / 100)
    return g_strdup (_ ("less than $0.0001"));
  if (micros > 0 && micros < CENT)
    return easel_price_format_exactly (micros);
  return format_dollars (micros, 2);
}

char *
easel_price_format_exactly (gint64 micros)
{
  return format_dollars (micros, 4);
}
