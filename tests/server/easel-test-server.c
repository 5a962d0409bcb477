/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-server.h"

#include "easel-test-answer.h"
#include "easel-test-batches.h"
#include "easel-test-form.h"
#include "easel-test-journal.h"
#include "easel-test-picture.h"
#include "easel-test-pull.h"
#include "easel-test-route.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_REQUEST_BYTES (256 * 1024 * 1024)
#define READ_BYTES (256 * 1024)
#define LAST_BYTES 8 /* with the end of a chunk, and the one after it */

struct _EaselTestServer
{
  GSocket *listener;
  guint16 port;
  char *folder;
  GThread *acceptor;
  GCancellable *stopped;
  int is_released; /* (atomic) */

  GMutex lock;
  GCond changed;
  GPtrArray *routes;         /* (element-type EaselTestRoute); guarded, as is all below */
  GPtrArray *retired;        /* (element-type GPtrArray): earlier scripts, still being sent */
  EaselTestBatches *batches; /* (nullable) */
  GTlsCertificate *certificate;
  gboolean with_bodies;
  gboolean with_pictures;
  JsonArray *journal;
  int journal_fd;
  guint n_connections; /* running threads */
  guint n_requests;
};

typedef struct
{
  EaselTestServer *server;
  GSocketConnection *connection;
  GIOStream *stream;
  GSocket *socket;
  GByteArray *input; /* read, not yet taken */
  guint number;      /* of the request, from 1 */
} Connection;

/* Journal */

static JsonObject *
journal_line (const char *event, guint number)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "event", event);
  json_object_set_int_member (line, "request", number);
  json_object_set_int_member (line, "time", g_get_real_time () / 1000);
  return line;
}

static void
journal_add (EaselTestServer *self, JsonObject *line)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), line);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *with_newline = g_strconcat (text, "\n", NULL);

  g_mutex_lock (&self->lock);
  json_array_add_object_element (self->journal, line);
  if (self->journal_fd >= 0)
    easel_test_journal_write (self->journal_fd, with_newline, strlen (with_newline));
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
journal_request (Connection *self, EaselTestRequest *request)
{
  JsonObject *line = journal_line ("request", self->number);

  easel_test_journal_describe (line, request, self->server->with_bodies,
                               self->server->with_pictures);
  journal_add (self->server, line);
}

static void
journal_end (Connection *self, const char *event, guint status, gsize body_sent)
{
  JsonObject *line = journal_line (event, self->number);

  json_object_set_int_member (line, "status", status);
  json_object_set_int_member (line, "body_sent", (gint64) body_sent);
  journal_add (self->server, line);
}

/* Waiting and writing. All return FALSE when the client has closed the connection. */

static gboolean
client_is_there (Connection *self)
{
  char byte;
  gssize result = recv (g_socket_get_fd (self->socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  return result > 0 || (result < 0 && errno == EAGAIN);
}

static gboolean
wait_for_client (Connection *self, gint64 milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  for (;;)
    {
      gint64 left = end - g_get_monotonic_time ();

      if (!client_is_there (self))
        return FALSE;
      if (left <= 0)
        return TRUE;
      if (!g_socket_condition_timed_wait (self->socket, G_IO_IN, left, self->server->stopped, NULL)
          && g_cancellable_is_cancelled (self->server->stopped))
        return FALSE;
      if (client_is_there (self) && (g_socket_condition_check (self->socket, G_IO_IN) & G_IO_IN))
        g_usleep (1000); /* The next request is there already; it has to wait. */
    }
}

static gboolean
wait_for_release (Connection *self, EaselTestRoute *route, gsize sent)
{
  journal_end (self, "held", route->status, sent);
  while (!g_atomic_int_get (&self->server->is_released))
    if (!wait_for_client (self, 5))
      return FALSE;
  return TRUE;
}

static gboolean
send_bytes (Connection *self, const void *data, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), data, length,
                                    NULL, self->server->stopped, NULL);
}

static void
reset_connection (Connection *self)
{
  struct linger now = { 1, 0 };

  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* Answering */

typedef struct
{
  GBytes *body;
  GArray *offsets; /* where to cut; may be empty */
  EaselTestFraming framing;
  const char *stream_type; /* (nullable): of a stream that was made up */
  gint64 pulled;           /* of a model, before this answer */
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->offsets, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
is_whole (EaselTestRoute *route)
{
  return route->cut_after < 0 && !route->hang;
}

/* Makes up an answer to what was asked. */
static void
make_up (Connection *self, EaselTestRoute *route, EaselTestRequest *request, Answer *answer)
{
  g_autofree char *json = g_strndup ((const char *) request->body->data, request->body->len);
  g_autoptr (JsonArray) form = easel_test_form_read (request->headers, request->body, FALSE);
  g_autoptr (JsonNode) node = form != NULL ? easel_test_form_to_json (form)
                                           : json_from_string (json, NULL);

  if (route->pull != NULL)
    {
      g_mutex_lock (&self->server->lock);
      answer->pulled = route->pulled;
      g_mutex_unlock (&self->server->lock);
      answer->body = easel_test_pull_answer (route->pull, answer->pulled, answer->offsets);
      answer->stream_type = "application/x-ndjson";
    }
  else if (route->image)
    answer->body = easel_test_picture_answer (request->path, node, form != NULL, self->number,
                                              &answer->stream_type, answer->offsets);
  else
    answer->body = easel_test_answer_completion (request->path, node, route->text, route->fill,
                                                 &answer->stream_type, answer->offsets);
  if (answer->stream_type != NULL && !route->framing_set)
    answer->framing = EASEL_TEST_FRAMING_CHUNKED;
}

static void
make_answer (Connection *self, EaselTestRoute *route, EaselTestRequest *request, Answer *answer)
{
  answer->offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  answer->framing = route->framing;

  if (route->echo_schema || route->text != NULL || route->image || route->pull != NULL)
    make_up (self, route, request, answer);
  else
    answer->body = route->body != NULL ? g_bytes_ref (route->body) : g_bytes_new_static ("", 0);

  if (route->pieces != NULL)
    {
      g_array_set_size (answer->offsets, 0);
      g_array_append_vals (answer->offsets, route->pieces->data, route->pieces->len);
    }
  if (route->piece_bytes > 0)
    {
      g_array_set_size (answer->offsets, 0);
      for (gsize at = route->piece_bytes; at < g_bytes_get_size (answer->body);
           at += route->piece_bytes)
        g_array_append_val (answer->offsets, at);
    }
}

/* Sends the body from @from up to @to. Whoever has read the last bytes of an answer finds it in
 * the journal. */
static gboolean
send_piece (Connection *self, EaselTestRoute *route, Answer *answer, gsize from, gsize to)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  gboolean is_chunk = answer->framing == EASEL_TEST_FRAMING_CHUNKED;
  gboolean is_last = to == size && is_whole (route);
  g_autoptr (GString) piece = g_string_new (NULL);
  gsize kept;

  if (is_chunk)
    g_string_append_printf (piece, "%" G_GSIZE_MODIFIER "x\r\n", to - from);
  g_string_append_len (piece, data + from, (gssize) (to - from));
  if (is_chunk)
    g_string_append (piece, "\r\n");
  if (is_chunk && is_last)
    g_string_append (piece, "0\r\n\r\n");
  if (!is_last)
    return send_bytes (self, piece->str, piece->len);

  kept = MIN (piece->len, LAST_BYTES);
  if (!send_bytes (self, piece->str, piece->len - kept))
    return FALSE;
  journal_end (self, "response", route->status, size);
  send_bytes (self, piece->str + piece->len - kept, kept);
  return TRUE;
}

static gboolean
send_head (Connection *self, EaselTestRoute *route, Answer *answer)
{
  gsize size = g_bytes_get_size (answer->body);
  g_autoptr (GString) head = easel_test_route_make_head (route, size, answer->framing,
                                                         answer->stream_type);

  if (size == 0 && is_whole (route))
    {
      if (answer->framing == EASEL_TEST_FRAMING_CHUNKED)
        g_string_append (head, "0\r\n\r\n");
      journal_end (self, "response", route->status, 0);
    }
  return send_bytes (self, head->str, head->len) || size == 0;
}

static gboolean
send_body (Connection *self, EaselTestRoute *route, Answer *answer, gsize *sent)
{
  gsize size = g_bytes_get_size (answer->body);
  gsize end = route->cut_after >= 0 ? MIN ((gsize) route->cut_after, size) : size;
  guint i = 0;

  *sent = 0;
  while (*sent < end)
    {
      gsize next;

      while (i < answer->offsets->len && g_array_index (answer->offsets, gsize, i) <= *sent)
        i++;
      next = i < answer->offsets->len ? MIN (g_array_index (answer->offsets, gsize, i), end) : end;
      if (route->hold_after > (gssize) *sent)
        next = MIN (next, (gsize) route->hold_after);
      if (*sent > 0
          && (!wait_for_client (self, route->piece_delay_ms)
              || (route->hold_after == (gssize) *sent && !wait_for_release (self, route, *sent))))
        return FALSE;
      if (!send_piece (self, route, answer, *sent, next))
        return FALSE;
      *sent = next;
    }
  return TRUE;
}

/* The next one who asks for the model gets what is missing. */
static void
note_pulled (Connection *self, EaselTestRoute *route, const Answer *answer, gsize sent)
{
  if (route->pull == NULL)
    return;
  g_mutex_lock (&self->server->lock);
  route->pulled = MAX (route->pulled, easel_test_pull_count (route->pull, answer->pulled, sent));
  g_mutex_unlock (&self->server->lock);
}

/* Whether the connection can take another request. */
static gboolean
play (Connection *self, EaselTestRoute *route, EaselTestRequest *request)
{
  g_auto (Answer) answer = { 0 };
  gboolean is_there;
  gsize sent = 0;

  make_answer (self, route, request, &answer);

  if (!wait_for_client (self, route->delay_ms)
      || (route->hold_after == 0 && !wait_for_release (self, route, 0)))
    goto closed;
  if (route->hang && route->cut_after < 0)
    {
      wait_for_client (self, G_MAXINT32);
      goto closed;
    }
  if (route->raw != NULL)
    {
      journal_end (self, "response", 0, 0);
      send_bytes (self, g_bytes_get_data (route->raw, NULL), g_bytes_get_size (route->raw));
      return FALSE;
    }
  if (route->reset && route->cut_after < 0)
    {
      reset_connection (self);
      journal_end (self, "reset", 0, 0);
      return FALSE;
    }
  if (!send_head (self, route, &answer))
    goto closed;
  is_there = send_body (self, route, &answer, &sent);
  note_pulled (self, route, &answer, sent);
  if (!is_there)
    goto closed;

  if (is_whole (route))
    return !route->close && !route->early && answer.framing != EASEL_TEST_FRAMING_CLOSE;
  if (route->hang)
    {
      wait_for_client (self, G_MAXINT32);
      goto closed;
    }
  if (route->reset)
    {
      /* What was sent must arrive before the reset throws it away. */
      wait_for_client (self, 50);
      reset_connection (self);
    }
  journal_end (self, route->reset ? "reset" : "cut", route->status, sent);
  return FALSE;

closed:
  journal_end (self, g_cancellable_is_cancelled (self->server->stopped) ? "stopped" : "closed",
               route->status, sent);
  return FALSE;
}

/* Reading requests */

static gboolean
read_more (Connection *self)
{
  gsize old = self->input->len;
  gssize got;

  g_byte_array_set_size (self->input, (guint) old + READ_BYTES);
  got = g_input_stream_read (g_io_stream_get_input_stream (self->stream), self->input->data + old,
                             READ_BYTES, self->server->stopped, NULL);
  g_byte_array_set_size (self->input, (guint) (old + (gsize) MAX (got, 0)));
  return got > 0;
}

static const char *
find_head_end (GByteArray *input)
{
  return input->len > 0 ? memmem (input->data, input->len, "\r\n\r\n", 4) : NULL;
}

static gboolean
read_head (Connection *self, EaselTestRequest *request)
{
  g_autofree char *target = NULL;
  const char *end;
  gsize head_length;
  char *question;

  while ((end = find_head_end (self->input)) == NULL)
    if (!read_more (self))
      return FALSE;

  head_length = (gsize) (end - (const char *) self->input->data) + 4;
  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  if (soup_headers_parse_request ((const char *) self->input->data, (int) head_length - 2,
                                  request->headers, &request->method, &target, NULL)
      != SOUP_STATUS_OK)
    return FALSE;
  g_byte_array_remove_range (self->input, 0, (guint) head_length);

  question = strchr (target, '?');
  request->path = question != NULL ? g_strndup (target, (gsize) (question - target))
                                   : g_strdup (target);
  request->query = question != NULL ? g_strdup (question + 1) : NULL;
  request->body = g_byte_array_new ();
  return TRUE;
}

static gboolean
read_body (Connection *self, EaselTestRequest *request)
{
  goffset body_length;

  if (soup_message_headers_get_expectations (request->headers) & SOUP_EXPECTATION_CONTINUE)
    send_bytes (self, "HTTP/1.1 100 Continue\r\n\r\n", 25);
  body_length = soup_message_headers_get_content_length (request->headers);
  if (body_length > MAX_REQUEST_BYTES)
    return FALSE;
  while (self->input->len < body_length)
    if (!read_more (self))
      return FALSE;
  g_byte_array_append (request->body, self->input->data, (guint) body_length);
  g_byte_array_remove_range (self->input, 0, (guint) body_length);
  return TRUE;
}

static EaselTestRoute *
take_route (EaselTestServer *self, EaselTestRequest *request, gboolean early)
{
  EaselTestRoute *found = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->routes->len && found == NULL; i++)
    {
      EaselTestRoute *route = g_ptr_array_index (self->routes, i);

      if (route->early == early && easel_test_route_matches (route, request))
        found = route;
    }
  if (found != NULL && found->times > 0)
    found->times--;
  g_mutex_unlock (&self->lock);
  return found;
}

/* (transfer full) (nullable): what the batches say to @request */
static EaselTestRoute *
ask_batches (Connection *self, EaselTestRequest *request)
{
  EaselTestServer *server = self->server;
  g_autofree char *origin = easel_test_server_get_url (server, "");
  EaselTestRoute *answer = NULL;
  JsonObject *made = NULL;

  g_mutex_lock (&server->lock);
  if (server->batches != NULL)
    answer = easel_test_batches_answer (server->batches, request, origin, &made);
  g_mutex_unlock (&server->lock);
  if (made != NULL)
    {
      JsonObject *line = journal_line ("batch", self->number);

      json_object_set_string_member (line, "batch", json_object_get_string_member (made, "batch"));
      json_object_set_int_member (line, "requests", json_object_get_int_member (made, "requests"));
      json_object_unref (made);
      journal_add (server, line);
    }
  return answer;
}

static gboolean
serve_request (Connection *self)
{
  g_auto (EaselTestRequest) request = { 0 };
  EaselTestRoute *route;

  if (!read_head (self, &request))
    return FALSE;
  route = take_route (self->server, &request, TRUE);
  if (route == NULL && !read_body (self, &request))
    return FALSE;

  g_mutex_lock (&self->server->lock);
  self->number = ++self->server->n_requests;
  g_mutex_unlock (&self->server->lock);
  if (route == NULL) /* by now: whoever sees the request may give another script */
    route = take_route (self->server, &request, FALSE);
  journal_request (self, &request);

  if (route == NULL)
    {
      g_autoptr (EaselTestRoute) said = ask_batches (self, &request);

      if (said != NULL)
        return play (self, said, &request);
    }
  if (route == NULL)
    {
      static const char response[] = "HTTP/1.1 404 Not Found\r\n"
                                     "Content-Type: application/json\r\n"
                                     "Content-Length: 89\r\n\r\n"
                                     "{\"error\":{\"message\":\"The script has no such route.\","
                                     "\"type\":\"not_found_error\",\"code\":404}}";

      journal_end (self, "unmatched", 404, 0);
      send_bytes (self, response, strlen (response));
      return TRUE;
    }
  return play (self, route, &request);
}

static gpointer
run_connection (gpointer data)
{
  Connection *self = data;
  EaselTestServer *server = self->server;
  g_autoptr (GIOStream) tls = NULL;

  self->stream = G_IO_STREAM (self->connection);
  if (server->certificate != NULL)
    {
      tls = g_tls_server_connection_new (self->stream, server->certificate, NULL);
      self->stream = tls;
    }
  self->input = g_byte_array_new ();

  while (serve_request (self))
    ;

  if (tls != NULL)
    g_io_stream_close (tls, NULL, NULL);
  g_socket_close (self->socket, NULL);
  g_byte_array_unref (self->input);
  g_object_unref (self->connection);
  g_free (self);

  g_mutex_lock (&server->lock);
  server->n_connections--;
  g_cond_broadcast (&server->changed);
  g_mutex_unlock (&server->lock);
  return NULL;
}

static gpointer
run_acceptor (gpointer data)
{
  EaselTestServer *self = data;

  for (;;)
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->stopped, NULL);
      Connection *connection;

      if (socket == NULL)
        {
          if (g_cancellable_is_cancelled (self->stopped))
            return NULL;
          continue;
        }
      g_socket_set_option (socket, 6 /* IPPROTO_TCP */, 1 /* TCP_NODELAY */, TRUE, NULL);

      connection = g_new0 (Connection, 1);
      connection->server = self;
      connection->connection = g_socket_connection_factory_create_connection (socket);
      connection->socket = g_socket_connection_get_socket (connection->connection);

      g_mutex_lock (&self->lock);
      self->n_connections++;
      g_mutex_unlock (&self->lock);
      g_thread_unref (g_thread_new ("connection", run_connection, connection));
    }
}

/* Script */

static gboolean
read_tls (EaselTestServer *self, JsonObject *script, GError **error)
{
  JsonObject *tls;
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;

  if (!json_object_has_member (script, "tls"))
    return TRUE;
  tls = json_object_get_object_member (script, "tls");
  certificate = g_canonicalize_filename (json_object_get_string_member (tls, "certificate"),
                                         self->folder);
  key = g_canonicalize_filename (json_object_get_string_member (tls, "key"), self->folder);
  g_clear_object (&self->certificate);
  self->certificate = g_tls_certificate_new_from_files (certificate, key, error);
  return self->certificate != NULL;
}

gboolean
easel_test_server_set_script (EaselTestServer *self, const char *script, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (script, error);
  g_autoptr (GPtrArray) routes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_test_route_free);
  g_autoptr (EaselTestBatches) batches = NULL;
  JsonObject *object;
  JsonArray *array;

  if (node == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "an empty script");
      return FALSE;
    }
  object = json_node_get_object (node);
  array = json_object_get_array_member (object, "routes");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      EaselTestRoute *route = easel_test_route_new (json_array_get_object_element (array, i),
                                                    self->folder, error);

      if (route == NULL)
        return FALSE;
      g_ptr_array_add (routes, route);
    }
  if (json_object_has_member (object, "batches"))
    {
      batches = easel_test_batches_new (json_object_get_object_member (object, "batches"), error);
      if (batches == NULL)
        return FALSE;
    }
  if (!read_tls (self, object, error))
    return FALSE;

  g_atomic_int_set (&self->is_released, FALSE);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->batches, easel_test_batches_free);
  self->batches = g_steal_pointer (&batches);
  if (self->routes != NULL)
    g_ptr_array_add (self->retired, self->routes);
  self->routes = g_steal_pointer (&routes);
  self->with_bodies = json_object_get_boolean_member_with_default (object, "journal_bodies", TRUE);
  self->with_pictures = json_object_get_boolean_member_with_default (object, "journal_pictures",
                                                                     FALSE);
  json_array_unref (self->journal);
  self->journal = json_array_new ();
  self->n_requests = 0;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

EaselTestServer *
easel_test_server_new (const char *script, const char *folder, guint16 port, GError **error)
{
  g_autoptr (EaselTestServer) self = g_new0 (EaselTestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocketAddress) bound = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->folder = g_strdup (folder);
  self->stopped = g_cancellable_new ();
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->journal = json_array_new ();
  self->journal_fd = -1;
  if (!easel_test_server_set_script (self, script, error))
    return NULL;

  self->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 error);
  if (self->listener == NULL)
    return NULL;
  g_socket_set_listen_backlog (self->listener, 128);
  if (!g_socket_bind (self->listener, address, TRUE, error)
      || !g_socket_listen (self->listener, error))
    return NULL;
  bound = g_socket_get_local_address (self->listener, error);
  if (bound == NULL)
    return NULL;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->acceptor = g_thread_new ("acceptor", run_acceptor, self);
  return g_steal_pointer (&self);
}

void
easel_test_server_free (EaselTestServer *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->stopped);
  if (self->acceptor != NULL)
    g_thread_join (self->acceptor);
  g_mutex_lock (&self->lock);
  while (self->n_connections > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  g_clear_object (&self->listener);
  g_clear_object (&self->stopped);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->retired, g_ptr_array_unref);
  g_clear_pointer (&self->journal, json_array_unref);
  g_clear_pointer (&self->batches, easel_test_batches_free);
  g_free (self->folder);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

guint16
easel_test_server_get_port (EaselTestServer *self)
{
  return self->port;
}

char *
easel_test_server_get_url (EaselTestServer *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}

void
easel_test_server_set_journal_fd (EaselTestServer *self, int fd)
{
  g_mutex_lock (&self->lock);
  self->journal_fd = fd;
  g_mutex_unlock (&self->lock);
}

void
easel_test_server_release (EaselTestServer *self)
{
  g_atomic_int_set (&self->is_released, TRUE);
}

/* With the lock held. */
static JsonArray *
journal_with (EaselTestServer *self, const char *event)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (self->journal); i++)
    {
      JsonObject *line = json_array_get_object_element (self->journal, i);

      if (event == NULL || g_str_equal (json_object_get_string_member (line, "event"), event))
        json_array_add_object_element (result, json_object_ref (line));
    }
  return result;
}

JsonArray *
easel_test_server_get_journal (EaselTestServer *self, const char *event)
{
  JsonArray *result;

  g_mutex_lock (&self->lock);
  result = journal_with (self, event);
  g_mutex_unlock (&self->lock);
  return result;
}

gboolean
easel_test_server_wait (EaselTestServer *self, const char *event, guint count, guint timeout_ms)
{
  gint64 end = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  gboolean there = FALSE;

  g_mutex_lock (&self->lock);
  for (gboolean waiting = TRUE; waiting && !there;)
    {
      g_autoptr (JsonArray) lines = journal_with (self, event);

      there = json_array_get_length (lines) >= count;
      if (!there)
        waiting = g_cond_wait_until (&self->changed, &self->lock, end);
    }
  g_mutex_unlock (&self->lock);
  return there;
}
