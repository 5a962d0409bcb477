/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-chapter.h"

#include "easel-book-text.h"
#include "easel-entity-picture-view.h"
#include "easel-story-status.h"

#include <glib/gi18n.h>

struct _EaselStoryChapter
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkMenuButton *menu_button;
  GtkWidget *picture_button;
  EaselEntityPictureView *picture;
  EaselStoryStatus *drawing;
  GtkLabel *text;
  EaselStoryStatus *writing;
};

G_DEFINE_FINAL_TYPE (EaselStoryChapter, easel_story_chapter, GTK_TYPE_BOX)

static void
append_run (GString *markup, const EaselBookRun *run)
{
  g_autofree char *escaped = g_markup_escape_text (run->text, -1);
  gboolean emphasis = (run->style & EASEL_BOOK_STYLE_EMPHASIS) != 0;
  gboolean strong = (run->style & EASEL_BOOK_STYLE_STRONG) != 0;

  g_string_append_printf (markup, "%s%s%s%s%s", emphasis ? "<i>" : "", strong ? "<b>" : "", escaped,
                          strong ? "</b>" : "", emphasis ? "</i>" : "");
}

char *
easel_story_chapter_make_markup (const char *text)
{
  g_autoptr (GPtrArray) paragraphs = easel_book_text_parse (text);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      GPtrArray *runs = paragraphs->pdata[i];

      if (i > 0)
        g_string_append (markup, "\n\n");
      for (guint j = 0; j < runs->len; j++)
        append_run (markup, runs->pdata[j]);
    }
  return g_string_free (markup, FALSE);
}

static void
append_action (GMenu *menu, const char *label, const char *action, guint number)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", number);
  g_menu_append_item (menu, item);
}

static void
show_menu (EaselStoryChapter *self, const EaselStoryChapterContent *content)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = g_strdup_printf (_ ("Menu of Scene %u"), content->number);

  append_action (menu, _ ("_Rewrite…"), "story.rewrite", content->number);
  append_action (menu, content->picture != NULL ? _ ("_Illustrate Again…") : _ ("_Illustrate…"),
                 "story.illustrate", content->number);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), !content->is_draft);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
show_picture (EaselStoryChapter *self,
              EaselLibrary *library,
              const EaselStoryChapterContent *content)
{
  const char *alt = content->alt != NULL && *content->alt != '\0' ? content->alt : content->title;
  gboolean missing = content->picture == NULL && content->illustrated && !content->is_draft;

  gtk_widget_set_visible (self->picture_button, content->picture != NULL);
  easel_entity_picture_view_show (self->picture, library, content->picture);
  /* In between there is no target for the action. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->picture_button), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->picture_button), "u", content->number);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->picture_button), "story.view");
  gtk_widget_set_tooltip_text (self->picture_button, alt);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alt, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, alt, -1);
  easel_story_status_show (self->drawing, content->drawing,
                           missing ? _ ("This scene has no illustration yet.") : NULL,
                           content->number);
}

static void
easel_story_chapter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_STORY_CHAPTER);

  G_OBJECT_CLASS (easel_story_chapter_parent_class)->dispose (object);
}

static void
easel_story_chapter_class_init (EaselStoryChapterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_story_chapter_dispose;

  g_type_ensure (EASEL_TYPE_ENTITY_PICTURE_VIEW);
  g_type_ensure (EASEL_TYPE_STORY_STATUS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-story-chapter.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, heading);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, picture_button);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, picture);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, drawing);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, text);
  gtk_widget_class_bind_template_child (widget_class, EaselStoryChapter, writing);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
easel_story_chapter_init (EaselStoryChapter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2,
                                  -1);
}

GtkWidget *
easel_story_chapter_new (void)
{
  return g_object_new (EASEL_TYPE_STORY_CHAPTER, NULL);
}

/* Where nothing changed nothing is touched: somebody may have selected a part of it. */
static void
show_text (EaselStoryChapter *self, const char *text)
{
  g_autofree char *markup = easel_story_chapter_make_markup (text);

  if (!g_str_equal (gtk_label_get_label (self->text), markup))
    gtk_label_set_markup (self->text, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->text), *markup != '\0');
}

void
easel_story_chapter_show (EaselStoryChapter *self,
                          EaselLibrary *library,
                          const EaselStoryChapterContent *content)
{
  int direction;

  g_return_if_fail (EASEL_IS_STORY_CHAPTER (self));
  g_return_if_fail (content != NULL);

  gtk_label_set_label (self->heading, content->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  content->title, -1);
  show_menu (self, content);
  show_picture (self, library, content);
  show_text (self, content->text);
  easel_story_status_show (self->writing, content->writing, NULL, content->number);

  /* A story is read in its own direction, whatever the language of the window. */
  direction = easel_book_text_get_direction (*content->text != '\0' ? content->text
                                                                    : content->title);
  gtk_widget_set_direction (GTK_WIDGET (self->text),
                            direction > 0 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->heading),
                            direction > 0 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}
