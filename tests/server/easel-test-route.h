/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a client sent. */
typedef struct
{
  char *method;
  char *path; /* without the query */
  char *query;
  SoupMessageHeaders *headers;
  GByteArray *body;
} EaselTestRequest;

void easel_test_request_clear (EaselTestRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselTestRequest, easel_test_request_clear)

typedef enum
{
  EASEL_TEST_FRAMING_LENGTH,  /* Content-Length */
  EASEL_TEST_FRAMING_CHUNKED, /* one chunk a piece */
  EASEL_TEST_FRAMING_CLOSE,   /* the end of the connection is the end of the body */
} EaselTestFraming;

/**
 * EaselTestRoute:
 *
 * One entry of a script: which requests it answers and how. README.md describes the members.
 */
typedef struct
{
  /* Which requests */
  char *method;
  char *path;
  JsonObject *match_headers; /* (nullable) */
  char *body_contains;       /* (nullable) */
  char *body_lacks;          /* (nullable) */
  gint64 times;              /* -1: any number */

  /* What is said */
  guint status;
  JsonObject *headers; /* (nullable) */
  GBytes *body;        /* (nullable) */
  GBytes *raw;         /* (nullable): in place of a whole response */
  char *text;          /* (nullable): as a completion's text */
  gboolean echo_schema;
  JsonObject *fill; /* (nullable): values for echo_schema, by member name */
  gboolean image;
  JsonObject *pull; /* (nullable): a model to get */
  gint64 pulled;    /* of which so much has come; with the server's lock */
  EaselTestFraming framing;
  gboolean framing_set;

  /* How it is sent */
  GArray *pieces; /* (nullable) (element-type gsize): offsets to cut at */
  gsize piece_bytes;
  guint delay_ms;
  guint piece_delay_ms;
  gssize cut_after;  /* -1: whole */
  gssize hold_after; /* -1: not at all */
  gboolean reset;
  gboolean hang;
  gboolean close;
  gboolean early;
} EaselTestRoute;

/* @folder: (nullable): what body_file is relative to */
EaselTestRoute *easel_test_route_new (JsonObject *object, const char *folder, GError **error);
void easel_test_route_free (EaselTestRoute *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselTestRoute, easel_test_route_free)

/* Whether it answers @request. Does not count. */
gboolean easel_test_route_matches (EaselTestRoute *self, EaselTestRequest *request);

/**
 * easel_test_route_make_head:
 * @stream_type: (nullable): the content type, when no header says it
 *
 * Returns: (transfer full): all that comes before the body
 */
GString *easel_test_route_make_head (EaselTestRoute *self,
                                     gsize body_length,
                                     EaselTestFraming framing,
                                     const char *stream_type);

G_END_DECLS
