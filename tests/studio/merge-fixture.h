/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "studio-fixture.h"

#include "easel-library-changes.h"
#include "easel-merge-proposal.h"

G_BEGIN_DECLS

/* Two coats that may be one. They contradict each other in color, and the target is fuller in
 * fabric. */
#define MERGE_SOURCE "navy-coat"
#define MERGE_TARGET "blue-coat"
#define MERGE_OUTFIT "rain-outfit"

/* What a model might make of them. */
#define MERGE_VALUES(color)                                                                        \
  "{\"name\":\"Navy coat\",\"tags\":[\"winter\",\"rain\"],\"attributes\":{"                        \
  "\"category\":\"outerwear\",\"item\":\"coat\",\"fabric\":\"heavy wool felt\",\"color\":\"" color \
  "\",\"details\":\"two buttons are missing\"}}"

/* (transfer full): a route of the server that answers with @values. @times: 0 for always */
char *merge_fixture_route (const char *values, guint times);

/* (transfer full): a studio that asks a server, which answers with @routes, for texts; with the two
 * coats, and an outfit that has the target as its item.
 * @routes: (nullable): %NULL: Demo is asked */
StudioFixture *merge_fixture_new (const char *routes);
/* The same where the model answers MERGE_VALUES ("navy blue"). */
StudioFixture *merge_fixture_new_asking (void);

void merge_fixture_add (StudioFixture *self,
                        const char *id,
                        const char *name,
                        const char *attributes,
                        const char *tag);
/* Changes its color. */
void merge_fixture_edit (StudioFixture *self, const char *id, const char *color);
void merge_fixture_archive (StudioFixture *self, const char *id, gboolean archived);
/* (transfer full) (nullable) */
EaselEntity *merge_fixture_get (StudioFixture *self, const char *id);
/* (nullable): its color */
const char *merge_fixture_get_color (EaselEntity *entity);

/* Submits a merge and waits; asserts that it asks. */
EaselJob *merge_fixture_ask (StudioFixture *self);
/* (transfer full): what the job asks now */
EaselMergeProposal *merge_fixture_get_proposal (StudioFixture *self, EaselJob *job);
/* (transfer full): the body of the nth question to the model, from 0 */
char *merge_fixture_get_question (StudioFixture *self, guint nth);

/* Answers through the studio. @data, @comment: (nullable). Returns: whether it was taken */
gboolean merge_fixture_respond (StudioFixture *self,
                                EaselJob *job,
                                EaselDecisionAction action,
                                const char *data,
                                const char *comment,
                                GError **error);
/* Answers, and asserts that the job completes. @data: (nullable). (transfer full): its result */
JsonObject *merge_fixture_complete (StudioFixture *self,
                                    EaselJob *job,
                                    EaselDecisionAction action,
                                    const char *data);
/* The newest journal entry about the job. (transfer full) (nullable) */
EaselJournalEntry *merge_fixture_get_entry (StudioFixture *self, EaselJob *job);
void merge_fixture_undo (StudioFixture *self, const char *change);

G_END_DECLS
