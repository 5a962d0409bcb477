/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-recipe.h"
#include "studio-fixture.h"

G_BEGIN_DECLS

#define GENERATE_PATH "/v1/images/generations"
#define EDIT_PATH "/v1/images/edits"
#define GENERATE_ANSWER "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH "\",\"image\":true}"
#define EDIT_ANSWER "{\"method\":\"POST\",\"path\":\"" EDIT_PATH "\",\"image\":true}"

/* A studio whose pictures are made by the server's model "painter": each of a color of its own.
 * @routes: (nullable): of the server, before those that do that */
StudioFixture *generate_fixture_new (const char *routes);

/* (transfer full): id of a picture that is in the library now */
char *generate_fixture_import (StudioFixture *self, const char *name, guint number);
/* (transfer full): id of an entity that is in the library now. @attributes: JSON. @picture:
 * (nullable) */
char *generate_fixture_add (StudioFixture *self,
                            const char *kind,
                            const char *name,
                            const char *attributes,
                            const char *picture);
/* (transfer full) */
EaselRecipe *generate_fixture_recipe (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Submits it; nothing may be wrong with it. (transfer none) */
EaselJob *generate_fixture_start (StudioFixture *self, const char *recipe, guint variations);
/* The same, and asserts that it completed. (transfer full): its result */
JsonObject *generate_fixture_complete (StudioFixture *self, const char *recipe);
/* (transfer full) */
EaselEntity *generate_fixture_get (StudioFixture *self, const char *id);

/* How many requests for @path the server got. */
guint generate_fixture_count (StudioFixture *self, const char *path);
/* (transfer full): the bodies of those, joined; of a form its fields, "seed=7" */
char *generate_fixture_bodies (StudioFixture *self, const char *path);

G_END_DECLS
