// What XMLReading needs of libxml2, and nothing else.
#ifndef PARLANCE_CLIBXML2_SHIM_H
#define PARLANCE_CLIBXML2_SHIM_H

// Debian's libxml2 shows ICU's headers, which clash with those that Foundation brings. Only the
// layout of the encoding handlers depends on it, and they are not used here.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

// `xmlFree` is a mutable global function pointer, which Swift 6 rejects as shared mutable state.
static inline void parlance_xml_free(void *pointer) { xmlFree(pointer); }

// A mutable global as well.
static inline const char *parlance_xml_version(void) { return xmlParserVersion; }

// liblzma comes with libxml2, which reads compressed files by it, and is asked for nothing else here: weak, since a
// libxml2 that was built without it brings none.
extern const char *lzma_version_string(void) __attribute__((weak));
static inline const char *parlance_lzma_version(void) {
  return lzma_version_string == NULL ? NULL : lzma_version_string();
}

// Glibc hides `memrchr` unless the whole compilation asks for GNU extensions.
extern void *memrchr(const void *bytes, int byte, size_t count);
static inline const void *parlance_memrchr(const void *bytes, int byte, size_t count) {
  return memrchr(bytes, byte, count);
}

// The bytes that the parser holds and has not read: a tag, comment or instruction that is not
// complete yet. The fields of the context are read here, so that Swift sees functions only.
static inline long parlance_xml_pending(xmlParserCtxtPtr context) {
  return context->input == NULL ? 0 : (long)(context->input->end - context->input->cur);
}

// Whether the bytes that the parser holds are the beginning of a DOCTYPE, of which libxml2 says
// nothing before it has found a `>`.
static inline int parlance_xml_awaits_doctype(xmlParserCtxtPtr context) {
  xmlParserInputPtr input = context->input;
  return input != NULL && input->end - input->cur > 2 && input->cur[0] == '<'
      && input->cur[1] == '!' && input->cur[2] == 'D';
}

// The encoding that the document declares, or NULL.
static inline const xmlChar *parlance_xml_declared_encoding(xmlParserCtxtPtr context) {
  if (context->encoding != NULL) return context->encoding;
  return context->input == NULL ? NULL : context->input->encoding;
}

// Whether everything that was read is well-formed, namespaces included.
static inline int parlance_xml_is_well_formed(xmlParserCtxtPtr context) {
  return context->wellFormed && context->nsWellFormed;
}

// The `<` of the tag at whose end the parser stands, and the line ends since, or `cursor`.
static inline const xmlChar *parlance_xml_tag_start(
    xmlParserInputPtr input, const xmlChar *cursor, long *lines) {
  *lines = 0;
  if (cursor >= input->end || (*cursor != '>' && *cursor != '/')) return cursor;
  const xmlChar *start = (const xmlChar *)memrchr(input->base, '<', (size_t)(cursor - input->base));
  if (start == NULL) return cursor;
  const xmlChar *p = start;
  while ((p = (const xmlChar *)memchr(p, '\n', (size_t)(cursor - p))) != NULL) {
    ++*lines;
    p++;
  }
  return start;
}

// Where the parser stands, counted from 1 (line, column in characters) and 0 (offset in bytes).
//
// With `at_tag` the place of the tag's `<` if the parser stands at the end of a start tag. The
// column is counted in the buffer where the line begins in it, because libxml2's own count goes
// astray after long attribute values.
static inline void parlance_xml_locate(
    xmlParserCtxtPtr context, int at_tag, long *line, long *column, long *offset) {
  enum { longest_look_back = 1024 };
  xmlParserInputPtr input = context->input;
  *line = 1, *column = 1, *offset = 0;
  if (input == NULL || input->base == NULL) return;
  const xmlChar *start = input->cur;
  *line = input->line;
  if (at_tag) {
    long lines = 0;
    start = parlance_xml_tag_start(input, start, &lines);
    *line -= lines;
  }
  *offset = (long)input->consumed + (long)(start - input->base);
  long room = (long)(start - input->base);
  if (room > longest_look_back) room = longest_look_back;
  const xmlChar *p = (const xmlChar *)memrchr(start - room, '\n', (size_t)room);
  p = p == NULL ? start - room : p + 1;
  long characters = 0;
  for (const xmlChar *q = p; q < start; q++) characters += (*q & 0xC0) != 0x80;
  int line_begins = p > input->base ? p[-1] == '\n' : input->consumed == 0;
  *column = line_begins ? characters + 1 : (long)input->col - (long)(input->cur - start);
  if (*column < 1) *column = 1;
}

// The line of `parlance_xml_locate`, without looking for the column.
static inline long parlance_xml_line(xmlParserCtxtPtr context, int at_tag) {
  xmlParserInputPtr input = context->input;
  if (input == NULL || input->base == NULL) return 1;
  if (!at_tag) return input->line;
  long lines;
  parlance_xml_tag_start(input, input->cur, &lines);
  return input->line - lines;
}

// The line after the last byte fed, counted from 1, if the parser stands in the content of an
// element and holds nothing but white space; else 0.
static inline long parlance_xml_line_in_content(xmlParserCtxtPtr context) {
  xmlParserInputPtr input = context->input;
  if (context->instate != XML_PARSER_CONTENT || context->inputNr != 1 || input == NULL) return 0;
  long line = input->line;
  for (const xmlChar *p = input->cur; p < input->end; p++) {
    if (*p != ' ' && *p != '\t' && *p != '\r' && *p != '\n') return 0;
    line += *p == '\n';
  }
  return line;
}

#endif
