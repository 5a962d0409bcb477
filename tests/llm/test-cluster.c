/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

/* A server with a queue: many models, long silence, signs of life. */

#define CHAT "\"method\":\"POST\",\"path\":\"/v1/chat/completions\""

static EaselReply *
ask (const char *route, guint answer_seconds, GError **error)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 5, answer_seconds, 1);
  return easel_provider_complete (provider, "org/model:7b", prompt, NULL, NULL, NULL, NULL, error);
}

/* Its turn comes late: that is no silence, until it is too late. */
static void
test_queue (void)
{
  const char *route = "{" CHAT ",\"delay_ms\":1600,\"text\":\"At last.\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = ask (route, 20, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "At last.");

  g_assert_null (ask ("{" CHAT ",\"hang\":true}", 1, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TIMEOUT);
  g_assert_true (easel_llm_error_can_retry (error));
}

/* Behind a gateway headers come at once, and comments until there is something to say. */
static void
test_keep_alive (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = ask (
      "{" CHAT ",\"headers\":{\"Content-Type\":\"text/event-stream\"},\"body\":"
      "\": ping\\n\\n: ping\\n\\n: ping\\n\\n: ping\\n\\n: ping\\n\\n: ping\\n\\ndata: "
      "{\\\"choices\\\":[{\\\"delta\\\":"
      "{\\\"content\\\":\\\"At last.\\\"},\\\"finish_reason\\\":\\\"stop\\\"}]}\\n\\n"
      "data: [DONE]\\n\\n\",\"framing\":\"chunked\",\"pieces\":[8,16,24,32,40,48],"
      "\"piece_delay_ms\":600}",
      3, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "At last.");
}

static void
test_gone_while_waiting (void)
{
  static const char *const routes[] = {
    "{" CHAT ",\"delay_ms\":100,\"reset\":true}",
    "{" CHAT ",\"delay_ms\":100,\"raw\":\"\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (routes[i], 20, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE);
      g_assert_cmpstr (error->message, ==, "Tester closed the connection before it answered.");
      g_assert_true (easel_llm_error_can_retry (error));
    }
}

static void
test_models (void)
{
  g_autoptr (GString) route = g_string_new (
      "{\"path\":\"/v1/models\",\"body\":{\"object\":\"list\",\"data\":[");
  g_autoptr (EaselTestServer) server = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (route, "%s{\"id\":\"org-%u/model-%u:awq\",\"object\":\"model\"}",
                            i > 0 ? "," : "", i / 20, i);
  g_string_append (route, "]}}");
  server = llm_testing_serve (route->str);
  provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);

  models = easel_provider_list_models (provider, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 400);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *id = g_strdup_printf ("org-%u/model-%u:awq", i / 20, i);

      g_assert_cmpstr (((EaselModel *) models->pdata[i])->id, ==, id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cluster/queue", test_queue);
  g_test_add_func ("/cluster/keep-alive", test_keep_alive);
  g_test_add_func ("/cluster/gone-while-waiting", test_gone_while_waiting);
  g_test_add_func ("/cluster/models", test_models);
  return g_test_run ();
}
