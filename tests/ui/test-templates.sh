#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test-templates.sh TYPES FOLDER: every template in FOLDER as gtk4-builder-tool sees it, with the
# types of the library TYPES.

set -u

# It builds what it checks twice over, which AdwPreferencesDialog warns of.
unset G_DEBUG

number=0
for file in "$2"/easel-*.ui; do
  number=$((number + 1))
  if said=$(LD_PRELOAD=$1 gtk4-builder-tool validate "$file" 2>&1); then
    echo "ok $number - $(basename "$file" .ui)"
  else
    printf '%s\n' "$said" | sed 's/^/# /'
    echo "not ok $number - $(basename "$file" .ui)"
  fi
done
echo "1..$number"
