/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-estimate.h"

#include "easel-analyzer.h"
#include "easel-text.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* How much there is to read and write is only roughly known before: these are what Easel's own
 * prompts and their answers usually come to, in tokens. */
#define CHARS_PER_TOKEN 4
#define PIXELS_PER_TOKEN 1024
#define ANSWER 350
#define PART 120
#define PLAN_INPUT 1200
#define PLAN_OUTPUT 150
#define PLAN_OUTPUT_PER_SCENE 130
#define SCENE_INPUT 1000
#define SCENE_OUTPUT 600
#define ILLUSTRATION_INPUT 400
#define MERGE_INPUT 1500
#define MERGE_OUTPUT 500
#define MERGE_PICTURE_EDGE 768

static gint64
count_text (const char *text)
{
  return (gint64) g_utf8_strlen (text, -1) / CHARS_PER_TOKEN + 1;
}

static gint64
count_picture (guint edge)
{
  return (gint64) edge * edge / PIXELS_PER_TOKEN;
}

static EaselEstimate *
estimate_new (void)
{
  return g_new0 (EaselEstimate, 1);
}

void
easel_estimate_free (EaselEstimate *estimate)
{
  if (estimate == NULL)
    return;

  g_free (estimate->date);
  g_free (estimate);
}

/* @cost: of one call */
static void
add_calls (EaselEstimate *self,
           const EaselPrice *price,
           guint n_calls,
           const EaselUsage *usage,
           gint64 cost)
{
  if (n_calls == 0)
    return;

  self->calls += n_calls;
  self->pictures += n_calls * (guint) usage->images;
  self->input_tokens += n_calls * usage->input_tokens;
  self->output_tokens += n_calls * usage->output_tokens;
  if (cost == EASEL_PRICE_UNKNOWN || self->cost_micros == EASEL_PRICE_UNKNOWN)
    {
      self->cost_micros = EASEL_PRICE_UNKNOWN;
      return;
    }
  self->cost_micros += n_calls * cost;
  if (price->date != NULL && (self->date == NULL || strcmp (price->date, self->date) < 0))
    g_set_str (&self->date, price->date);
}

static void
add_words (EaselEstimate *self,
           const EaselPrice *price,
           guint n_calls,
           gint64 input,
           gint64 output,
           gboolean with_pictures)
{
  const EaselUsage usage = { .input_tokens = input, .output_tokens = output };

  add_calls (self, price, n_calls, &usage, easel_price_cost (price, &usage, with_pictures));
}

/* In tokens; of what costs nothing no vendor says how many. */
static gint64
count_sketches (const EaselPrice *price)
{
  if (price == NULL || easel_price_is_free (price))
    return 0;
  return (gint64) easel_price_count_sketches (price) * EASEL_PRICE_SKETCH_TOKENS;
}

/* Where pictures have a price and tokens have none, that is all. */
static gint64
cost_or_nothing (const EaselPrice *price, const EaselUsage *usage, gboolean with_pictures)
{
  return MAX (easel_price_cost (price, usage, with_pictures), 0);
}

/* @n_inputs: pictures that go along with each */
static void
add_pictures (EaselEstimate *self,
              const EaselPrice *price,
              guint n_calls,
              gint64 prompt,
              guint n_inputs,
              guint max_edge)
{
  gint64 limit = easel_price_get_picture_limit (price);
  const EaselUsage read = { .input_tokens = prompt + n_inputs * count_picture (max_edge) };
  const EaselUsage sketched = { .output_tokens = count_sketches (price) };
  const EaselUsage usage = { .input_tokens = read.input_tokens,
                             .output_tokens = sketched.output_tokens,
                             .images = 1 };

  if (limit != EASEL_PRICE_UNKNOWN)
    limit += cost_or_nothing (price, &read, n_inputs > 0)
             + cost_or_nothing (price, &sketched, FALSE);
  add_calls (self, price, n_calls, &usage, limit);
  if (n_calls > 0 && price != NULL && price->pictures->len > 1)
    self->at_most = TRUE;
}

/* ----------------------------------------------------------------------------------------- */

EaselEstimate *
easel_estimate_new_for_analysis (const EaselPrice *price,
                                 GPtrArray *analyzers,
                                 guint n_pictures,
                                 guint max_edge)
{
  EaselEstimate *self = estimate_new ();

  for (guint i = 0; i < analyzers->len; i++)
    {
      EaselAnalyzer *analyzer = g_ptr_array_index (analyzers, i);
      g_autoptr (JsonNode) schema = easel_analyzer_dup_schema (analyzer);
      g_autofree char *shape = json_to_string (schema, FALSE);

      add_words (self, price, n_pictures,
                 count_text (easel_analyzer_get_prompt (analyzer)) + count_text (shape)
                     + count_picture (max_edge),
                 ANSWER, TRUE);
    }
  self->n_subjects = n_pictures;
  self->overnight_micros = easel_price_in_batch (price, self->cost_micros);
  return self;
}

/* How long the prompt will be. */
static gint64
count_prompt (EaselGenerator *generator, EaselRecipe *recipe)
{
  GPtrArray *sections = easel_generator_get_sections (generator);
  const char *text = easel_recipe_get_text (recipe);
  gint64 n = easel_recipe_get_parts (recipe)->len * PART;

  if (easel_recipe_get_prompt (recipe) != NULL)
    return count_text (easel_recipe_get_prompt (recipe));
  for (guint i = 0; i < sections->len; i++)
    n += count_text (((EaselGeneratorSection *) g_ptr_array_index (sections, i))->text);
  return n + (text != NULL ? count_text (text) : 0);
}

/* Whether a picture goes along for @part: its own, or the one of an entity that shows it. */
static gboolean
sends_picture (EaselGenerator *generator, const EaselRecipePart *part)
{
  const EaselGeneratorSlot *slot = easel_generator_get_slot (generator, part->slot);

  if (slot == NULL || slot->caption == NULL)
    return FALSE;
  return part->source == EASEL_RECIPE_PICTURE || part->source == EASEL_RECIPE_FILE
         || (part->source == EASEL_RECIPE_ENTITY && slot->shows_entities);
}

static guint
count_inputs (EaselGenerator *generator, EaselRecipe *recipe)
{
  GPtrArray *parts = easel_recipe_get_parts (recipe);
  const EaselRecipePart *subject = easel_recipe_get_subject (recipe);
  guint n = easel_recipe_get_based_on (recipe) != NULL ? 1 : 0;

  if (subject != NULL && sends_picture (generator, subject))
    n++;
  for (guint i = 0; i < parts->len; i++)
    n += sends_picture (generator, g_ptr_array_index (parts, i)) ? 1 : 0;
  return n;
}

EaselEstimate *
easel_estimate_new_for_recipe (const EaselPrice *price,
                               EaselGenerator *generator,
                               EaselRecipe *recipe,
                               guint variations,
                               guint max_edge)
{
  EaselEstimate *self = estimate_new ();
  gint64 prompt = count_prompt (generator, recipe);

  if (easel_generator_makes_picture (generator))
    add_pictures (self, price, variations, prompt, count_inputs (generator, recipe), max_edge);
  else
    add_words (self, price, variations, prompt, ANSWER, FALSE);
  return self;
}

EaselEstimate *
easel_estimate_new_for_story (const EaselPrice *price,
                              const EaselPrice *image_price,
                              const EaselStoryParams *params,
                              guint max_edge)
{
  EaselEstimate *self = estimate_new ();
  guint n_scenes = params->action == EASEL_STORY_WRITE ? params->scenes : 0;
  guint n_pictures = MIN (params->illustrations, params->scenes);

  if (params->action == EASEL_STORY_WRITE)
    add_words (self, price, 1, PLAN_INPUT, PLAN_OUTPUT + (gint64) n_scenes * PLAN_OUTPUT_PER_SCENE,
               FALSE);
  else
    {
      n_scenes = params->action == EASEL_STORY_REWRITE ? 1 : 0;
      n_pictures = params->action == EASEL_STORY_ILLUSTRATE ? 1 : 0;
    }
  add_words (self, price, n_scenes, SCENE_INPUT, SCENE_OUTPUT, FALSE);
  add_pictures (self, image_price, n_pictures, ILLUSTRATION_INPUT, 1, max_edge);
  return self;
}

EaselEstimate *
easel_estimate_new_for_merge (const EaselPrice *price)
{
  EaselEstimate *self = estimate_new ();

  add_words (self, price, 1, MERGE_INPUT + 2 * count_picture (MERGE_PICTURE_EDGE), MERGE_OUTPUT,
             TRUE);
  return self;
}

gint64
easel_estimate_prompt (const EaselPrice *price, EaselPrompt *prompt, guint max_edge)
{
  g_autoptr (EaselEstimate) self = estimate_new ();
  g_autofree char *instructions = easel_prompt_dup_instructions (prompt, TRUE);
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  gint64 input = instructions != NULL ? count_text (instructions) : 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselPromptPart *part = g_ptr_array_index (parts, i);

      input += part->text != NULL ? count_text (part->text) : count_picture (max_edge);
    }
  add_words (self, price, 1, input, ANSWER, easel_prompt_has_image (prompt));
  return self->cost_micros;
}

gint64
easel_estimate_picture (const EaselPrice *price, EaselImageRequest *request, guint max_edge)
{
  g_autoptr (EaselEstimate) self = estimate_new ();

  add_pictures (self, price, 1, count_text (easel_image_request_get_prompt (request)),
                easel_image_request_get_inputs (request)->len, max_edge);
  return self->cost_micros;
}

/* Words ----------------------------------------------------------------------------------- */

/* No more precise than it is: two digits. */
static gint64
round_roughly (gint64 number)
{
  gint64 unit = 1;

  while (number / unit >= 100)
    unit *= 10;
  return (number + unit / 2) / unit * unit;
}

/* (transfer full) */
static char *
describe_cost (gint64 micros, gboolean at_most)
{
  g_autofree char *amount = NULL;

  if (micros == EASEL_PRICE_UNKNOWN)
    return g_strdup (_ ("price not known"));
  if (micros == 0)
    return g_strdup (_ ("free of charge"));
  amount = easel_price_format (micros);
  /* Translators: an amount of money */
  return g_strdup_printf (at_most ? _ ("up to %s") : _ ("about %s"), amount);
}

char *
easel_estimate_to_text (const EaselEstimate *estimate)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 tokens = round_roughly (estimate->input_tokens + estimate->output_tokens);

  g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u call", "%'u calls",
                                                        estimate->calls),
                                           estimate->calls));
  if (tokens > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %'" PRId64 " token",
                                                   "about %'" PRId64 " tokens", (gulong) tokens),
                                      tokens));
  if (estimate->pictures > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u picture",
                                                          "%'u pictures", estimate->pictures),
                                             estimate->pictures));
  g_ptr_array_add (parts, describe_cost (estimate->cost_micros, estimate->at_most));
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list on one line */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

char *
easel_estimate_describe_cost (const EaselEstimate *estimate)
{
  return describe_cost (estimate->cost_micros, estimate->at_most);
}

char *
easel_estimate_describe_overnight (const EaselEstimate *estimate)
{
  return estimate->overnight ? describe_cost (estimate->overnight_micros, estimate->at_most) : NULL;
}

char *
easel_estimate_describe_date (const EaselEstimate *estimate)
{
  g_autofree char *moment = NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;

  if (estimate->date == NULL || estimate->cost_micros == EASEL_PRICE_UNKNOWN)
    return NULL;
  moment = g_strconcat (estimate->date, "T00:00:00Z", NULL);
  day = g_date_time_new_from_iso8601 (moment, NULL);
  /* Translators: a day, as in “3 February 2026”; see g_date_time_format() */
  text = day != NULL ? g_date_time_format (day, _ ("%-e %B %Y")) : g_strdup (estimate->date);
  date = easel_text_isolate (text);
  /* Translators: %s is a date, as in 2026-11-24 */
  return g_strdup_printf (_ ("Prices of %s"), date);
}

static void
set_cost (JsonObject *object, gint64 micros)
{
  if (micros != EASEL_PRICE_UNKNOWN)
    json_object_set_double_member (object, "cost", (double) micros / 1e6);
  else
    json_object_set_null_member (object, "cost");
}

static void
set_overnight (JsonObject *object, const EaselEstimate *estimate)
{
  g_autofree char *text = easel_estimate_describe_overnight (estimate);
  JsonObject *overnight;

  if (text == NULL)
    {
      json_object_set_null_member (object, "overnight");
      return;
    }
  overnight = json_object_new ();
  set_cost (overnight, estimate->overnight_micros);
  json_object_set_string_member (overnight, "text", text);
  json_object_set_object_member (object, "overnight", overnight);
}

JsonNode *
easel_estimate_to_json (const EaselEstimate *estimate)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = easel_estimate_to_text (estimate);

  json_object_set_int_member (object, "calls", estimate->calls);
  json_object_set_int_member (object, "pictures", estimate->pictures);
  json_object_set_int_member (object, "input_tokens", estimate->input_tokens);
  json_object_set_int_member (object, "output_tokens", estimate->output_tokens);
  set_cost (object, estimate->cost_micros);
  set_overnight (object, estimate);
  json_object_set_boolean_member (object, "at_most", estimate->at_most);
  if (estimate->date != NULL)
    json_object_set_string_member (object, "date", estimate->date);
  else
    json_object_set_null_member (object, "date");
  json_object_set_string_member (object, "text", text);
  return json_node_init_object (json_node_alloc (), object);
}
