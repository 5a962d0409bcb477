/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "studio-fixture.h"

#include "easel-story.h"

G_BEGIN_DECLS

/* What a model plans: three scenes, of which the first and the last are illustrated. */
#define STORY_OUTLINE                                                                              \
  "{\"title\":\"The Paper Lighthouse\",\"language\":\"en\",\"scenes\":["                           \
  "{\"title\":\"Low Tide\",\"summary\":\"She finds a lighthouse.\",\"illustrated\":true,"          \
  "\"picture\":\"A woman kneels on the sand.\"},"                                                  \
  "{\"title\":\"Wet Feet\",\"summary\":\"She carries it.\",\"illustrated\":false,"                 \
  "\"picture\":\"A woman walks up a beach.\"},"                                                    \
  "{\"title\":\"The Lamp\",\"summary\":\"A ship turns away.\",\"illustrated\":true,"               \
  "\"picture\":\"A lighthouse shines at night.\"}]}"

/* What a model writes for scene "1" … "3". */
#define STORY_TEXT(number) "Text " number ": the sea came in."

/* A route of a server that draws. */
#define STORY_PICTURE_ROUTE                                                                        \
  "{\"method\":\"POST\",\"path\":\"/v1/images/generations\",\"image\":true}"

/* (transfer full): routes of a server that plans STORY_OUTLINE and writes STORY_TEXT() */
char *story_fixture_routes (void);
/* (transfer full): a route that answers @text when a question has @word in it
 * @more: (nullable): further members, such as ",\"times\":1" */
char *story_fixture_route (const char *word, const char *text, const char *more);

/* (transfer full): a studio whose models for texts and for pictures are on a server with these
 * routes
 * @routes: (nullable): %NULL: Demo is asked */
StudioFixture *story_fixture_new (const char *routes);
/* The same with story_fixture_routes(). */
StudioFixture *story_fixture_new_writing (void);

/* (transfer none): a story of three scenes, of a pilot; @illustrations: how many are wished for */
EaselJob *story_fixture_submit (StudioFixture *self, guint illustrations, gboolean stop_after_plan);
/* Submits what a door would: an a{sv} as text. (transfer none) (nullable) */
EaselJob *story_fixture_submit_text (StudioFixture *self, const char *params, GError **error);
/* Waits; asserts that the job completed. (transfer full): its story */
EaselEntity *story_fixture_complete (StudioFixture *self, EaselJob *job);
/* Lets the pilot's story be written, without illustrations. (transfer full) */
EaselEntity *story_fixture_write (StudioFixture *self);

/* (transfer full): the story @id as it is now */
EaselEntity *story_fixture_get (StudioFixture *self, const char *id);
/* The scene @number, which is there. */
EaselStoryScene story_fixture_get_scene (EaselEntity *story, guint number);

/* (transfer full): an entity that was added to the library */
char *story_fixture_add_entity (StudioFixture *self,
                                const char *kind,
                                const char *name,
                                const char *attributes);

/* (transfer full): the body of the nth question to the server, from 0 */
char *story_fixture_get_question (StudioFixture *self, guint nth);
/* How many questions to @path had @word in them. */
guint story_fixture_count (StudioFixture *self, const char *path, const char *word);

/* Answers what the job asks. @data, @comment: (nullable). Returns: whether it was taken */
gboolean story_fixture_respond (StudioFixture *self,
                                EaselJob *job,
                                EaselDecisionAction action,
                                const char *data,
                                const char *comment,
                                GError **error);

G_END_DECLS
