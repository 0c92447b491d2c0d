#pragma once
#include <poppler.h>

// POPPLER_ERROR is a macro around a function call, which Swift does not import.
static inline GQuark quern_poppler_error_domain(void) { return POPPLER_ERROR; }

// Poppler reports every flaw of a broken file to the GLib log, formatted; one hostile file gave 235 MB.
// A handler that drops them costs nothing and keeps stderr ours.
static void quern_drop_domain(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {}
static inline void quern_silence_poppler(void) {
  g_log_set_handler("Poppler", G_LOG_LEVEL_MASK | G_LOG_FLAG_FATAL | G_LOG_FLAG_RECURSION, quern_drop_domain, NULL);
}
