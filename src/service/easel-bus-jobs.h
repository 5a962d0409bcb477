/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Jobs1, where its methods end up: what each does is said in io.github.easelapp.Easel.xml.
 * Each is an EaselBusMethodFunc. */
void easel_bus_jobs_submit (EaselStudio *studio,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);
void easel_bus_jobs_submit_all (EaselStudio *studio,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation);
void easel_bus_jobs_estimate (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void easel_bus_jobs_cancel (EaselStudio *studio,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);
void
easel_bus_jobs_retry (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);
void easel_bus_jobs_respond (EaselStudio *studio,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void
easel_bus_jobs_get (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);
void
easel_bus_jobs_list (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);
void easel_bus_jobs_run_next (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void
easel_bus_jobs_pause (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
