/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-prompt.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/* How the pictures of a prompt get into a request in JSON. Pure; any thread. */

/* (transfer full): a word that is in none of the prompt's texts. With the number of a part behind
 * it, it stands for that part's picture until that is put in: a JSON generator would make a
 * second and third copy of every picture. */
char *easel_prompt_stream_make_marker (EaselPrompt *prompt);

/**
 * easel_prompt_stream_new:
 * @json: (transfer full): the request, with marks in the order of the parts
 *
 * Returns: (transfer full): the same, with the pictures in Base64
 */
EaselRequestStream *easel_prompt_stream_new (char *json, EaselPrompt *prompt, const char *marker);

G_END_DECLS
