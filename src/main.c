/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-application.h"
#include "easel-background-application.h"
#include "easel-command-line.h"
#include "easel-config.h"

#include <glib/gi18n.h>

#include <locale.h>
#include <sys/resource.h>

/* The service the bus starts has a window if it can, and does its work without one if not. */
static GApplication *
make_application (gboolean is_service)
{
  if (easel_application_can_show ())
    {
      /* Whoever holds the name in the background ends, so that there is one Easel. */
      if (!is_service)
        easel_background_application_release_name ();
      return G_APPLICATION (easel_application_new ());
    }
  return is_service ? G_APPLICATION (easel_background_application_new ()) : NULL;
}

/* What a crash leaves behind would have in it what was being sent: a key, a picture. */
static void
refuse_core_dumps (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) == 0)
    {
      limit.rlim_cur = 0;
      setrlimit (RLIMIT_CORE, &limit);
    }
}

int
main (int argc, char **argv)
{
  const char *from_build_dir = g_getenv ("EASEL_LOCALE_DIR");
  gboolean is_service = argc > 1 && g_str_equal (argv[1], "--gapplication-service");
  g_autoptr (GApplication) application = NULL;

  refuse_core_dumps ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, from_build_dir != NULL ? from_build_dir : EASEL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc > 1 && easel_command_line_is_meant (argv[1]))
    return easel_command_line_run (argc, argv);

  g_set_application_name (_ ("Easel"));
  application = make_application (is_service);
  if (application == NULL)
    {
      g_printerr ("easel: %s\n", _ ("There is no display to show a window on. “easel --help” lists "
                                    "what can be done without one."));
      return EASEL_EXIT_FAILED;
    }
  return g_application_run (application, argc, argv);
}
