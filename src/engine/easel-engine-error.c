/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-engine-error.h"

G_DEFINE_QUARK (easel-engine-error-quark, easel_engine_error)
