/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What makes jobs.sqlite; see easel_database_open(). A script that was released never
 * changes: add another. */
extern const char *const easel_store_schema_migrations[];
extern const guint easel_store_schema_n_migrations;

/* (array zero-terminated=1): the tables, the jobs first */
extern const char *const easel_store_schema_tables[];

G_END_DECLS
