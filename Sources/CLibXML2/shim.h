#pragma once
// libxml2's headers pull in ICU's where the library was built with it, and those clash with the ICU inside
// Foundation. Nothing we call needs them, so the switch is turned off before the other headers are read.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

// `xmlFree` is a mutable global, which Swift 6 refuses to touch.
static inline void quern_xml_free(void *memory) { xmlFree(memory); }
