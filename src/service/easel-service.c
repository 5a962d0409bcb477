/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-service.h"

#include "easel-bus-changes.h"
#include "easel-bus-edit.h"
#include "easel-bus-error.h"
#include "easel-bus-interfaces.h"
#include "easel-bus-jobs.h"
#include "easel-bus-keep.h"
#include "easel-bus-library.h"
#include "easel-bus-making.h"
#include "easel-bus-object.h"
#include "easel-bus-picture.h"
#include "easel-bus-providers.h"
#include "easel-bus-search.h"
#include "easel-bus-story.h"
#include "easel-change-feed.h"
#include "easel-engine-error.h"
#include "easel-notifier.h"
#include "easel-review-notifier.h"

#include <glib/gi18n.h>

struct _EaselService
{
  GObject parent_instance;

  GApplication *application;            /* (unowned): owns this */
  EaselStudio *studio;                  /* (owned) */
  EaselBusObject *jobs;                 /* (owned) */
  EaselBusObject *library;              /* (owned) */
  EaselBusObject *providers;            /* (owned) */
  EaselBusObject *search;               /* (owned): for GNOME Shell */
  EaselChangeFeed *feed;                /* (owned) */
  EaselNotifier *notifier;              /* (owned) */
  EaselReviewNotifier *review_notifier; /* (owned) */
  gboolean busy;                        /* and so holds the application */
  gboolean window_active;
  gboolean review_open;
};

typedef enum
{
  PROP_BUSY = 1,
} EaselServiceProperty;

static GParamSpec *properties[PROP_BUSY + 1];

enum
{
  SIGNAL_RELEASE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselService, easel_service, G_TYPE_OBJECT)

static const EaselBusMethod jobs_methods[] = {
  { "Submit", easel_bus_jobs_submit },
  { "SubmitAll", easel_bus_jobs_submit_all },
  { "Estimate", easel_bus_jobs_estimate },
  { "Cancel", easel_bus_jobs_cancel },
  { "Retry", easel_bus_jobs_retry },
  { "Respond", easel_bus_jobs_respond },
  { "Get", easel_bus_jobs_get },
  { "List", easel_bus_jobs_list },
  { "RunNext", easel_bus_jobs_run_next },
  { "Pause", easel_bus_jobs_pause },
  { "ListGenerators", easel_bus_making_list_generators },
  { "BuildPrompt", easel_bus_making_build_prompt },
  { NULL, NULL },
};

static const EaselBusMethod library_methods[] = {
  { "List", easel_bus_library_list },
  { "Get", easel_bus_library_get },
  { "WhereUsed", easel_bus_library_where_used },
  { "ExportStory", easel_bus_story_export },
  { "SavePicture", easel_bus_picture_save },
  { "History", easel_bus_changes_history },
  { "Undo", easel_bus_changes_undo },
  { "GetKeepHere", easel_bus_keep_get },
  { "SetKeepHere", easel_bus_keep_set },
  { "SetArchived", easel_bus_changes_set_archived },
  { "Edit", easel_bus_edit },
  { NULL, NULL },
};

static const EaselBusMethod providers_methods[] = {
  { "List", easel_bus_providers_list },
  { "Add", easel_bus_providers_add },
  { "Remove", easel_bus_providers_remove },
  { "Test", easel_bus_providers_test },
  { "Use", easel_bus_providers_use },
  { "Spending", easel_bus_providers_spending },
  { NULL, NULL },
};

static const EaselBusMethod search_methods[] = {
  { "GetInitialResultSet", easel_bus_search_initial },
  { "GetSubsearchResultSet", easel_bus_search_again },
  { "GetResultMetas", easel_bus_search_get_metas },
  { NULL, NULL },
};

static gboolean
on_search_call (EaselService *self, GDBusMethodInvocation *invocation)
{
  return easel_bus_search_activate (self->application, invocation);
}

/* Release: the one call that is not for the studio. */
static gboolean
on_release (EaselService *self, GDBusMethodInvocation *invocation)
{
  gboolean releases = FALSE;

  g_signal_emit (self, signals[SIGNAL_RELEASE], 0, &releases);
  if (releases)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, EASEL_ENGINE_ERROR,
                                                   EASEL_ENGINE_ERROR_WRONG_STATE,
                                                   _ ("This Easel has a window and stays."));
  return TRUE;
}

/* Staying alive --------------------------------------------------------------------------- */

static gboolean
object_is_busy (EaselBusObject *object)
{
  gboolean busy;

  g_object_get (object, "busy", &busy, NULL);
  return busy;
}

/* What is paused waits for the person, and need not be waited for. */
static gboolean
has_work (EaselService *self)
{
  gboolean paused;
  guint n_running, n_queued;

  g_object_get (easel_studio_get_queue (self->studio), "paused", &paused, "n-running", &n_running,
                "n-queued", &n_queued, NULL);
  return n_running > 0 || (n_queued > 0 && !paused);
}

static gboolean
is_reminding (EaselService *self)
{
  gboolean reminding;

  g_object_get (self->review_notifier, "reminding", &reminding, NULL);
  return reminding;
}

static void
update_busy (EaselService *self)
{
  gboolean busy = has_work (self) || is_reminding (self) || object_is_busy (self->jobs)
                  || object_is_busy (self->library) || object_is_busy (self->providers)
                  || object_is_busy (self->search);

  if (busy == self->busy)
    return;
  self->busy = busy;
  if (busy)
    g_application_hold (self->application);
  else
    {
      easel_notifier_flush (self->notifier);
      g_application_release (self->application);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
watch (EaselService *self, gpointer object, const char *signal)
{
  g_signal_connect_object (object, signal, G_CALLBACK (update_busy), self, G_CONNECT_SWAPPED);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_service_dispose (GObject *object)
{
  EaselService *self = EASEL_SERVICE (object);

  if (self->jobs != NULL)
    easel_service_unexport (self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->review_notifier);
  g_clear_object (&self->feed);
  g_clear_object (&self->jobs);
  g_clear_object (&self->library);
  g_clear_object (&self->providers);
  g_clear_object (&self->search);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_service_parent_class)->dispose (object);
}

static void
easel_service_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselService *self = EASEL_SERVICE (object);

  switch ((EaselServiceProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_service_class_init (EaselServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_service_dispose;
  object_class->get_property = easel_service_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_RELEASE] = g_signal_new ("release", EASEL_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0,
                                          g_signal_accumulator_true_handled, NULL, NULL,
                                          G_TYPE_BOOLEAN, 0);
}

static void
easel_service_init (EaselService *self)
{
}

EaselService *
easel_service_new (GApplication *application, EaselStudio *studio)
{
  EaselService *self = g_object_new (EASEL_TYPE_SERVICE, NULL);
  EaselQueue *queue = easel_studio_get_queue (studio);

  easel_bus_error_register ();
  self->application = application;
  self->studio = g_object_ref (studio);
  self->jobs = easel_bus_object_new (studio, &easel_bus_jobs1_interface, jobs_methods);
  self->library = easel_bus_object_new (studio, &easel_bus_library1_interface, library_methods);
  self->providers = easel_bus_object_new (studio, &easel_bus_providers1_interface,
                                          providers_methods);
  self->search = easel_bus_object_new (
      studio, &easel_bus_org_gnome_shell_search_provider2_interface, search_methods);
  self->feed = easel_change_feed_new (studio, self->jobs);
  self->notifier = easel_notifier_new (application, studio);
  self->review_notifier = easel_review_notifier_new (application, studio);

  g_signal_connect_object (self->jobs, "call", G_CALLBACK (on_release), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "call", G_CALLBACK (on_search_call), self,
                           G_CONNECT_SWAPPED);
  watch (self, self->jobs, "notify::busy");
  watch (self, self->library, "notify::busy");
  watch (self, self->providers, "notify::busy");
  watch (self, self->search, "notify::busy");
  watch (self, self->review_notifier, "notify::reminding");
  watch (self, queue, "notify::n-running");
  watch (self, queue, "notify::n-queued");
  watch (self, queue, "notify::paused");
  return self;
}

gboolean
easel_service_export (EaselService *self,
                      GDBusConnection *connection,
                      const char *path,
                      GError **error)
{
  g_autofree char *search = g_strconcat (path, EASEL_BUS_SEARCH, NULL);

  g_return_val_if_fail (EASEL_IS_SERVICE (self), FALSE);

  return easel_bus_object_export (self->jobs, connection, path, error)
         && easel_bus_object_export (self->library, connection, path, error)
         && easel_bus_object_export (self->providers, connection, path, error)
         && easel_bus_object_export (self->search, connection, search, error);
}

void
easel_service_unexport (EaselService *self)
{
  g_return_if_fail (EASEL_IS_SERVICE (self));

  easel_change_feed_flush (self->feed);
  easel_bus_object_unexport (self->jobs);
  easel_bus_object_unexport (self->library);
  easel_bus_object_unexport (self->providers);
  easel_bus_object_unexport (self->search);
}

static void
update_seen (EaselService *self)
{
  easel_review_notifier_set_seen (self->review_notifier, self->window_active && self->review_open);
}

void
easel_service_set_window_active (EaselService *self, gboolean active)
{
  g_return_if_fail (EASEL_IS_SERVICE (self));

  self->window_active = active;
  easel_notifier_set_window_active (self->notifier, active);
  if (active)
    easel_review_notifier_withdraw (self->review_notifier);
  update_seen (self);
}

void
easel_service_set_review_open (EaselService *self, gboolean open)
{
  g_return_if_fail (EASEL_IS_SERVICE (self));

  self->review_open = open;
  update_seen (self);
}
