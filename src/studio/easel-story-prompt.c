/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-prompt.h"

#include <string.h>

#define SCHEMA_NAME "story"

/* In characters: of the scene just before so much that its tone can be taken up, of the earlier
 * ones what they come to. The outline says the rest. */
#define MAX_BEFORE 1600
#define MAX_EARLIER 320
#define MAX_AFTER 600

/* Rounds ---------------------------------------------------------------------------------- */

EaselStoryRound *
easel_story_round_new (JsonNode *outline, const char *comment)
{
  EaselStoryRound *round = g_new0 (EaselStoryRound, 1);

  round->outline = json_node_ref (outline);
  round->comment = g_strdup (comment);
  return round;
}

void
easel_story_round_free (gpointer data)
{
  EaselStoryRound *round = data;

  json_node_unref (round->outline);
  g_free (round->comment);
  g_free (round);
}

static void
add_round (EaselPrompt *prompt, const EaselStoryRound *round)
{
  g_autofree char *outline = json_to_string (round->outline, FALSE);
  g_autofree char *request = g_strdup_printf (
      "The person the story is for asks for something else:\n\n%s\n\nDo what they ask, by the "
      "rules "
      "above, keep what they do not speak of, and answer with the whole outline again.",
      round->comment);

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_ASSISTANT, outline);
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, request);
}

/* Excerpts -------------------------------------------------------------------------------- */

/* Whether a sentence can begin behind @character. */
static gboolean
ends_sentence (gunichar character)
{
  return character == '.' || character == '!' || character == '?' || character == '\n'
         || character == 0x2026 /* … */ || character == 0x3002 /* 。 */
         || character == 0x201d /* ” */;
}

/* (transfer full): the end of @text, at most @max characters, from a sentence's beginning on if
 * there is one in the first half */
static char *
take_end (const char *text, glong max)
{
  glong length = g_utf8_strlen (text, -1);
  const char *start = text;
  const char *middle;

  if (length <= max)
    return g_strdup (text);
  start = g_utf8_offset_to_pointer (text, length - max);
  middle = g_utf8_offset_to_pointer (start, max / 2);
  for (const char *at = start; at < middle; at = g_utf8_next_char (at))
    if (ends_sentence (g_utf8_get_char (at)))
      {
        start = g_utf8_next_char (at);
        break;
      }
  while (g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  return g_strconcat ("… ", start, NULL);
}

/* (transfer full): the beginning of @text, at most @max characters, in whole words */
static char *
take_beginning (const char *text, glong max)
{
  g_autofree char *start = NULL;
  char *blank;

  if (g_utf8_strlen (text, -1) <= max)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, max);
  blank = strrchr (start, ' ');
  if (blank != NULL)
    *blank = '\0';
  return g_strconcat (start, " …", NULL);
}

/* (transfer full): how the scenes before @number end; empty for the first */
static char *
write_before (GPtrArray *texts, guint number)
{
  g_autoptr (GString) before = g_string_new (NULL);

  for (guint i = 1; i < number && i <= texts->len; i++)
    {
      g_autofree char *end = take_end (g_ptr_array_index (texts, i - 1),
                                       i + 1 == number ? MAX_BEFORE : MAX_EARLIER);

      g_string_append_printf (before, "%s[%u] %s", i > 1 ? "\n\n" : "", i, end);
    }
  return g_string_free (g_steal_pointer (&before), FALSE);
}

/* Prompts --------------------------------------------------------------------------------- */

EaselPrompt *
easel_story_plan_prompt_new (EaselStoryTemplate *plan,
                             const EaselStoryParams *params,
                             const char *character,
                             GPtrArray *rounds)
{
  g_autofree char *scenes = g_strdup_printf ("%u", params->scenes);
  g_autofree char *illustrations = params->illustrations > 0
                                       ? g_strdup_printf ("%u", params->illustrations)
                                       : NULL;
  const EaselStoryPlace places[] = {
    { "character", character },
    { "theme", params->theme },
    { "audience", params->audience },
    { "prose_style", params->prose_style },
    { "perspective", easel_story_template_get_words (plan, "perspective", params->perspective) },
    { "kind", easel_story_template_get_words (plan, "kind", params->kind) },
    { "scenes", scenes },
    { "illustrations", illustrations },
  };
  g_autofree char *text = easel_story_template_fill (plan, places, G_N_ELEMENTS (places));
  g_autoptr (JsonNode) schema = easel_story_template_dup_schema (plan);
  g_autoptr (JsonNode) narrowed = easel_story_outline_narrow_schema (schema, params->scenes);
  EaselPrompt *prompt = easel_prompt_new (NULL);

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, text);
  for (guint i = 0; i < rounds->len; i++)
    add_round (prompt, g_ptr_array_index (rounds, i));
  easel_prompt_set_schema (prompt, SCHEMA_NAME, narrowed);
  return prompt;
}

EaselPrompt *
easel_story_scene_prompt_new (EaselStoryTemplate *scene, const EaselStorySceneRequest *request)
{
  const EaselStoryParams *params = request->params;
  const EaselStoryOutline *outline = request->outline;
  GPtrArray *texts = request->texts;
  const EaselStoryPlannedScene *planned = g_ptr_array_index (outline->scenes, request->number - 1);
  g_autofree char *scenes = g_strdup_printf ("%u", outline->scenes->len);
  g_autofree char *number = g_strdup_printf ("%u", request->number);
  g_autofree char *all = easel_story_outline_to_text (outline);
  g_autofree char *before = write_before (texts, request->number);
  g_autofree char *after = texts->len > request->number
                               ? take_beginning (g_ptr_array_index (texts, request->number),
                                                 MAX_AFTER)
                               : NULL;
  const EaselStoryPlace places[] = {
    { "character", request->character },
    { "theme", params->theme },
    { "audience", params->audience },
    { "prose_style", params->prose_style },
    { "perspective", easel_story_template_get_words (scene, "perspective", params->perspective) },
    { "kind", easel_story_template_get_words (scene, "kind", params->kind) },
    { "scenes", scenes },
    { "number", number },
    { "title", outline->title },
    { "scene_title", planned->title },
    { "outline", all },
    { "summary", planned->summary },
    { "before", before },
    { "after", after },
    { "old_text",
      texts->len >= request->number ? g_ptr_array_index (texts, request->number - 1) : NULL },
    { "comment", request->comment },
  };
  g_autofree char *text = easel_story_template_fill (scene, places, G_N_ELEMENTS (places));
  EaselPrompt *prompt = easel_prompt_new (NULL);

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, text);
  return prompt;
}

/* Words ----------------------------------------------------------------------------------- */

/* Whether a line is a heading: marked as one, or the scene's title with whatever is around it. */
static gboolean
is_heading (const char *line, const char *title)
{
  g_autofree char *bare = g_strdup (line);
  g_autofree char *folded = NULL;
  g_autofree char *folded_title = NULL;

  if (*line == '#')
    return TRUE;
  g_strdelimit (bare, "*_", ' ');
  g_strstrip (bare);
  folded = g_utf8_casefold (bare, -1);
  folded_title = g_utf8_casefold (title, -1);
  return g_str_has_suffix (folded, folded_title)
         && strlen (folded) <= strlen (folded_title) + strlen ("scene 10 of 10: ");
}

char *
easel_story_tidy_text (const char *text, const char *title)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *line = NULL;
  const char *end = strchr (stripped, '\n');

  if (end == NULL)
    return g_steal_pointer (&stripped);
  line = g_strstrip (g_strndup (stripped, (gsize) (end - stripped)));
  if (!is_heading (line, title))
    return g_steal_pointer (&stripped);
  return g_strstrip (g_strdup (end));
}
