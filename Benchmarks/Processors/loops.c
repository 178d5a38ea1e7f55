// What each loop of CPostings and CTextTables answers to made-up numbers and bytes, a line with a hash for each group:
// the same for every processor and every level of vector instructions. `processors.sh` compiles and compares.
//
// Usage: loops LEVEL, LEVEL 0 (none), 1 (AVX2) or 2 (AVX-512). Ends with 3 if this processor has not the level.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CPostings.h"
#include "CTextTables.h"

enum { ROUNDS = 200, DOCUMENTS = 4096, SPARE = 16, WORDS = 4 };

static uint64_t state = 0x9E3779B97F4A7C15;

/// A number below `limit` (xorshift64).
static uint32_t random_below(uint32_t limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 32) % limit;
}

static uint64_t hash = 0;

/// Takes bytes into the hash (FNV-1a).
static void take(const void *bytes, size_t count) {
  const uint8_t *byte = bytes;
  for (size_t i = 0; i < count; i++) hash = (hash ^ byte[i]) * 0x100000001B3;
}

static void take_number(uint64_t number) { take(&number, sizeof number); }

static void begin(void) { hash = 0xCBF29CE484222325; }

static void tell(const char *name) { printf("%s %016llx\n", name, (unsigned long long)hash); }

static uint32_t documents[DOCUMENTS], frequencies[DOCUMENTS], numbers[DOCUMENTS + SPARE], others[DOCUMENTS + SPARE];
static uint32_t counters[4 * 256], list[DOCUMENTS + SPARE];
static float sums[DOCUMENTS], scores[DOCUMENTS + SPARE], saturations[16 * 256], lengths[256];
static uint8_t norms[DOCUMENTS], marks[DOCUMENTS], allowed[256], column[DOCUMENTS * 4], bytes[DOCUMENTS * 8];
static uint64_t hits[DOCUMENTS / 64], keys[DOCUMENTS];
static const parlance_similarity similarity = {norms, saturations, lengths};

/// Documents that ascend, one in `rarity`, with frequencies; returns how many.
static uint32_t make_postings(uint32_t rarity) {
  uint32_t count = 0;
  for (uint32_t document = 0; document < DOCUMENTS; document++) {
    if (random_below(rarity) != 0) continue;
    documents[count] = document;
    frequencies[count++] = 1 + random_below(40);
  }
  return count;
}

/// Lengths of documents, as BM25 uses them, and a column of `width` bytes with 256 values.
static void make_collection(uint32_t width) {
  for (uint32_t norm = 0; norm < 256; norm++) {
    lengths[norm] = 0.3f + 0.9f * (float)(norm * norm) / 977.0f;
    for (uint32_t frequency = 0; frequency < 16; frequency++)
      saturations[frequency << 8 | norm] = (float)frequency / ((float)frequency + lengths[norm]);
    allowed[norm] = random_below(3) == 0;
  }
  for (uint32_t document = 0; document < DOCUMENTS; document++) {
    norms[document] = (uint8_t)random_below(256);
    const uint32_t value = random_below(256);
    memcpy(column + document * width, &value, width);
  }
}

static void packing(void) {
  begin();
  for (uint32_t bits = 0; bits <= 32; bits++) {
    for (uint32_t i = 0; i < PARLANCE_BLOCK; i++)
      numbers[i] = bits == 0 ? 0 : (uint32_t)((uint64_t)random_below(UINT32_MAX) >> (32 - bits));
    take_number(parlance_bits_128(numbers));
    memset(bytes, 0, 16 * 33);
    parlance_pack_128(numbers, bits, bytes);
    take(bytes, 16 * bits);
    parlance_unpack_128(bytes, bits, others);
    if (memcmp(numbers, others, PARLANCE_BLOCK * sizeof *numbers) != 0) abort();
    parlance_unpack_gaps_128(bytes, bits, 7, others);
    take(others, PARLANCE_BLOCK * sizeof *others);
    parlance_unpack_frequencies_128(bytes, bits, others);
    take(others, PARLANCE_BLOCK * sizeof *others);
  }
  tell("blocks");
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    for (uint32_t i = 0; i < 300; i++) bytes[i] = (uint8_t)random_below(round % 2 ? 256 : 100);
    const uint32_t count = parlance_decode_tail(bytes, 300, 128, round, numbers, others);
    take(numbers, count * sizeof *numbers);
    take(others, count * sizeof *others);
    for (size_t offset = 0, from = 0; offset < 300; from = offset) {
      const int64_t found = parlance_read_positions(bytes, &offset, 300, numbers, DOCUMENTS);
      take_number((uint64_t)found);
      if (found < 0) break;
      take(numbers, (size_t)found * sizeof *numbers);
      take_number((uint64_t)parlance_skip_positions(bytes, &from, 300, 1));
      take_number(from);
    }
  }
  tell("tails");
}

static void matching(void) {
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    uint32_t left[DOCUMENTS], from = 0, rightFrom = 0;
    const uint32_t count = make_postings(2 + round % 9);
    memcpy(left, documents, sizeof left);
    const uint32_t rightCount = make_postings(2 + round % 7);
    const uint32_t kept =
        parlance_intersect(left, &from, count, documents, &rightFrom, rightCount, numbers, others);
    take_number(from);
    take_number(rightFrom);
    take(numbers, kept * sizeof *numbers);
    take(others, kept * sizeof *others);
    const uint32_t target = random_below(DOCUMENTS + 10);
    take_number(parlance_lower_bound(documents, 0, rightCount, target));
    take_number(parlance_advance(documents, 0, rightCount, target));
  }
  tell("intersections");
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    for (uint32_t i = 0; i < DOCUMENTS; i++) bytes[i] = (uint8_t)('a' + random_below(4));
    const uint32_t length = 1 + random_below(6);
    uint8_t part[6];
    for (uint32_t i = 0; i < length; i++) part[i] = (uint8_t)('a' + random_below(5));
    const size_t count = DOCUMENTS - random_below(64);
    for (size_t place = 0; (place = parlance_next_part(bytes, place, count, part, length)) < count; place++)
      take_number(place);
  }
  tell("parts");
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    uint32_t bounds[WORDS * 5], heads[WORDS], counts[4], used = 0;
    for (uint32_t word = 0; word < WORDS; word++)
      for (uint32_t document = 0; document < 5; document++) {
        bounds[word * 5 + document] = used;
        if (document == 4) break;
        for (uint32_t place = 0; place < 60; place++)
          if (random_below(2) == 0) numbers[used++] = place;
      }
    parlance_count_phrases(numbers, bounds, 2 + round % 3, 4, heads, counts);
    take(counts, sizeof counts);
    parlance_count_near(numbers, bounds, 2 + round % 3, 4, 1 + round % 5, round & 1, counts);
    take(counts, sizeof counts);
  }
  tell("phrases");
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    const size_t count = 1 + random_below(DOCUMENTS), limit = random_below((uint32_t)count + 1);
    for (size_t i = 0; i < count; i++) keys[i] = (uint64_t)random_below(1000) << 32 | random_below(1000);
    parlance_select_greatest(keys, count, limit);
    uint64_t sum = 0;
    for (size_t i = 0; i < limit; i++) sum += keys[i];
    take_number(sum);
  }
  tell("greatest");
}

static void scoring(void) {
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    make_collection(1);
    const uint32_t count = make_postings(2 + round % 9);
    const float weight = 0.1f + (float)random_below(1000) / 77.0f;
    parlance_score(documents, frequencies, count, &similarity, weight, scores);
    take(scores, count * sizeof *scores);
    for (uint32_t i = 0; i < count; i++) {
      scores[i] = (float)frequencies[i] * 0.37f;
      numbers[i] = random_below(count);
    }
    parlance_score_frequencies(documents, scores, count, &similarity, weight);
    take(scores, count * sizeof *scores);
    parlance_score_places(documents, numbers, frequencies, count, &similarity, weight, scores);
    take(scores, count * sizeof *scores);
    for (uint32_t i = 0; i < 512; i++) bytes[i] = (uint8_t)random_below(256);
    parlance_add_scaled(sums, (const int8_t *)bytes, weight, 512);
    parlance_add_scaled(sums, (const int8_t *)bytes + 1, 0.37f * weight, 511);
    take_number((uint64_t)parlance_dot((const int8_t *)bytes, (const int8_t *)bytes + 256, 256));
    take(sums, 512 * sizeof *sums);
    memset(sums, 0, sizeof sums);
    const uint32_t found = parlance_at_least(scores, count, scores[0], numbers);
    take(numbers, found * sizeof *numbers);
  }
  tell("scores");
}

/// Adds up several words in a window, in each of the ways that there are, and takes the sums out again.
static void windows(void) {
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    make_collection(1);
    memset(hits, 0, sizeof hits);
    uint32_t listed = 0;
    const uint32_t end = DOCUMENTS - random_below(100), way = round % 4;
    for (uint32_t word = 0; word < WORDS; word++) {
      const uint32_t count = make_postings(2 + random_below(30));
      const float weight = 0.1f + (float)random_below(1000) / 77.0f;
      parlance_score(documents, frequencies, count, &similarity, weight, scores);
      uint32_t stop = 0;
      switch (way) {
        case 0:
          stop = parlance_accumulate_postings(
              documents, frequencies, 0, count, &similarity, weight, 0, end, sums, word & 1 ? hits : NULL);
          break;
        case 1:
          stop = parlance_accumulate_scores(documents, scores, 0, count, 0, end, sums, word & 1 ? hits : NULL);
          break;
        case 2:
          stop = parlance_accumulate_new(
              documents, frequencies, 0, count, &similarity, weight, 0, end, sums, list, &listed);
          break;
        default:
          stop = parlance_accumulate_new_scores(documents, scores, 0, count, 0, end, sums, list, &listed);
      }
      take_number(stop);
      take_number(parlance_mark_postings(documents, 0, count, 0, end, marks));
    }
    take(sums, sizeof sums);
    take(hits, sizeof hits);
    const uint32_t marked = parlance_drain_marks(marks, DOCUMENTS, 5, numbers);
    take(numbers, marked * sizeof *numbers);
    take_number(parlance_list_bits(hits, DOCUMENTS / 64, 5, numbers));
    take(list, listed * sizeof *list);
    if (way >= 2 && round % 3 != 0) {
      const float threshold = (float)random_below(40) - 8;
      const uint32_t kept = parlance_take_best(list, listed, 0, DOCUMENTS, threshold, sums, scores);
      take(list, kept * sizeof *list);
      take(scores, kept * sizeof *scores);
    } else if (way >= 2) {
      parlance_take_sums(list, listed, 0, sums, scores);
      take(scores, listed * sizeof *scores);
    } else {
      const uint32_t found = parlance_drain_sums(sums, DOCUMENTS, 5, numbers, scores);
      take(numbers, found * sizeof *numbers);
      take(scores, found * sizeof *scores);
    }
    for (uint32_t slot = 0; slot < DOCUMENTS; slot++)
      if (sums[slot] != 0 || marks[slot] != 0) abort();
  }
  tell("windows");
}

static void facets(void) {
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    const uint32_t width = 1u << round % 3, stride = round & 1 ? 256 : 0;
    make_collection(width);
    memset(counters, 0, sizeof counters);
    uint32_t listed = 0;
    const parlance_selection selection = {column, width, allowed, counters, stride};
    for (uint32_t word = 0; word < WORDS; word++) {
      const uint32_t count = make_postings(2 + random_below(9));
      const float weight = 0.1f + (float)random_below(1000) / 77.0f;
      take_number(parlance_accumulate_selected(
          documents, frequencies, 0, count, &similarity, weight, 0, DOCUMENTS, &selection, marks, sums, list, &listed));
    }
    take(sums, sizeof sums);
    take(marks, sizeof marks);
    parlance_count_values(list, listed, column, width, counters, stride);
    uint8_t states[DOCUMENTS] = {0};
    parlance_mark_failures(list, listed, column, width, allowed, 3, states);
    take(states, listed);
    take_number(parlance_select_state(list, states, listed, 0, numbers));
    const uint32_t kept = parlance_count_and_keep(list, scores, listed, column, width, allowed, counters, stride);
    take(list, kept * sizeof *list);
    take(counters, sizeof counters);
    take_number(parlance_highest_value(column, width, DOCUMENTS));
    memset(sums, 0, sizeof sums);
    memset(marks, 0, sizeof marks);
    parlance_set_flag(bytes, round);
    take_number((uint64_t)parlance_flag(bytes, round) + 2 * (uint64_t)parlance_flag(bytes, round + 1));
  }
  tell("facets");
}

/// Bytes of all values, with many at the borders of letters, digits and ASCII.
static void texts(void) {
  static const uint8_t borders[] = "@AZ[`az{/09:.\x7f\x80\xff";
  begin();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    for (uint32_t i = 0; i < 512; i++)
      bytes[i] = round & 1 ? (uint8_t)random_below(256) : borders[random_below(sizeof borders)];
    const uint32_t count = 64 + random_below(449);
    for (uint32_t start = 0; start < count; start += 64) take_number(parlance_word_mask(bytes, start, count));
    for (uint32_t at = 0; at + 16 <= count; at++) {
      uint64_t low, high;
      const uint32_t length = 1 + at % 16, available = round & 2 ? 16 : length;
      take_number(parlance_fold_16(bytes + at, available, length, &low, &high));
      take_number(low);
      take_number(high);
    }
  }
  for (uint32_t scalar = 0; scalar < 0x110000; scalar++) take_number(parlance_unicode_entry(scalar));
  tell("texts");
}

int main(int count, char **arguments) {
  if (count != 2) {
    fputs("Usage: loops LEVEL\n", stderr);
    return 2;
  }
  const int level = atoi(arguments[1]);
  parlance_limit_vectors(level);
  if (parlance_vector_level() != level) return 3;
  packing();
  matching();
  scoring();
  windows();
  facets();
  texts();
  return 0;
}
