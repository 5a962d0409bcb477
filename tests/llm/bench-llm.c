/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figures of llm/, each beside a floor measured in the same run: the same bytes over plain
 * sockets. The server is a process of its own, as a model server is. */

#include "llm-testing.h"

#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>
#include <sys/resource.h>

#define N_STREAMS 32
#define N_EVENTS 8000
#define N_ROUNDS 3
#define PICTURE_BYTES (5 * 1024 * 1024)
#define N_UPLOADS 15
#define READ_BYTES 65536
#define CHAT_PATH "/v1/chat/completions"
#define IMAGE_PATH "/v1/images/generations"

/* openai 6.49 on Node 22, 32 streams, measured on such a machine. */
#define SDK_EVENTS_PER_SECOND 59000.0

typedef struct
{
  char *folder;
  GSubprocess *process;
  guint16 port;
} Server;

typedef struct
{
  Server *server;
  EaselProvider *provider;
  gint64 n_events; /* of one thread */
} Worker;

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static char *
make_stream (void)
{
  GString *stream = g_string_new (NULL);

  for (guint i = 0; i < N_EVENTS; i++)
    g_string_append (
        stream,
        "data: {\"id\":\"chatcmpl-F1\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
        "\"model\":\"gpt-6.1-sol\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,"
        "\"delta\":{\"content\":\" barn\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
  g_string_append (stream,
                   "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"
                   "\n\ndata: [DONE]\n\n");
  return g_string_free (stream, FALSE);
}

static GBytes *
make_picture (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint32 *data = g_malloc (PICTURE_BYTES);

  for (guint i = 0; i < PICTURE_BYTES / sizeof (guint32); i++)
    data[i] = g_rand_int (rand);
  return g_bytes_new_take (data, PICTURE_BYTES);
}

/* Noise is no picture, but as long as one. */
static char *
make_image_answer (void)
{
  g_autoptr (GBytes) picture = make_picture ();
  g_autofree char *text = g_base64_encode (g_bytes_get_data (picture, NULL), PICTURE_BYTES);

  return g_strdup_printf ("{\"created\":1,\"data\":[{\"b64_json\":\"%s\"}]}", text);
}

static void
start_server (Server *server)
{
  g_autofree char *stream = make_stream ();
  g_autofree char *stream_path = NULL;
  g_autofree char *script_path = NULL;
  g_autofree char *image = make_image_answer ();
  g_autofree char *image_path = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "server", "test-server", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  server->folder = g_dir_make_tmp ("easel-bench-XXXXXX", &error);
  g_assert_no_error (error);
  stream_path = g_build_filename (server->folder, "stream", NULL);
  script_path = g_build_filename (server->folder, "script.json", NULL);
  image_path = g_build_filename (server->folder, "image", NULL);
  g_file_set_contents (stream_path, stream, -1, NULL);
  g_file_set_contents (image_path, image, -1, NULL);
  g_file_set_contents (script_path,
                       "{\"journal_bodies\":false,\"routes\":[{\"path\":\"" CHAT_PATH "\","
                       "\"body_file\":\"stream\","
                       "\"headers\":{\"Content-Type\":\"text/event-stream\"}},"
                       "{\"path\":\"" IMAGE_PATH "\",\"body_file\":\"image\"}]}",
                       -1, NULL);

  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                          | G_SUBPROCESS_FLAGS_STDIN_PIPE,
                                      &error, program, "--until-eof", script_path, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  server->port = (guint16) g_ascii_strtoull (line, NULL, 10);
}

static void
stop_server (Server *server)
{
  g_autofree char *stream_path = g_build_filename (server->folder, "stream", NULL);
  g_autofree char *script_path = g_build_filename (server->folder, "script.json", NULL);
  g_autofree char *image_path = g_build_filename (server->folder, "image", NULL);

  g_subprocess_force_exit (server->process);
  g_object_unref (server->process);
  g_unlink (stream_path);
  g_unlink (image_path);
  g_unlink (script_path);
  g_rmdir (server->folder);
  g_free (server->folder);
}

static EaselProvider *
make_provider (Server *server)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/v1", server->port);
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      "bench", "Bench", EASEL_PROVIDER_COMPATIBLE, url);

  return easel_openai_provider_new (config, NULL);
}

/* Streams */

static GSocketConnection *
connect_plainly (Server *server)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                                   server->port, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/* Sends @body, and reads the answer to its end. Returns: the answer's length. */
static gsize
ask_plainly (Server *server, const char *path, const char *body, gsize length)
{
  g_autoptr (GSocketConnection) connection = connect_plainly (server);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *head = g_strdup_printf ("POST %s HTTP/1.1\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                                           path, length);
  char buffer[16384];
  gsize total = 0;
  gsize wanted = G_MAXSIZE;
  gssize got;

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (output, body, length, NULL, NULL, NULL);
  while (total < wanted
         && (got = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      if (wanted == G_MAXSIZE)
        {
          const char *field = g_strstr_len (buffer, got, "Content-Length: ");
          const char *end = g_strstr_len (buffer, got, "\r\n\r\n");

          if (field != NULL && end != NULL)
            wanted = (gsize) (end + 4 - buffer)
                     + (gsize) g_ascii_strtoull (field + strlen ("Content-Length: "), NULL, 10);
        }
      total += (gsize) got;
    }
  return total;
}

static gpointer
run_floor (gpointer data)
{
  Worker *worker = data;

  ask_plainly (worker->server, CHAT_PATH, "{}", 2);
  worker->n_events = N_EVENTS;
  return NULL;
}

static void
count_text (const char *text, gpointer user_data)
{
  ((Worker *) user_data)->n_events++;
}

static gpointer
run_ours (gpointer data)
{
  Worker *worker = data;
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = NULL;

  worker->n_events = 0;
  reply = easel_provider_complete (worker->provider, "m", prompt, count_text, worker, NULL, NULL,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpint (worker->n_events, ==, N_EVENTS);
  return NULL;
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

/* Events in a second, over all streams; the best of some rounds.
 * @cpu: (out): of this process, microseconds an event */
static double
measure_streams (Server *server, EaselProvider *provider, GThreadFunc run, double *cpu)
{
  double best = 0;
  double cpu_before = cpu_seconds ();

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Worker workers[N_STREAMS];
      GThread *threads[N_STREAMS];
      gint64 start = g_get_monotonic_time ();
      double events = 0;

      for (guint i = 0; i < N_STREAMS; i++)
        {
          workers[i] = (Worker) { server, provider, 0 };
          threads[i] = g_thread_new ("stream", run, &workers[i]);
        }
      for (guint i = 0; i < N_STREAMS; i++)
        {
          g_thread_join (threads[i]);
          events += (double) workers[i].n_events;
        }
      best = MAX (best, events / seconds_since (start));
    }
  *cpu = (cpu_seconds () - cpu_before) * 1e6 / (N_ROUNDS * N_STREAMS * N_EVENTS);
  return best;
}

/* Uploads, to a server that does nothing with them: a working one would be most of the time. */

static gboolean
swallow_request (GInputStream *input)
{
  g_autofree char *buffer = g_malloc (READ_BYTES + 1);
  gsize total = 0;
  gsize wanted = G_MAXSIZE;
  gssize got;

  while (total < wanted && (got = g_input_stream_read (input, buffer, READ_BYTES, NULL, NULL)) > 0)
    {
      if (wanted == G_MAXSIZE)
        {
          const char *field;
          const char *end;

          buffer[got] = '\0';
          field = strstr (buffer, "Content-Length: ");
          end = strstr (buffer, "\r\n\r\n");
          if (field != NULL && end != NULL)
            wanted = (gsize) (end + 4 - buffer)
                     + (gsize) g_ascii_strtoull (field + strlen ("Content-Length: "), NULL, 10);
        }
      total += (gsize) got;
    }
  return total == wanted;
}

static gboolean
on_connection (GThreadedSocketService *service,
               GSocketConnection *connection,
               GObject *source,
               gpointer data)
{
  const char *answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                       "Content-Length: 71\r\nConnection: close\r\n\r\n"
                       "{\"choices\":[{\"message\":{\"content\":\"Seen\"},"
                       "\"finish_reason\":\"stop\"}]}";

  if (swallow_request (g_io_stream_get_input_stream (G_IO_STREAM (connection))))
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                               strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

static gpointer
run_loop (gpointer data)
{
  g_main_loop_run (data);
  return NULL;
}

static gint64
read_status (const char *field)
{
  g_autofree char *text = NULL;
  const char *found;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  found = text != NULL ? strstr (text, field) : NULL;
  return found != NULL ? g_ascii_strtoll (found + strlen (field), NULL, 10) : 0;
}

/* From here on the peak counts anew. */
static void
reset_peak (void)
{
  FILE *file = g_fopen ("/proc/self/clear_refs", "we");

  malloc_trim (0);
  if (file != NULL)
    {
      fputs ("5", file);
      fclose (file);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (double *times)
{
  qsort (times, N_UPLOADS, sizeof (double), compare_doubles);
  return times[N_UPLOADS / 2];
}

static void
measure_uploads (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (2);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Server sink = { NULL, NULL,
                  g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL) };
  g_autoptr (EaselProvider) provider = make_provider (&sink);
  GThread *thread;
  g_autoptr (GBytes) picture = make_picture ();
  gsize length = PICTURE_BYTES / 3 * 4;
  g_autofree char *body = g_strnfill (length, 'A');
  double plain[N_UPLOADS];
  double ours[N_UPLOADS];
  gint64 before;
  gint64 peak;

  g_signal_connect (service, "run", G_CALLBACK (on_connection), NULL);
  thread = g_thread_new ("sink", run_loop, loop);
  for (guint i = 0; i < N_UPLOADS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      ask_plainly (&sink, CHAT_PATH, body, length);
      plain[i] = seconds_since (start) * 1000;
    }
  g_clear_pointer (&body, g_free);

  reset_peak ();
  before = read_status ("VmRSS:");
  for (guint i = 0; i < N_UPLOADS; i++)
    {
      g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
      g_autoptr (EaselReply) reply = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      easel_prompt_add_image (prompt, picture, "image/png");
      reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      ours[i] = seconds_since (start) * 1000;
    }
  peak = read_status ("VmHWM:");
  g_main_loop_quit (loop);
  g_thread_join (thread);

  g_print ("5 MB picture upload       %8.1f ms   plain socket, prebuilt body %8.1f ms   %5.2fx"
           "  (aim <= 4.00x)\n",
           median (ours), median (plain), median (ours) / median (plain));
  g_print ("  the process at its peak %8.1f MB   before, with the picture      %8.1f MB           "
           "(aim <= 30 MB)\n",
           (double) peak / 1024, (double) before / 1024);
}

/* Without the decoding of the picture, which is the same for everybody. */
static void
measure_downloads (Server *server, EaselProvider *provider)
{
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A barn");
  double plain[N_UPLOADS];
  double ours[N_UPLOADS];
  gint64 before;
  gint64 peak;

  for (guint i = 0; i < N_UPLOADS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_assert_cmpuint (ask_plainly (server, IMAGE_PATH, "{}", 2), >, PICTURE_BYTES);
      plain[i] = seconds_since (start) * 1000;
    }

  reset_peak ();
  before = read_status ("VmRSS:");
  for (guint i = 0; i < N_UPLOADS; i++)
    {
      g_autoptr (EaselImageReply) reply = easel_image_reply_new ();
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      EASEL_PROVIDER_GET_CLASS (provider)->generate_image (provider, "m", request, reply, NULL,
                                                           NULL, NULL, &error);
      g_assert_no_error (error);
      ours[i] = seconds_since (start) * 1000;
      g_assert_cmpuint (g_bytes_get_size (easel_image_reply_get_picture (reply)), ==,
                        PICTURE_BYTES);
    }
  peak = read_status ("VmHWM:");

  g_print ("5 MB picture download     %8.1f ms   plain socket, nothing decoded %6.1f ms   %5.2fx\n",
           median (ours), median (plain), median (ours) / median (plain));
  g_print ("  the process at its peak %8.1f MB   before                        %6.1f MB\n",
           (double) peak / 1024, (double) before / 1024);
}

int
main (int argc, char **argv)
{
  Server server;
  g_autoptr (EaselProvider) provider = NULL;
  double floor;
  double floor_cpu;
  double ours;
  double ours_cpu;

  g_test_init (&argc, &argv, NULL);
  start_server (&server);
  provider = make_provider (&server);

  floor = measure_streams (&server, provider, run_floor, &floor_cpu);
  ours = measure_streams (&server, provider, run_ours, &ours_cpu);
  g_print ("%d streams                %8.0f events/s   plain sockets %8.0f events/s   %5.2fx\n",
           N_STREAMS, ours, floor, ours / floor);
  g_print ("  beside openai on Node   %8.0f events/s (measured once)                %5.2fx"
           "  (aim >= 2.00x)\n",
           SDK_EVENTS_PER_SECOND, ours / SDK_EVENTS_PER_SECOND);
  g_print ("  processor time an event %8.2f us         plain sockets %8.2f us\n", ours_cpu,
           floor_cpu);
  measure_uploads ();
  measure_downloads (&server, provider);

  stop_server (&server);
  return 0;
}
