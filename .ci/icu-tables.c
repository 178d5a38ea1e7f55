/* icu-tables OUTPUT SIZE: writes what the program needs of ICU's common data, which is linked into this
 * one as icudt<version>_dat, SIZE bytes: all of its tables but those of other languages than English,
 * of names and dictionaries, and of encodings, which the C library converts.
 *
 * The data (unicode/udata.h, udatamem): a head, whose first two bytes are its size; the number of items;
 * for each the offset of its name and of its bytes, from behind the head, both ascending; the names;
 * the items, each at a multiple of 16. Little-endian, as the machines are that the program runs on. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const unsigned char ICU_TABLE[];

enum { alignment = 16 };

static uint32_t word(size_t offset) {
  uint32_t value;
  memcpy(&value, ICU_TABLE + offset, sizeof value);
  return value;
}

static int ends(const char *text, const char *ending) {
  size_t length = strlen(text), tail = strlen(ending);
  return length >= tail && strcmp(text + length - tail, ending) == 0;
}

/* Whether a file is that of a language or a region: two or three small letters, then no more or an underscore. */
static int isOfLanguage(const char *file) {
  size_t letters = strspn(file, "abcdefghijklmnopqrstuvwxyz");
  return ends(file, ".res") && (letters == 2 || letters == 3) && (file[letters] == '.' || file[letters] == '_');
}

/* Whether the program can do without an item; its name is icudt<version>l/[tree/]file. */
static int isLeftOut(const char *name) {
  const char *file = strrchr(name, '/');
  file = file ? file + 1 : name;
  if (strstr(name, "/translit/") || strcmp(file, "unames.icu") == 0) return 1;
  if (ends(file, ".cnv") || ends(file, ".dict") || (ends(file, ".brk") && strstr(file, "_cj"))) return 1;
  if (!isOfLanguage(file)) return 0;
  return strcmp(file, "en.res") && strcmp(file, "en_US.res") && strcmp(file, "en_US_POSIX.res");
}

static void fail(const char *what) {
  fprintf(stderr, "icu-tables: %s\n", what);
  exit(1);
}

static void put(FILE *file, const void *bytes, size_t count) {
  if (fwrite(bytes, 1, count, file) != count) fail("cannot write the tables");
}

int main(int count, char **arguments) {
  if (count != 3) fail("usage: icu-tables OUTPUT SIZE");
  size_t size = strtoul(arguments[2], NULL, 10);
  if (size < 64 || ICU_TABLE[2] != 0xda || ICU_TABLE[3] != 0x27) fail("not ICU's common data");
  size_t base = ICU_TABLE[0] | ICU_TABLE[1] << 8;
  uint32_t items = word(base), kept = 0;
  if (items == 0 || items > (size - base) / 8) fail("the list of items does not fit into the data");

  size_t *starts = calloc(items + 1, sizeof *starts), names = 0;
  const char **named = calloc(items, sizeof *named);
  if (!starts || !named) fail("no memory");
  for (uint32_t item = 0; item < items; item++) {
    size_t entry = base + 4 + 8 * (size_t)item, name = base + word(entry);
    starts[item] = base + word(entry + 4);
    if (name >= size || starts[item] > size || (item && starts[item] < starts[item - 1]))
      fail("an item lies outside the data");
    named[item] = (const char *)ICU_TABLE + name;
    if (isLeftOut(named[item])) continue;
    kept++;
    names += strlen(named[item]) + 1;
  }
  starts[items] = size;
  if (kept == 0 || kept == items) fail("the names of the items are not as expected");

  FILE *output = fopen(arguments[1], "wb");
  if (!output) fail("cannot write the tables");
  put(output, ICU_TABLE, base);
  put(output, &kept, sizeof kept);
  size_t toc = 4 + 8 * (size_t)kept, name = toc;
  size_t start = (base + toc + names + alignment - 1) / alignment * alignment - base;
  for (uint32_t item = 0, next = start; item < items; item++) {
    if (isLeftOut(named[item])) continue;
    uint32_t entry[2] = {(uint32_t)name, next};
    put(output, entry, sizeof entry);
    name += strlen(named[item]) + 1;
    next += (uint32_t)((starts[item + 1] - starts[item] + alignment - 1) / alignment * alignment);
  }
  for (uint32_t item = 0; item < items; item++)
    if (!isLeftOut(named[item])) put(output, named[item], strlen(named[item]) + 1);
  static const char zeros[alignment];
  put(output, zeros, start - name);
  for (uint32_t item = 0; item < items; item++) {
    if (isLeftOut(named[item])) continue;
    size_t length = starts[item + 1] - starts[item];
    put(output, ICU_TABLE + starts[item], length);
    put(output, zeros, (alignment - length % alignment) % alignment);
  }
  if (fclose(output) != 0) fail("cannot write the tables");
  return 0;
}
