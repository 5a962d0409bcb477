/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselDataItem:
 *
 * What the data files that teach Easel something have in common: a name, words for people, and
 * an icon. Immutable once read. Any thread.
 *
 * Properties, readable, for bindings: `name`, `title`, `description`, `icon-name`.
 */
#define EASEL_TYPE_DATA_ITEM (easel_data_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (EaselDataItem, easel_data_item, EASEL, DATA_ITEM, GObject)

/**
 * EaselDataItemClass:
 * @read: takes what only this sort of file has; the rest is read. An error is from
 *   easel_data_item_refuse()
 * @set_error: says that the file @source cannot be used, and why
 */
struct _EaselDataItemClass
{
  GObjectClass parent_class;

  gboolean (*read) (EaselDataItem *self, JsonObject *object, GError **error);
  void (*set_error) (const char *source, const char *reason, GError **error);

  gpointer padding[4];
};

/* @source: what the file is called. Returns: (transfer full) (nullable): an item of @type; the
 * error says what is missing, and in which file */
EaselDataItem *
easel_data_item_new_from_json (GType type, JsonNode *json, const char *source, GError **error);

/* The word on the command line and in jobs, such as "hair_style". */
const char *easel_data_item_get_name (EaselDataItem *self);
/* Translated. */
const char *easel_data_item_get_title (EaselDataItem *self);
const char *easel_data_item_get_description (EaselDataItem *self);
const char *easel_data_item_get_icon_name (EaselDataItem *self);

/* For subclasses while they read. */

/* Always %FALSE, so that a caller can return it. @format: the reason, as a sentence's end */
gboolean easel_data_item_refuse (EaselDataItem *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* @value: (out) (transfer full): a text that is not empty */
gboolean easel_data_item_read_string (EaselDataItem *self,
                                      JsonObject *object,
                                      const char *member,
                                      char **value,
                                      GError **error);
/* (transfer full) (nullable): %NULL when it is not a list of texts with at least one */
GStrv easel_data_item_read_strings (JsonObject *object, const char *member);

G_END_DECLS
