/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselReviewReason:
 *
 * Something that is often wrong with a proposal. Both are not translated yet.
 */
typedef struct
{
  const char *label;   /* on a button */
  const char *comment; /* what the model is told: a sentence */
} EaselReviewReason;

/**
 * EaselReviewView:
 *
 * What a review dialog shows of a proposal: one type of widget for each EaselProposal.view, and
 * one for all others. Main thread.
 *
 * Signal `changed`: what the person would approve is another.
 */
#define EASEL_TYPE_REVIEW_VIEW (easel_review_view_get_type ())
G_DECLARE_INTERFACE (EaselReviewView, easel_review_view, EASEL, REVIEW_VIEW, GtkWidget)

struct _EaselReviewViewInterface
{
  GTypeInterface parent_interface;

  gboolean (*show) (EaselReviewView *self,
                    EaselStudio *studio,
                    const EaselJobDetails *details,
                    GError **error);
  EaselDecision *(*decide) (EaselReviewView *self, gboolean force, GError **error);

  /* Where something can be changed; %NULL otherwise. */
  char *(*write_draft) (EaselReviewView *self);
  void (*read_draft) (EaselReviewView *self, const char *draft);
  /* Where more can be done; %NULL otherwise. */
  GMenuModel *(*get_menu) (EaselReviewView *self);
  GActionGroup *(*get_actions) (EaselReviewView *self);

  const EaselReviewReason *reasons; /* (nullable) */
  guint n_reasons;
  const char *cancel_label; /* not translated yet */
};

/**
 * easel_review_view_show:
 * @details: of a job that asks; read here, not kept
 *
 * To be called once. Returns: %FALSE when the proposal cannot be read
 */
gboolean easel_review_view_show (EaselReviewView *self,
                                 EaselStudio *studio,
                                 const EaselJobDetails *details,
                                 GError **error);

/**
 * easel_review_view_decide:
 * @force: even though something was changed since
 *
 * Returns: (transfer full) (nullable): to approve what is shown; %NULL when that cannot be, with
 *   a sentence, and the keyboard is where it is to be mended
 */
EaselDecision *easel_review_view_decide (EaselReviewView *self, gboolean force, GError **error);

/* (transfer full) (nullable): what the person has changed, as JSON text */
char *easel_review_view_write_draft (EaselReviewView *self);
/* @draft: (nullable): of the same question. What cannot be read is as good as none */
void easel_review_view_read_draft (EaselReviewView *self, const char *draft);

/* (transfer none) (nullable): more that can be done; with actions "review.…" */
GMenuModel *easel_review_view_get_menu (EaselReviewView *self);
/* (transfer none) (nullable): to be inserted as "review" */
GActionGroup *easel_review_view_get_actions (EaselReviewView *self);

/* (nullable) */
const EaselReviewReason *easel_review_view_get_reasons (EaselReviewView *self, guint *n_reasons);

/* Translated, with a mnemonic: "_Cancel Merge". */
const char *easel_review_view_get_cancel_label (EaselReviewView *self);

/* For who implements it. */
void easel_review_view_emit_changed (EaselReviewView *self);

G_END_DECLS
