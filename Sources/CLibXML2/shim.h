// What XMLReading needs of libxml2, and nothing else.
#ifndef PARLANCE_CLIBXML2_SHIM_H
#define PARLANCE_CLIBXML2_SHIM_H

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

// `xmlFree` is a mutable global function pointer, which Swift 6 rejects as shared mutable state.
static inline void parlance_xml_free(void *pointer) { xmlFree(pointer); }

#endif
