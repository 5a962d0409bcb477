/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-model.h"
#include "engine-fixture.h"
#include "library-fixture.h"

G_BEGIN_DECLS

/**
 * ContactScene:
 *
 * Pictures in a library, and a queue with a kind of job that makes four of them: the first two are
 * there at once, the third fails, and the fourth waits behind @gate.
 */
typedef struct
{
  LibraryFixture library;
  char *dir;
  EaselQueue *queue;
  Gate gate;
  char *pictures[6]; /* ids; %NULL at the end */
} ContactScene;

/* For g_test_add(). */
void contact_scene_set_up (ContactScene *self, gconstpointer data);
void contact_scene_tear_down (ContactScene *self, gconstpointer data);

/* (transfer none): the job, whose children have come so far */
EaselJob *contact_scene_make (ContactScene *self);

/* (transfer full): what is in the model, in words: "ready ready failed waiting" */
char *contact_scene_describe (EaselContactModel *model);
gboolean contact_scene_is (EaselContactModel *model, const char *expected);

/* As another page does it. */
void contact_scene_set_archived (ContactScene *self, guint picture, gboolean archived);
void contact_scene_keep (ContactScene *self, guint picture);

G_END_DECLS
