/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselChipKind:
 * @EASEL_CHIP_PLAIN: only there
 * @EASEL_CHIP_REMOVABLE: with a button that removes it
 * @EASEL_CHIP_MISSING: a button that adds it elsewhere, where it is not
 */
typedef enum
{
  EASEL_CHIP_PLAIN,
  EASEL_CHIP_REMOVABLE,
  EASEL_CHIP_MISSING,
} EaselChipKind;

/**
 * EaselChipList:
 *
 * Short values side by side, and an entry behind them where one can be added. Changes nothing by
 * itself: whoever owns the values hears what the person wants, and sets the chips again.
 *
 * Signals:
 * - `activated` (guint position): the button of a chip
 * - `added` (const char *text): what was written into the entry; not blank
 */
#define EASEL_TYPE_CHIP_LIST (easel_chip_list_get_type ())
G_DECLARE_FINAL_TYPE (EaselChipList, easel_chip_list, EASEL, CHIP_LIST, AdwBin)

GtkWidget *easel_chip_list_new (void);

/* The entry's name, for who does not see it; %NULL for no entry. */
void easel_chip_list_set_entry_label (EaselChipList *self, const char *label);

/* @kinds: of each of @labels */
void easel_chip_list_set_chips (EaselChipList *self,
                                const char *const *labels,
                                const EaselChipKind *kinds);

G_END_DECLS
