/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-item.h"

#include "easel-config.h"

#include <glib/gi18n.h>

struct _EaselHistoryItem
{
  GObject parent_instance;

  GPtrArray *entries; /* (owned) (element-type EaselJournalEntry) */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselHistoryItem, easel_history_item, G_TYPE_OBJECT)

static EaselJournalEntry *
get_newest (EaselHistoryItem *self)
{
  return g_ptr_array_index (self->entries, 0);
}

static guint
count_undone (EaselHistoryItem *self)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    if (easel_journal_entry_get_undone_by (self->entries->pdata[i]) != NULL)
      n++;
  return n;
}

/* (nullable): what all of them are; %NULL when they differ */
static const char *
get_common_kind (EaselHistoryItem *self)
{
  const char *kind = easel_journal_entry_get_kind (get_newest (self));

  for (guint i = 1; i < self->entries->len; i++)
    if (!g_str_equal (kind, easel_journal_entry_get_kind (self->entries->pdata[i])))
      return NULL;
  return kind;
}

static const char *
describe_door (const char *door)
{
  if (g_strcmp0 (door, "window") == 0)
    return _ ("In the window");
  if (g_strcmp0 (door, "notification") == 0)
    return _ ("From a notification");
  if (g_strcmp0 (door, "command-line") == 0)
    return _ ("On the command line");
  if (g_strcmp0 (door, "dbus") == 0)
    return _ ("From another program");
  return NULL;
}

static GDateTime *
to_local (gint64 microseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (microseconds);

  return g_date_time_to_local (utc);
}

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (easel_journal_entry_get_id (a->pdata[i]),
                      easel_journal_entry_get_id (b->pdata[i]))
        || g_strcmp0 (easel_journal_entry_get_undone_by (a->pdata[i]),
                      easel_journal_entry_get_undone_by (b->pdata[i]))
               != 0)
      return FALSE;
  return TRUE;
}

static void
easel_history_item_finalize (GObject *object)
{
  g_clear_pointer (&EASEL_HISTORY_ITEM (object)->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (easel_history_item_parent_class)->finalize (object);
}

static void
easel_history_item_class_init (EaselHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_history_item_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_HISTORY_ITEM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_history_item_init (EaselHistoryItem *self)
{
}

EaselHistoryItem *
easel_history_item_new (GPtrArray *entries)
{
  EaselHistoryItem *self = NULL;

  g_return_val_if_fail (entries != NULL && entries->len > 0, NULL);

  self = g_object_new (EASEL_TYPE_HISTORY_ITEM, NULL);
  self->entries = g_ptr_array_ref (entries);
  return self;
}

void
easel_history_item_set_entries (EaselHistoryItem *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (EASEL_IS_HISTORY_ITEM (self));
  g_return_if_fail (entries != NULL && entries->len > 0);

  before = g_steal_pointer (&self->entries);
  self->entries = g_ptr_array_ref (entries);
  if (!is_same (before, entries))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

GPtrArray *
easel_history_item_get_entries (EaselHistoryItem *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  return self->entries;
}

const char *
easel_history_item_get_change (EaselHistoryItem *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  return easel_history_item_is_group (self) ? easel_journal_entry_get_group (get_newest (self))
                                            : easel_journal_entry_get_id (get_newest (self));
}

gboolean
easel_history_item_is_group (EaselHistoryItem *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), FALSE);

  return self->entries->len > 1;
}

gboolean
easel_history_item_is_undone (EaselHistoryItem *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), FALSE);

  return count_undone (self) == self->entries->len;
}

char *
easel_history_item_describe (EaselHistoryItem *self)
{
  const char *kind = NULL;
  guint n = 0;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  if (!easel_history_item_is_group (self))
    return g_strdup (easel_journal_entry_get_title (get_newest (self)));

  n = self->entries->len;
  kind = get_common_kind (self);
  if (g_strcmp0 (kind, EASEL_CHANGE_MERGE) == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u merge", "%'u merges", n), n);
  if (g_strcmp0 (kind, EASEL_CHANGE_TAG) == 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Tagged %'u thing", "Tagged %'u things", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u change", "%'u changes", n), n);
}

/* (transfer full) (nullable) */
static char *
describe_undone (EaselHistoryItem *self)
{
  guint n = count_undone (self);

  if (n == 0)
    return NULL;
  if (n == self->entries->len)
    return g_strdup (_ ("Undone"));
  /* Translators: how many of several changes that were made together were taken back */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u undone", "%'u undone", n), n);
}

char *
easel_history_item_describe_origin (EaselHistoryItem *self, gint64 now)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;
  g_autofree char *undone = NULL;
  const char *words[5] = { NULL };
  guint n_words = 0;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  time = to_local (easel_journal_entry_get_time (get_newest (self)));
  clock = g_date_time_format (time, "%R");
  undone = describe_undone (self);
  if (now > 0)
    words[n_words++] = day = easel_history_item_describe_day (self, now);
  words[n_words++] = clock;
  if (describe_door (easel_journal_entry_get_door (get_newest (self))) != NULL)
    words[n_words++] = describe_door (easel_journal_entry_get_door (get_newest (self)));
  if (undone != NULL)
    words[n_words++] = undone;
  return g_strjoinv (" · ", (char **) words);
}

char *
easel_history_item_describe_day (EaselHistoryItem *self, gint64 now)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) today = NULL;
  g_autoptr (GDateTime) yesterday = NULL;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  time = to_local (easel_journal_entry_get_time (get_newest (self)));
  today = to_local (now);
  yesterday = g_date_time_add_days (today, -1);
  if (is_same_day (time, today))
    return g_strdup (_ ("Today"));
  if (is_same_day (time, yesterday))
    return g_strdup (_ ("Yesterday"));
  /* Translators: a day, as in “3 February 2026”; see g_date_time_format() */
  return g_date_time_format (time, _ ("%-e %B %Y"));
}

gboolean
easel_history_item_is_same_day (EaselHistoryItem *self, EaselHistoryItem *other)
{
  g_autoptr (GDateTime) one = NULL;
  g_autoptr (GDateTime) two = NULL;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), FALSE);
  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (other), FALSE);

  one = to_local (easel_journal_entry_get_time (get_newest (self)));
  two = to_local (easel_journal_entry_get_time (get_newest (other)));
  return is_same_day (one, two);
}

const char *
easel_history_item_get_icon_name (EaselHistoryItem *self)
{
  static const struct
  {
    const char *kind;
    const char *icon;
  } icons[] = {
    { EASEL_CHANGE_MERGE, "view-dual-symbolic" },
    { EASEL_CHANGE_EDIT, "document-edit-symbolic" },
    { EASEL_CHANGE_TAG, "bookmark-new-symbolic" },
    { EASEL_CHANGE_ARCHIVE, "package-x-generic-symbolic" },
    { EASEL_CHANGE_UNARCHIVE, "package-x-generic-symbolic" },
    { EASEL_CHANGE_UNDO, "edit-undo-symbolic" },
  };
  const char *kind = NULL;

  g_return_val_if_fail (EASEL_IS_HISTORY_ITEM (self), NULL);

  kind = get_common_kind (self);
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (kind, icons[i].kind) == 0)
      return icons[i].icon;
  return "document-open-recent-symbolic";
}
