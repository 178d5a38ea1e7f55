// A page as libxml2 reads it, for tests that look for what became of a text in it.
#ifndef PARLANCE_CHTMLPARSER_SHIM_H
#define PARLANCE_CHTMLPARSER_SHIM_H

// As in Sources/CLibXML2: ICU's headers would clash with those of Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <stdio.h>
#include <stdlib.h>

#include <libxml/HTMLparser.h>

// Writes a node and all that follows and is in it: an element as its name, whether anything is in it, and its attributes with
// their values, each behind a unit separator; anything else that is no text as a mark. Record separators stand between.
static inline void parlance_html_write(xmlNodePtr node, FILE *out) {
  for (; node != NULL; node = node->next) {
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE) fputs("!\x1E", out);
    if (node->type != XML_ELEMENT_NODE) continue;
    fprintf(out, "%s\x1F%d", (const char *)node->name, node->children != NULL);
    for (xmlAttrPtr each = node->properties; each != NULL; each = each->next) {
      xmlChar *value = xmlNodeListGetString(node->doc, each->children, 1);
      fprintf(out, "\x1F%s\x1F%s", (const char *)each->name,
          value == NULL ? "" : (const char *)value);
      if (value != NULL) xmlFree(value);
    }
    fputs("\x1E", out);
    parlance_html_write(node->children, out);
  }
}

// The elements of a page in the order in which they begin, to be freed; NULL if it is none.
static inline char *parlance_html_elements(const void *bytes, int count) {
  htmlDocPtr page = htmlReadMemory((const char *)bytes, count, NULL, "UTF-8",
      HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  if (page == NULL) return NULL;
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  parlance_html_write(page->children, out);
  fclose(out);
  xmlFreeDoc(page);
  return text;
}

#endif
