/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-registry.h"

G_BEGIN_DECLS

/*
 * What a person types about a provider, judged without a widget.
 */

/**
 * EaselProviderFormProblem:
 * @EASEL_PROVIDER_FORM_OK: can be kept
 * @EASEL_PROVIDER_FORM_NO_NAME: the name is empty
 * @EASEL_PROVIDER_FORM_BAD_ADDRESS: not an http or https address with a host
 */
typedef enum
{
  EASEL_PROVIDER_FORM_OK,
  EASEL_PROVIDER_FORM_NO_NAME,
  EASEL_PROVIDER_FORM_BAD_ADDRESS,
} EaselProviderFormProblem;

EaselProviderFormProblem easel_provider_form_check (const char *name, const char *url);

/* (transfer full) (nullable): the host of @url, for people; %NULL when it has none */
char *easel_provider_form_get_host (const char *url);

/* Whether @url is plain http to another machine. */
gboolean easel_provider_form_is_exposed (const char *url);

/* (transfer full) (nullable): what leaves this machine with a server at @url, and where it goes,
 * for people; %NULL when it has no host */
char *easel_provider_form_describe_privacy (const char *url, EaselProviderKind kind);

/* (transfer full): an id made from @name that no provider of @registry has */
char *easel_provider_form_make_id (EaselProviderRegistry *registry, const char *name);

/* (nullable): the preset whose address @url is */
const EaselProviderPreset *easel_provider_form_find_preset (const char *url);

/* The language of who answers at @url; @chosen: (nullable): the service the form was filled with,
 * before the address was changed */
EaselProviderKind
easel_provider_form_find_kind (const EaselProviderPreset *chosen, const char *url);

G_END_DECLS
