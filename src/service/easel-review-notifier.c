/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-notifier.h"

#include "easel-brief.h"

#include <glib/gi18n.h>

/* What comes up, or is decided, within this time is told together. */
#define GATHER_MS 300

/* How many a notification names. */
#define MAX_NAMED 3

/* After the time something was put off to; its own clock may be a little late. */
#define REMINDER_SLACK_MS 5000

#define REVIEWS_ID "reviews"
#define REFUSED_ID "refused"

struct _EaselReviewNotifier
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns the service, which owns this */
  EaselStudio *studio;       /* (owned) */
  gint64 started;            /* Unix time in microseconds */
  gboolean seen;

  GHashTable *told; /* (owned) (element-type utf8): questions that wait and were told, or seen */
  GStrv shown;      /* (owned) (nullable): ids of those in the notification on the screen */
  guint timeout;    /* source that updates it; 0 while there is nothing new */
  guint reminder;   /* source that ends `reminding`; 0 while there is nothing to be told again */

  GQueue untaken; /* (element-type Press) (owned): of buttons, until the studio is open */
};

typedef enum
{
  PROP_REMINDING = 1,
} EaselReviewNotifierProperty;

static GParamSpec *properties[PROP_REMINDING + 1];

G_DEFINE_FINAL_TYPE (EaselReviewNotifier, easel_review_notifier, G_TYPE_OBJECT)

static void approve (EaselReviewNotifier *self, GVariant *target);
static void snooze (EaselReviewNotifier *self, GVariant *target);

/* Telling --------------------------------------------------------------------------------- */

/* (transfer full) (element-type EaselBriefItem): what waits, in the order of the Brief */
static GPtrArray *
list_reviews (EaselReviewNotifier *self)
{
  GListModel *brief = G_LIST_MODEL (easel_studio_get_brief (self->studio));
  GPtrArray *reviews = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (brief);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EaselBriefItem) item = g_list_model_get_item (brief, i);

      if (easel_brief_item_get_kind (item) == EASEL_BRIEF_REVIEW)
        g_ptr_array_add (reviews, g_steal_pointer (&item));
    }
  return reviews;
}

/* (transfer full) */
static GStrv
list_ids (GPtrArray *reviews)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < reviews->len; i++)
    g_strv_builder_add (ids, easel_brief_item_get_id (g_ptr_array_index (reviews, i)));
  return g_strv_builder_end (ids);
}

/* Whether it came up, or came back, in this program's time. */
static gboolean
is_news (EaselReviewNotifier *self, EaselBriefItem *review)
{
  return easel_brief_item_get_time (review) >= self->started
         || easel_job_get_hidden_until (easel_brief_item_get_job (review)) != 0;
}

/* Says it once: what was put off has had its time. */
static void
note_told (EaselReviewNotifier *self, EaselBriefItem *review)
{
  g_autoptr (GError) error = NULL;

  if (easel_job_get_hidden_until (easel_brief_item_get_job (review)) != 0
      && !easel_queue_set_hidden_until (easel_studio_get_queue (self->studio),
                                        easel_brief_item_get_id (review), 0, &error))
    g_message ("%s", error->message);
}

/* (transfer full): a job may ask again */
static char *
make_question_key (EaselBriefItem *review)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, easel_brief_item_get_id (review),
                          easel_brief_item_get_time (review));
}

/* Returns: whether there is something that was not told */
static gboolean
update_told (EaselReviewNotifier *self, GPtrArray *reviews)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->told);
  gboolean has_news = FALSE;

  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < reviews->len; i++)
    {
      EaselBriefItem *review = g_ptr_array_index (reviews, i);
      char *question = make_question_key (review);

      has_news = has_news || (!g_hash_table_contains (before, question) && is_news (self, review));
      g_hash_table_add (self->told, question);
      note_told (self, review);
    }
  return has_news;
}

/* (transfer full) */
static GNotification *
make_for_one (EaselBriefItem *review)
{
  const char *id = easel_brief_item_get_id (review);
  const char *why = easel_brief_item_get_why (review);
  GNotification *notification = g_notification_new (easel_brief_item_get_title (review));

  g_notification_set_body (notification, why != NULL ? why : _ ("Your decision is needed."));
  if (easel_brief_item_get_can_approve (review))
    g_notification_add_button_with_target (notification, _ ("Approve"), "app.approve-job", "s", id);
  return notification;
}

/* (transfer full) */
static GNotification *
make_for_several (GPtrArray *reviews)
{
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Review Waits", "%u Reviews Wait", reviews->len),
      reviews->len);
  const char *lines[MAX_NAMED + 2] = { NULL };
  g_autofree char *body = NULL;
  GNotification *notification = g_notification_new (title);

  for (guint i = 0; i < reviews->len && i < MAX_NAMED; i++)
    lines[i] = easel_brief_item_get_title (g_ptr_array_index (reviews, i));
  if (reviews->len > MAX_NAMED)
    lines[MAX_NAMED] = "…";
  body = g_strjoinv ("\n", (GStrv) lines);
  g_notification_set_body (notification, body);
  return notification;
}

static void
send (EaselReviewNotifier *self, GPtrArray *reviews, GNotificationPriority priority)
{
  EaselBriefItem *first = g_ptr_array_index (reviews, 0);
  g_autoptr (GNotification) notification = reviews->len == 1 ? make_for_one (first)
                                                             : make_for_several (reviews);
  const char *id = easel_brief_item_get_id (first);

  g_strfreev (self->shown);
  self->shown = list_ids (reviews);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action_and_target (notification, "app.review-job", "s", id);
  g_notification_add_button_with_target (notification, _ ("Review"), "app.review-job", "s", id);
  g_notification_add_button_with_target (notification, _ ("Later"), "app.snooze-jobs", "^as",
                                         self->shown);
  g_application_send_notification (self->application, REVIEWS_ID, notification);
}

/* One that an earlier Easel sent may still be on the screen, so this is done in any case. */
static void
withdraw (EaselReviewNotifier *self)
{
  g_clear_pointer (&self->shown, g_strfreev);
  g_application_withdraw_notification (self->application, REVIEWS_ID);
}

static void
update (gpointer user_data)
{
  EaselReviewNotifier *self = user_data;
  g_autoptr (GPtrArray) reviews = list_reviews (self);
  gboolean has_news = update_told (self, reviews);

  self->timeout = 0;
  if (reviews->len == 0 || self->seen)
    withdraw (self);
  else if (has_news)
    send (self, reviews, G_NOTIFICATION_PRIORITY_NORMAL);
  else if (self->shown != NULL)
    /* It says less than before, and does not ask to be looked at again. */
    send (self, reviews, G_NOTIFICATION_PRIORITY_LOW);
}

static void
schedule_update (EaselReviewNotifier *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add_once (GATHER_MS, update, self);
}

/* Buttons --------------------------------------------------------------------------------- */

typedef void (*PressFunc) (EaselReviewNotifier *self, GVariant *target);

/* A button that was pressed. */
typedef struct
{
  PressFunc func;
  GVariant *target; /* (owned) */
} Press;

static void
press_free (gpointer data)
{
  Press *press = data;

  g_variant_unref (press->target);
  g_free (press);
}

/* Pressing one may be what started the program. */
static void
take_presses (EaselReviewNotifier *self)
{
  gboolean ready;
  Press *press;

  g_object_get (self->studio, "ready", &ready, NULL);
  while (ready && (press = g_queue_pop_head (&self->untaken)) != NULL)
    {
      press->func (self, press->target);
      press_free (press);
    }
}

static void
take_press (EaselReviewNotifier *self, PressFunc func, GVariant *target)
{
  Press *press = g_new0 (Press, 1);

  press->func = func;
  press->target = g_variant_ref (target);
  g_queue_push_tail (&self->untaken, press);
  take_presses (self);
}

static void
on_approve (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  take_press (user_data, approve, target);
}

static void
on_snooze (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  take_press (user_data, snooze, target);
}

/* An approval on its way. */
typedef struct
{
  EaselReviewNotifier *notifier; /* (owned) */
  char *id;                      /* (owned) */
} Approval;

static void
approval_free (Approval *approval)
{
  g_object_unref (approval->notifier);
  g_free (approval->id);
  g_free (approval);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Approval, approval_free)

/* The person is told why nothing came of it, and can look at it. */
static void
tell_refused (EaselReviewNotifier *self, const char *id, const GError *error)
{
  EaselJob *job = easel_queue_lookup (easel_studio_get_queue (self->studio), id);
  g_autoptr (GNotification) notification = NULL;

  notification = g_notification_new (job != NULL ? easel_job_get_title (job) : _ ("Not Approved"));
  g_notification_set_body (notification, error->message);
  g_notification_set_default_action_and_target (notification, "app.review-job", "s", id);
  g_application_send_notification (self->application, REFUSED_ID, notification);
}

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Approval) approval = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_studio_respond_finish (EASEL_STUDIO (source), result, &error)
      && approval->notifier->studio != NULL)
    tell_refused (approval->notifier, approval->id, error);
}

static void
approve (EaselReviewNotifier *self, GVariant *target)
{
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "notification");
  Approval *approval = g_new0 (Approval, 1);

  approval->notifier = g_object_ref (self);
  approval->id = g_variant_dup_string (target, NULL);
  easel_studio_respond_async (self->studio, approval->id, decision, NULL, on_responded, approval);
}

static void
set_reminder (EaselReviewNotifier *self, guint reminder)
{
  gboolean was_reminding = self->reminder != 0;

  self->reminder = reminder;
  if (was_reminding != (reminder != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMINDING]);
}

static void
on_reminder (gpointer user_data)
{
  set_reminder (user_data, 0);
}

static void
snooze (EaselReviewNotifier *self, GVariant *target)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 until = easel_brief_snooze_time (EASEL_SNOOZE_AN_HOUR, now);
  gint64 wait_ms = (until - g_date_time_to_unix_usec (now)) / 1000;
  g_autofree const char **ids = g_variant_get_strv (target, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      /* One that was decided meanwhile need not be put off. */
      if (!easel_queue_set_hidden_until (easel_studio_get_queue (self->studio), ids[i], until,
                                         &error))
        g_message ("%s", error->message);
    }
  if (self->reminder != 0)
    g_source_remove (self->reminder);
  set_reminder (self, g_timeout_add_once ((guint) wait_ms + REMINDER_SLACK_MS, on_reminder, self));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_review_notifier_dispose (GObject *object)
{
  EaselReviewNotifier *self = EASEL_REVIEW_NOTIFIER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->reminder, g_source_remove);
  g_queue_clear_full (&self->untaken, press_free);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_strfreev);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_review_notifier_parent_class)->dispose (object);
}

static void
easel_review_notifier_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  EaselReviewNotifier *self = EASEL_REVIEW_NOTIFIER (object);

  switch ((EaselReviewNotifierProperty) prop_id)
    {
    case PROP_REMINDING:
      g_value_set_boolean (value, self->reminder != 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_review_notifier_class_init (EaselReviewNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_review_notifier_dispose;
  object_class->get_property = easel_review_notifier_get_property;

  properties[PROP_REMINDING] = g_param_spec_boolean ("reminding", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                         | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_review_notifier_init (EaselReviewNotifier *self)
{
  self->started = g_get_real_time ();
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->untaken);
}

EaselReviewNotifier *
easel_review_notifier_new (GApplication *application, EaselStudio *studio)
{
  static const GActionEntry actions[] = {
    { .name = "approve-job", .activate = on_approve, .parameter_type = "s" },
    { .name = "snooze-jobs", .activate = on_snooze, .parameter_type = "as" },
  };
  EaselReviewNotifier *self = g_object_new (EASEL_TYPE_REVIEW_NOTIFIER, NULL);

  self->application = application;
  self->studio = g_object_ref (studio);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   self);
  g_signal_connect_object (easel_studio_get_brief (studio), "items-changed",
                           G_CALLBACK (schedule_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (take_presses), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
easel_review_notifier_set_seen (EaselReviewNotifier *self, gboolean seen)
{
  g_return_if_fail (EASEL_IS_REVIEW_NOTIFIER (self));

  self->seen = seen;
  if (seen)
    easel_review_notifier_withdraw (self);
}

void
easel_review_notifier_withdraw (EaselReviewNotifier *self)
{
  g_return_if_fail (EASEL_IS_REVIEW_NOTIFIER (self));

  withdraw (self);
  g_application_withdraw_notification (self->application, REFUSED_ID);
}
