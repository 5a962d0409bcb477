/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-provider.h"

#include "easel-keyring.h"
#include "easel-provider-params.h"

#include <glib/gi18n.h>

#include <errno.h>
#include <termios.h>
#include <unistd.h>

/* Longer than any key there is. */
#define MAX_KEY_BYTES 4096

/* A key on its way from standard input to the keyring; nothing else sees it. */
typedef struct
{
  char bytes[MAX_KEY_BYTES];
} Key;

static void
key_clear (Key *key)
{
  explicit_bzero (key, sizeof *key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Key, key_clear)

/* Reads a line; what is typed at a terminal is not shown. */
static gboolean
read_line (Key *key, GError **error)
{
  gsize length = 0;

  while (length < MAX_KEY_BYTES - 1)
    {
      gssize n = read (STDIN_FILENO, key->bytes + length, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || key->bytes[length] == '\n')
        break;
      length++;
    }
  key->bytes[length] = '\0';
  g_strstrip (key->bytes);
  if (key->bytes[0] != '\0')
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("There is no key on standard input."));
  return FALSE;
}

static gboolean
read_key (Key *key, GError **error)
{
  struct termios shown, hidden;
  gboolean is_terminal = tcgetattr (STDIN_FILENO, &shown) == 0;
  gboolean is_read;

  if (is_terminal)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      g_printerr ("%s ", _ ("Key:"));
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  is_read = read_line (key, error);
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  return is_read;
}

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result; /* (owned) (nullable) */
} Stored;

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Stored *stored = user_data;

  stored->result = g_object_ref (result);
  g_main_loop_quit (stored->loop);
}

/* The key goes from here to the keyring; it is not for the bus Easel is on. A key for this
 * session only would be gone with this command, so there is none. */
static gboolean
store_key (EaselProviderConfig *config, const Key *key, GError **error)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autofree char *origin = easel_provider_config_get_origin (config);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Stored stored = { loop, NULL };
  g_autoptr (GAsyncResult) result = NULL;

  easel_keyring_store_async (keyring, easel_provider_config_get_id (config), origin, key->bytes,
                             FALSE, NULL, on_stored, &stored);
  g_main_loop_run (loop);
  result = stored.result;
  return easel_keyring_store_finish (keyring, result, NULL, error);
}

/* Adding ---------------------------------------------------------------------------------- */

typedef struct
{
  char *kind; /* (owned) (nullable) */
  char *url;  /* (owned) (nullable) */
  int lanes;  /* 0 when not given */
  gboolean lanes_per_model;
  int image_edge; /* 0 when not given */
  int context;    /* 0 when not given */
  double budget;  /* 0 when not given */
  gboolean allow_http;
  gboolean has_key;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->url);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* (transfer full) */
static GVariant *
make_params (const char *name, const Options *options)
{
  GVariantDict params;

  g_variant_dict_init (&params, NULL);
  g_variant_dict_insert_value (&params, "name", easel_command_new_text (name));
  if (options->kind != NULL)
    g_variant_dict_insert (&params, "kind", "s", options->kind);
  if (options->url != NULL)
    g_variant_dict_insert (&params, "url", "s", options->url);
  if (options->lanes > 0)
    g_variant_dict_insert (&params, "lanes", "u", (guint) options->lanes);
  if (options->lanes_per_model)
    g_variant_dict_insert (&params, "lanes-per-model", "b", TRUE);
  if (options->image_edge > 0)
    g_variant_dict_insert (&params, "max-image-edge", "u", (guint) options->image_edge);
  if (options->context > 0)
    g_variant_dict_insert (&params, "context-tokens", "u", (guint) options->context);
  if (options->budget > 0)
    g_variant_dict_insert (&params, "daily-budget", "d", options->budget);
  if (options->allow_http)
    g_variant_dict_insert (&params, "allow-http", "b", TRUE);
  if (options->has_key)
    g_variant_dict_insert (&params, "needs-key", "b", TRUE);
  return g_variant_ref_sink (g_variant_dict_end (&params));
}

static int
add (const char *name, const Options *options)
{
  g_autoptr (GVariant) params = make_params (name, options);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselProviderConfig) config = easel_provider_params_to_config (params, &error);
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_auto (Key) key = { { 0 } };
  const char *id;

  if (config == NULL || (options->has_key && !read_key (&key, &error))
      || (options->has_key && !store_key (config, &key, &error)))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_PROVIDERS, "Add",
                               g_variant_new ("(@a{sv})", params), &error);
  if (reply == NULL)
    return easel_command_fail (error);
  g_variant_get (reply, "(&s)", &id);
  g_print ("%s\n", id);
  return EASEL_EXIT_DONE;
}

int
easel_command_provider_add (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("compatible, or one Easel knows: openai, anthropic, gemini, openrouter, ollama, "
          "llama-cpp, lm-studio, vllm"),
      N_ ("KIND") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &options.url,
      N_ ("The server’s address, such as https://example.org/v1"), N_ ("URL") },
    { "key-from-stdin", 0, 0, G_OPTION_ARG_NONE, &options.has_key,
      N_ ("Read the key from standard input, and keep it in the keyring"), NULL },
    { "lanes", 0, 0, G_OPTION_ARG_INT, &options.lanes, N_ ("How many requests at once"), N_ ("N") },
    { "lanes-per-model", 0, 0, G_OPTION_ARG_NONE, &options.lanes_per_model,
      N_ ("So many for each model, as on a cluster, rather than for all together"), NULL },
    { "max-image-edge", 0, 0, G_OPTION_ARG_INT, &options.image_edge,
      N_ ("Scale pictures down to this many pixels"), N_ ("PIXELS") },
    { "context-tokens", 0, 0, G_OPTION_ARG_INT, &options.context,
      N_ ("Have Ollama make room for this many tokens"), N_ ("N") },
    { "daily-budget", 0, 0, G_OPTION_ARG_DOUBLE, &options.budget,
      N_ ("Ask nothing more on a day on which that was spent"), N_ ("DOLLARS") },
    { "allow-http", 0, 0, G_OPTION_ARG_NONE, &options.allow_http,
      N_ ("Send pictures and key to another machine unencrypted"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("NAME"),
                            _ ("Sets up a provider, or sets it up anew. Prints its id."), entries,
                            &error))
    return easel_command_fail (error);
  if (argc > 2)
    return easel_command_refuse (
        EASEL_EXIT_USAGE,
        /* Translators: %s is a word of the command line */
        g_strdup_printf (_ ("“%s” is one word too many: a provider has one name."), argv[2]));
  if (argc < 2 || options.kind == NULL)
    return easel_command_refuse_usage (_ ("A provider needs one name and a --kind."));
  return add (argv[1], &options);
}
