/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselSectionKey:
 * @section: which section, counted from 0
 * @rank: order within the section; lower ranks come first
 * @time: order within the rank; later times come first
 * @id: (not nullable): order within the time, so that no two keys are equal; must live as long as
 *   the item is in the list
 *
 * Where an item belongs.
 */
typedef struct
{
  guint section;
  guint rank;
  gint64 time;
  const char *id;
} EaselSectionKey;

int easel_section_key_compare (const EaselSectionKey *a, const EaselSectionKey *b);

/**
 * EaselSectionList:
 *
 * Objects in sections, each sorted, as a #GListModel and #GtkSectionModel. Placing, moving and
 * removing one item takes O(log n) and tells exactly where. A move is a removal and an insertion,
 * told one after the other.
 *
 * It is a #GtkSelectionModel of at most one item too, since a selection kept beside the model is
 * lost when its item moves: this one goes along.
 *
 * Main thread only. Signal `picked`: somebody selected an item, perhaps the selected one once
 * more; not emitted by easel_section_list_select().
 */
#define EASEL_TYPE_SECTION_LIST (easel_section_list_get_type ())
G_DECLARE_FINAL_TYPE (EaselSectionList, easel_section_list, EASEL, SECTION_LIST, GObject)

EaselSectionList *easel_section_list_new (GType item_type, guint n_sections);

/* Inserts @item (a reference is taken), or moves it. Nothing is emitted when it stays. */
void easel_section_list_place (EaselSectionList *self, gpointer item, const EaselSectionKey *key);

/* Does nothing when @item is not there. */
void easel_section_list_remove (EaselSectionList *self, gpointer item);

/**
 * easel_section_list_replace_all:
 * @items: (element-type GObject)
 * @keys: (array length=n_items): one for each of @items
 *
 * Starts anew with these, in one removal and one insertion. The selection stays when its item
 * is among them.
 */
void easel_section_list_replace_all (EaselSectionList *self,
                                     GPtrArray *items,
                                     const EaselSectionKey *keys);

gboolean easel_section_list_contains (EaselSectionList *self, gpointer item);

guint easel_section_list_get_section_size (EaselSectionList *self, guint section);

/* The section an item at @position is in. */
guint easel_section_list_get_section_at (EaselSectionList *self, guint position);

/* Returns: whether @item is there; @position: (out) (optional) */
gboolean easel_section_list_find (EaselSectionList *self, gpointer item, guint *position);

/* (transfer none) (nullable) */
gpointer easel_section_list_get_selected (EaselSectionList *self);

/* @item: (nullable): selected as soon as it is in the list, and as long */
void easel_section_list_select (EaselSectionList *self, gpointer item);

G_END_DECLS
