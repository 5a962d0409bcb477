/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-proposal.h"

G_BEGIN_DECLS

/**
 * easel_decision_check:
 * @proposal: what was asked
 * @decision: what is answered
 *
 * Whether the answer can be done; see easel_studio_respond_async(). Blocking.
 */
gboolean easel_decision_check (EaselLibrary *library,
                               const EaselProposal *proposal,
                               const EaselDecision *decision,
                               GError **error);

G_END_DECLS
