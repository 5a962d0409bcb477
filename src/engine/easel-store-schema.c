/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-schema.h"

/* All tables keep their rowid, which lets a damaged file be read around its damage. Long
 * columns come last: reading the light ones does not touch their overflow pages. */
const char *const easel_store_schema_migrations[] = {
  /* 1 */
  "CREATE TABLE jobs ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'awaiting_input', 'completed',"
  "                                       'failed', 'canceled')),"
  "  kind TEXT NOT NULL,"
  "  title TEXT NOT NULL,"
  "  description TEXT,"
  "  lane TEXT NOT NULL,"
  "  provider TEXT,"
  "  model TEXT,"
  "  parent TEXT,"
  "  child_key TEXT,"
  "  thumbnail TEXT,"
  "  attachment INTEGER NOT NULL DEFAULT 0,"
  "  created INTEGER NOT NULL,"
  "  started INTEGER NOT NULL DEFAULT 0,"
  "  finished INTEGER NOT NULL DEFAULT 0,"
  "  not_before INTEGER NOT NULL DEFAULT 0,"
  "  when_online INTEGER NOT NULL DEFAULT 0,"
  "  boost INTEGER NOT NULL DEFAULT 0,"
  "  attempts INTEGER NOT NULL DEFAULT 0,"
  "  step INTEGER NOT NULL DEFAULT 0,"
  "  n_steps INTEGER NOT NULL DEFAULT 0,"
  "  input_tokens INTEGER NOT NULL DEFAULT 0,"
  "  output_tokens INTEGER NOT NULL DEFAULT 0,"
  "  images INTEGER NOT NULL DEFAULT 0,"
  "  cost_micros INTEGER NOT NULL DEFAULT -1,"
  "  failure_code TEXT,"
  "  failure_message TEXT,"
  "  failure_hint TEXT,"
  "  failure_remedy TEXT,"
  "  failure_policy INTEGER NOT NULL DEFAULT 0,"
  "  params TEXT NOT NULL,"
  "  result TEXT"
  ") STRICT;"
  "CREATE INDEX jobs_by_parent ON jobs (parent, seq) WHERE parent IS NOT NULL;"
  "CREATE TABLE steps ("
  "  job INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,"
  "  name TEXT NOT NULL,"
  "  key TEXT NOT NULL,"
  "  finished INTEGER NOT NULL,"
  "  result TEXT NOT NULL,"
  "  PRIMARY KEY (job, name, key)"
  ") STRICT;"
  "CREATE TABLE asks ("
  "  job INTEGER NOT NULL REFERENCES jobs (seq) ON DELETE CASCADE,"
  "  nth INTEGER NOT NULL,"
  "  actions INTEGER NOT NULL,"
  "  asked INTEGER NOT NULL,"
  "  action TEXT CHECK (action IN ('approve', 'edit', 'revise', 'cancel')),"
  "  door TEXT,"
  "  decided INTEGER,"
  "  comment TEXT,"
  "  title TEXT NOT NULL,"
  "  description TEXT,"
  "  view TEXT NOT NULL,"
  "  provenance TEXT,"
  "  basis TEXT,"
  "  data TEXT NOT NULL,"
  "  decision_data TEXT,"
  "  PRIMARY KEY (job, nth)"
  ") STRICT;"
  "CREATE TABLE settings ("
  "  name TEXT PRIMARY KEY NOT NULL,"
  "  value INTEGER NOT NULL"
  ") STRICT;",

  /* 2: A 0 behind the long columns is read without them. */
  "ALTER TABLE jobs ADD COLUMN hidden_until INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE asks ADD COLUMN draft TEXT;",

  /* 3 */
  "CREATE TABLE spending ("
  "  day TEXT NOT NULL,"
  "  provider TEXT NOT NULL,"
  "  calls INTEGER NOT NULL,"
  "  unpriced INTEGER NOT NULL,"
  "  input_tokens INTEGER NOT NULL,"
  "  output_tokens INTEGER NOT NULL,"
  "  images INTEGER NOT NULL,"
  "  cost_micros INTEGER NOT NULL,"
  "  PRIMARY KEY (day, provider)"
  ") STRICT;",

  /* 4: What is none behind the long columns is read without them, too. */
  "ALTER TABLE jobs ADD COLUMN outcome TEXT;",

  /* 5 */
  "ALTER TABLE jobs ADD COLUMN message TEXT;"
  "ALTER TABLE jobs ADD COLUMN deposit TEXT;",

  /* 6 */
  "ALTER TABLE jobs ADD COLUMN deposit_cost INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX jobs_by_deposit ON jobs (provider) WHERE deposit_cost > 0;",
};

const guint easel_store_schema_n_migrations = G_N_ELEMENTS (easel_store_schema_migrations);

const char *const easel_store_schema_tables[] = { "jobs",     "steps",    "asks",
                                                  "settings", "spending", NULL };
