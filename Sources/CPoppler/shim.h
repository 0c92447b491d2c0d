#pragma once
#include <poppler.h>

// POPPLER_ERROR is a macro around a function call, which Swift does not import.
static inline GQuark quern_poppler_error_domain(void) { return POPPLER_ERROR; }

// The levels are macros too.
static inline void quern_set_poppler_log_handler(GLogFunc handler) {
  g_log_set_handler("Poppler", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, handler, NULL);
}
