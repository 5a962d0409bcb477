/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-test-route.h"

G_BEGIN_DECLS

/* Adds what is told of @request to @line of the journal. */
void easel_test_journal_describe (JsonObject *line,
                                  EaselTestRequest *request,
                                  gboolean with_bodies,
                                  gboolean with_pictures);

/* Writes all of @text, or as much as there is room for. */
void easel_test_journal_write (int fd, const char *text, gsize length);

G_END_DECLS
