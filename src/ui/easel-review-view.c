/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-view.h"

#include <glib/gi18n.h>

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EaselReviewView, easel_review_view, GTK_TYPE_WIDGET)

static void
easel_review_view_default_init (EaselReviewViewInterface *iface)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_REVIEW_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
easel_review_view_show (EaselReviewView *self,
                        EaselStudio *studio,
                        const EaselJobDetails *details,
                        GError **error)
{
  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), FALSE);
  g_return_val_if_fail (easel_job_details_get_last_ask (details) != NULL, FALSE);

  return EASEL_REVIEW_VIEW_GET_IFACE (self)->show (self, studio, details, error);
}

EaselDecision *
easel_review_view_decide (EaselReviewView *self, gboolean force, GError **error)
{
  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  return EASEL_REVIEW_VIEW_GET_IFACE (self)->decide (self, force, error);
}

char *
easel_review_view_write_draft (EaselReviewView *self)
{
  EaselReviewViewInterface *iface;

  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  iface = EASEL_REVIEW_VIEW_GET_IFACE (self);
  return iface->write_draft != NULL ? iface->write_draft (self) : NULL;
}

void
easel_review_view_read_draft (EaselReviewView *self, const char *draft)
{
  EaselReviewViewInterface *iface;

  g_return_if_fail (EASEL_IS_REVIEW_VIEW (self));

  iface = EASEL_REVIEW_VIEW_GET_IFACE (self);
  if (iface->read_draft != NULL)
    iface->read_draft (self, draft);
}

GMenuModel *
easel_review_view_get_menu (EaselReviewView *self)
{
  EaselReviewViewInterface *iface;

  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  iface = EASEL_REVIEW_VIEW_GET_IFACE (self);
  return iface->get_menu != NULL ? iface->get_menu (self) : NULL;
}

GActionGroup *
easel_review_view_get_actions (EaselReviewView *self)
{
  EaselReviewViewInterface *iface;

  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  iface = EASEL_REVIEW_VIEW_GET_IFACE (self);
  return iface->get_actions != NULL ? iface->get_actions (self) : NULL;
}

const EaselReviewReason *
easel_review_view_get_reasons (EaselReviewView *self, guint *n_reasons)
{
  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  *n_reasons = EASEL_REVIEW_VIEW_GET_IFACE (self)->n_reasons;
  return EASEL_REVIEW_VIEW_GET_IFACE (self)->reasons;
}

const char *
easel_review_view_get_cancel_label (EaselReviewView *self)
{
  g_return_val_if_fail (EASEL_IS_REVIEW_VIEW (self), NULL);

  return _ (EASEL_REVIEW_VIEW_GET_IFACE (self)->cancel_label);
}

void
easel_review_view_emit_changed (EaselReviewView *self)
{
  g_return_if_fail (EASEL_IS_REVIEW_VIEW (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
