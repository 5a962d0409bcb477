/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"
#include "easel-test-server.h"

G_BEGIN_DECLS

#define FIXTURE_QUESTION "\"method\":\"POST\",\"path\":\"/v1/chat/completions\""
#define FIXTURE_ANSWER "{" FIXTURE_QUESTION ",\"echo_schema\":true}"

/**
 * StudioFixture:
 *
 * A studio in folders of its own, which are gone afterwards, and a scripted server it asks.
 */
typedef struct
{
  char *dir;               /* (owned) */
  EaselTestServer *server; /* (owned) (nullable) */
  EaselStudio *studio;     /* (owned) (nullable): while open */
  GPtrArray *notices;      /* (owned) (element-type utf8) */
} StudioFixture;

/* @routes: (nullable): of the server that is asked; %NULL: Demo is asked */
StudioFixture *studio_fixture_new (const char *routes);
void studio_fixture_free (StudioFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudioFixture, studio_fixture_free)

/* The parts of studio_fixture_new(), for tests that look between them. */
StudioFixture *studio_fixture_new_closed (void);
void studio_fixture_make (StudioFixture *self);
/* Returns: whether it opened */
gboolean studio_fixture_open (StudioFixture *self, GError **error);
void studio_fixture_close (StudioFixture *self);
/* Sets up the server as the provider "test" and chooses its model for pictures. */
void studio_fixture_use_server (StudioFixture *self, const char *model);
void studio_fixture_use_model (StudioFixture *self,
                               EaselModelTask task,
                               const char *provider,
                               const char *model);
void studio_fixture_set_routes (StudioFixture *self, const char *routes);

/* How many questions the server got. */
guint studio_fixture_count_questions (StudioFixture *self);

/* (transfer full): a path in the fixture's folder */
char *studio_fixture_path (StudioFixture *self, const char *name);
/* Each @number is a picture of its own. (transfer full): the file's URI */
char *studio_fixture_write_picture (StudioFixture *self, const char *name, guint number);
char *
studio_fixture_write_bytes (StudioFixture *self, const char *name, const char *data, gssize n);

/* Iterates the main context until @job has ended or asks. */
EaselJobState studio_fixture_wait (StudioFixture *self, EaselJob *job);
/* (transfer none): one job for one URI */
EaselJob *studio_fixture_analyze (StudioFixture *self, const char *uri, const char *analyzers);
/* Analyzes and waits; asserts that the job completed. (transfer full): its result */
JsonObject *studio_fixture_complete (StudioFixture *self, const char *uri, const char *analyzers);
/* Waits; asserts that the job failed like this. @words: (nullable): in the message */
void studio_fixture_assert_fails (StudioFixture *self,
                                  EaselJob *job,
                                  const char *code,
                                  const char *words);

/* (transfer full) */
EaselJobDetails *studio_fixture_load (StudioFixture *self, EaselJob *job);
/* (transfer full) */
JsonObject *studio_fixture_get_result (StudioFixture *self, EaselJob *job);
/* How many entities of @kind are in the library. */
guint studio_fixture_count_entities (StudioFixture *self, const char *kind);

/* For any other asynchronous call. */
void studio_fixture_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *studio_fixture_wait_for_result (GAsyncResult **result);

G_END_DECLS
