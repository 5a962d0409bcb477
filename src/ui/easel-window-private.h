/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-announcer.h"
#include "easel-recipe-shelf.h"
#include "easel-review-dialog.h"
#include "easel-sidebar.h"
#include "easel-window.h"

G_BEGIN_DECLS

/* What the window's parts share. */

struct _EaselWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  AdwStatusPage *failure_page;
  GtkOverlay *overlay;
  GtkRevealer *drop_revealer;
  AdwToastOverlay *toasts;
  AdwNavigationSplitView *split_view;
  EaselSidebar *sidebar;
  AdwNavigationView *content;

  EaselStudio *studio;        /* (owned) */
  EaselSidebarModel *model;   /* (owned) */
  GSettings *settings;        /* (owned) */
  AdwBanner *banner;          /* (owned): on the page in front */
  GPtrArray *notices;         /* (owned) (element-type utf8): the first is in the banner */
  AdwNavigationPage *brief;   /* (owned) (nullable): once it was shown */
  AdwNavigationPage *library; /* (owned) (nullable): once it was shown */
  AdwNavigationPage *create;  /* (owned) (nullable): once it was shown */
  GHashTable *forms;          /* (owned) (element-type utf8 AdwNavigationPage): by what they make */
  EaselRecipeShelf *shelf;    /* (owned) (nullable): once it was needed */
  GtkWidget *viewer;          /* (nullable): in @stack, while pictures are looked at */
  GtkWidget *focus_before;    /* (weak) (nullable): what had the keyboard before @viewer */
  gboolean was_fullscreen;    /* before @viewer */
  GtkWidget *focus_kept;   /* (weak) (nullable): what has the keyboard, or had it before a toast */
  GtkWidget *focus_toast;  /* (weak) (nullable): what has it in a toast, or had it last */
  gboolean focus_in_toast; /* @focus_toast has it */
  guint focus_source;      /* it is given back; else 0 */
  EaselReviewDialog *review; /* (weak) (nullable): while it is open */
  AdwToast *review_toast;    /* (weak) (nullable): what the last one said when it closed */
  GHashTable *followed;      /* (owned) (element-type utf8): jobs whose end is to be told */
  AdwToast *change_toast;    /* (weak) (nullable): of the newest change */
  AdwToast *notice_toast;    /* (weak) (nullable): what was told last */
  GPtrArray *early;          /* (owned) (nullable) (element-type GStrv): many files, until the
                                studio is open */
  GCancellable *cancellable; /* (owned): of what goes on when the window is closed */

  EaselJobAnnouncer *announcer; /* (owned): says what the sidebar shows */
};

/* easel-window.c */

/* @page: "brief", "library" or "create" */
void easel_window_show_page (EaselWindow *self, const char *page);

/* Puts @job's page on the content side; shows that side too, where there is room for only
 * one, when @in_front. */
void easel_window_show_job_page (EaselWindow *self, EaselJob *job, gboolean in_front);

void easel_window_show_entity (EaselWindow *self, const char *id);

/* @entity, @group: (nullable): see easel_history_page_new() */
void easel_window_show_history (EaselWindow *self, const char *entity, const char *group);

/* A sentence in the banner, until the person has read it. */
void easel_window_add_notice (EaselWindow *self, const char *message);

/* easel-window-focus.c */

/* Gives the keyboard back to what had it before a toast. */
void easel_window_keep_focus (EaselWindow *self);
/* When the window goes. */
void easel_window_forget_focus (EaselWindow *self);

/* easel-window-analyze.c */

/* (transfer full): the names the analyzer chooser is set to */
GStrv easel_window_get_analyzers (EaselWindow *self);

/* @title: (nullable) */
void easel_window_analyze_bytes (EaselWindow *self, GBytes *bytes, const char *title);

/* Analyzes the job's picture again, asking the model. */
void easel_window_analyze_again (EaselWindow *self, const char *id);

void easel_window_add_error_toast (EaselWindow *self, const GError *error);

/* easel-window-review.c */

void easel_window_add_reviews (EaselWindow *self);
/* Tells what came of @job, also later, when it has asked in between. */
void easel_window_follow (EaselWindow *self, EaselJob *job);
/* (transfer none): where a toast is seen now */
AdwToastOverlay *easel_window_get_toasts (EaselWindow *self);

/* easel-window-pictures.c */

/* “win.view-picture” (ids, the one that is shown first), “win.compare-pictures” (ids, the view). */
void easel_window_add_picture_actions (EaselWindow *self);

/* easel-window-story.c */

/* “win.read-story” (id), “win.read-job” (id of a job that writes), “win.tell-file” (what was done,
 * the file’s URI). */
void easel_window_add_story_actions (EaselWindow *self);

/* easel-window-undo.c */

/* Tells what was done, with a way back. @change: id of an entry of the journal, or of a group of
 * them. From a page: the action “win.tell-change” with both. “win.undo-change” takes a change back,
 * and asks when that would overwrite later ones. */
void easel_window_add_undo_toast (EaselWindow *self, const char *title, const char *change);
void easel_window_add_undo_actions (EaselWindow *self);

/* easel-window-create.c */

/* (transfer none): made when it is asked for first */
AdwNavigationPage *easel_window_get_create (EaselWindow *self);
/* “win.create” (s: a generator, or "story"), “win.use-entity” (s: id), “win.show-recipe” (sss:
 * kind, name or "", text), “win.run-recipe” (s: text), and for pages “win.tell-recipe” (ss: words,
 * text of a recipe to be had back). */
void easel_window_add_create_actions (EaselWindow *self);

/* easel-window-actions.c, easel-window-drop.c, easel-window-library.c */

void easel_window_add_actions (EaselWindow *self);
void easel_window_add_library_actions (EaselWindow *self);
void easel_window_add_backup_actions (EaselWindow *self);
/* When nothing can be done any more. */
void easel_window_disable_actions (EaselWindow *self);
void easel_window_add_drop_target (EaselWindow *self);

G_END_DECLS
