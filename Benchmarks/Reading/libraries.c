// What libraries make of the same bytes: times, texts, encodings. Compiled and run by libraries.py.
//
// libraries checksum N | markdown N FOLDER TEXTS | html N FOLDER TEXTS | encodings FOLDER
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <dirent.h>
#include <gumbo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uchardet/uchardet.h>
#include <xxhash.h>

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

typedef struct {
  char *bytes;
  size_t count, room;
} text;

static void put(text *to, const char *bytes, size_t count) {
  if (to->count + count + 1 > to->room) {
    to->room = (to->count + count + 1) * 2;
    to->bytes = realloc(to->bytes, to->room);
    if (to->bytes == NULL) exit(2);
  }
  memcpy(to->bytes + to->count, bytes, count);
  to->count += count;
}

static void checksum(int repetitions) {
  size_t sizes[] = {64, 4096, 1 << 20};
  for (int number = 0; number < 3; number++) {
    size_t size = sizes[number];
    unsigned char *bytes = malloc(size);
    for (size_t index = 0; index < size; index++) bytes[index] = (unsigned char)(index * 31);
    size_t rounds = (size_t)repetitions * (64 << 20) / size / 64;
    if (rounds == 0) rounds = 1;
    unsigned long long sum = 0;
    double start = seconds();
    for (size_t round = 0; round < rounds; round++) sum += XXH64(bytes, size, 0);
    double time = seconds() - start;
    printf("checksum\t%zu\t%f\t%llu\t%llu\n", size, rounds * size / time / 1e6,
           (unsigned long long)XXH64(bytes, size, 0), sum);
    free(bytes);
  }
}

static void markdown(const char *bytes, size_t count, text *result) {
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  const char *names[] = {"table", "strikethrough", "autolink", "tasklist"};
  for (int index = 0; index < 4; index++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(names[index]);
    if (extension != NULL) cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, bytes, count);
  cmark_node *document = cmark_parser_finish(parser);
  char *plain = cmark_render_plaintext(document, CMARK_OPT_DEFAULT, 0);
  put(result, plain, strlen(plain));
  free(plain);
  cmark_node_free(document);
  cmark_parser_free(parser);
}

static int is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A: case GUMBO_TAG_ABBR: case GUMBO_TAG_B: case GUMBO_TAG_BIG: case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE: case GUMBO_TAG_EM: case GUMBO_TAG_FONT: case GUMBO_TAG_I: case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN: case GUMBO_TAG_STRONG: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP: case GUMBO_TAG_TT:
    case GUMBO_TAG_U: return 1;
    default: return 0;
  }
}

// Pages may be nested as deep as their author likes; gumbo itself does not recurse.
static void collect(const GumboNode *node, int depth, text *result) {
  if (depth > 2000) return;
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
      node->type == GUMBO_NODE_CDATA) {
    put(result, node->v.text.text, strlen(node->v.text.text));
    return;
  }
  if (node->type != GUMBO_NODE_ELEMENT) return;
  GumboTag tag = node->v.element.tag;
  if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT ||
      tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_TITLE)
    return;
  if (!is_inline(tag)) put(result, "\n", 1);
  for (unsigned index = 0; index < node->v.element.children.length; index++)
    collect(node->v.element.children.data[index], depth + 1, result);
  if (!is_inline(tag)) put(result, "\n", 1);
}

static void html(const char *bytes, size_t count, text *result) {
  GumboOutput *output = gumbo_parse_with_options(&kGumboDefaultOptions, bytes, count);
  collect(output->root, 0, result);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

static text load(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  text result = {0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  char piece[65536];
  size_t count;
  while ((count = fread(piece, 1, sizeof piece, file)) > 0) put(&result, piece, count);
  fclose(file);
  return result;
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  const char *mode = arguments[1];
  if (strcmp(mode, "checksum") == 0) {
    checksum(atoi(arguments[2]));
    return 0;
  }
  int detects = strcmp(mode, "encodings") == 0;
  if (!detects && count < 5) return 64;
  const char *folder = arguments[detects ? 2 : 3];
  int repetitions = detects ? 1 : atoi(arguments[2]);
  void (*read)(const char *, size_t, text *) = strcmp(mode, "html") == 0 ? html : markdown;
  struct dirent **entries;
  int found = scandir(folder, &entries, NULL, alphasort);
  double total = 0;
  for (int number = 0; number < found; number++) {
    const char *name = entries[number]->d_name;
    if (name[0] == '.') continue;
    text bytes = load(folder, name);
    if (detects) {
      uchardet_t detector = uchardet_new();
      uchardet_handle_data(detector, bytes.bytes, bytes.count);
      uchardet_data_end(detector);
      printf("%s\t%s\n", name, uchardet_get_charset(detector));
      uchardet_delete(detector);
      continue;
    }
    text result = {0};
    double start = seconds();
    for (int round = 0; round < repetitions; round++) {
      result.count = 0;
      read(bytes.bytes == NULL ? "" : bytes.bytes, bytes.count, &result);
    }
    total += seconds() - start;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", arguments[4], name);
    FILE *file = fopen(path, "wb");
    if (file == NULL) return 2;
    fwrite(result.bytes, 1, result.count, file);
    fclose(file);
    free(result.bytes);
    free(bytes.bytes);
  }
  if (!detects) printf("seconds\t%f\n", total / repetitions);
  return 0;
}
