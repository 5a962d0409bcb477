/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselContactPreviewDialog:
 *
 * Asks for the entity a picture is to stand for, and puts it on top of the entity's pictures: it
 * is then recognized by it. What the picture was made from comes first. Tells of it by the action
 * “win.tell-change”.
 */
#define EASEL_TYPE_CONTACT_PREVIEW_DIALOG (easel_contact_preview_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactPreviewDialog,
                      easel_contact_preview_dialog,
                      EASEL,
                      CONTACT_PREVIEW_DIALOG,
                      AdwDialog)

/* @picture: of this kind */
EaselContactPreviewDialog *
easel_contact_preview_dialog_new (EaselLibrary *library, EaselEntity *picture);

G_END_DECLS
