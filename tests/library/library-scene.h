/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-changes.h"
#include "easel-merge.h"
#include "library-fixture.h"

G_BEGIN_DECLS

/**
 * LibraryScene: two coats that may be one, and all that can point at a thing. Ids.
 */
typedef struct
{
  char *pictures[3];
  char *coat;   /* shown in pictures 0 and 1; the cache has it for picture 0 */
  char *jacket; /* shown in pictures 1 and 2; the cache has it for picture 2, twice */
  char *scarf;  /* no duplicate of the jacket */
  char *both;   /* an outfit of coat, scarf and jacket */
  char *twice;  /* an outfit that has the jacket in two roles */
  char *old;    /* an archived outfit of the jacket */
  char *story;  /* has the ids of coat and jacket among its attributes */
} LibraryScene;

void library_scene_init (LibraryScene *self, LibraryFixture *fixture);
void library_scene_clear (LibraryScene *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LibraryScene, library_scene_clear)

/* (transfer full): must be there */
EaselEntity *library_fixture_get (LibraryFixture *self, const char *id);

/* (transfer full): what easel_merge_propose_fieldwise() says of the two */
JsonNode *library_propose (LibraryFixture *self, const char *source, const char *target);

/* A merge of the two as they are. @entry: (out) (optional) (transfer full) */
gboolean library_merge (LibraryFixture *self,
                        const char *source,
                        const char *target,
                        const char *group,
                        char **entry,
                        GError **error);

/* An edit of one attribute to a text, and of the name when @field is %NULL; must succeed.
 * (transfer full): the entry's id */
char *library_edit (LibraryFixture *self, const char *id, const char *field, const char *value);

/* (transfer full): @json must be JSON */
JsonNode *library_parse (const char *json);
void library_assert_attributes (EaselEntity *entity, const char *expected);

/* (transfer full): "item:ID ID …", the references of @id, each with its role */
char *library_list_references (LibraryFixture *self, const char *id);
char *library_list_pictures (LibraryFixture *self, const char *id);
/* @list: (transfer full): from one of these */
void library_assert_list (char *list, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
