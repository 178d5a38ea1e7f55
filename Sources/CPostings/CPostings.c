#include "CPostings.h"

#include <string.h>

#include "Saturation.h"

typedef uint32_t lanes __attribute__((vector_size(16)));

static inline lanes load(const uint8_t *input) {
  lanes value;
  memcpy(&value, input, sizeof value);
  return value;
}

static inline void store(void *output, lanes value) { memcpy(output, &value, sizeof value); }

uint32_t parlance_bits_128(const uint32_t *values) {
  uint32_t all = 0;
  for (int i = 0; i < PARLANCE_BLOCK; i++) all |= values[i];
  return all == 0 ? 0 : 32 - (uint32_t)__builtin_clz(all);
}

void parlance_pack_128(const uint32_t *values, uint32_t bits, uint8_t *output) {
  if (bits == 0) return;
  lanes word = {0, 0, 0, 0};
  uint32_t used = 0;
  for (int row = 0; row < 32; row++) {
    lanes value = load((const uint8_t *)(values + row * 4));
    word |= value << used;
    if (used + bits >= 32) {
      store(output, word);
      output += 16;
      uint32_t rest = used + bits - 32;
      word = rest > 0 ? value >> (bits - rest) : (lanes){0, 0, 0, 0};
      used = rest;
    } else {
      used += bits;
    }
  }
}

/// One width, known to the compiler, so that every shift is a constant.
static inline __attribute__((always_inline)) void unpack(
    const uint8_t *input, const uint32_t bits, uint32_t *values) {
  const lanes mask = (lanes){1, 1, 1, 1} * (bits == 32 ? 0xFFFFFFFFu : (1u << (bits & 31)) - 1);
  lanes word = load(input);
  uint32_t used = 0;
#pragma clang loop unroll(full)
  for (int row = 0; row < 32; row++) {
    lanes value = word >> used;
    if (used + bits > 32) {
      input += 16;
      word = load(input);
      value |= word << (32 - used);
      used = used + bits - 32;
    } else {
      used += bits;
      if (used == 32 && row < 31) {
        input += 16;
        word = load(input);
        used = 0;
      }
    }
    store(values + row * 4, value & mask);
  }
}

#define WIDTH(n) \
  case n: \
    unpack(input, n, values); \
    break;

void parlance_unpack_128(const uint8_t *input, uint32_t bits, uint32_t *values) {
  switch (bits) {
    WIDTH(1) WIDTH(2) WIDTH(3) WIDTH(4) WIDTH(5) WIDTH(6) WIDTH(7) WIDTH(8) WIDTH(9) WIDTH(10)
    WIDTH(11) WIDTH(12) WIDTH(13) WIDTH(14) WIDTH(15) WIDTH(16) WIDTH(17) WIDTH(18) WIDTH(19)
    WIDTH(20) WIDTH(21) WIDTH(22) WIDTH(23) WIDTH(24) WIDTH(25) WIDTH(26) WIDTH(27) WIDTH(28)
    WIDTH(29) WIDTH(30) WIDTH(31) WIDTH(32)
    default:
      memset(values, 0, PARLANCE_BLOCK * sizeof *values);
  }
}

void parlance_unpack_gaps_128(
    const uint8_t *input, uint32_t bits, uint32_t before, uint32_t *values) {
  parlance_unpack_128(input, bits, values);
  const lanes zero = {0, 0, 0, 0};
  lanes sum = {before, before, before, before};
  for (int row = 0; row < 32; row++) {
    lanes value = load((const uint8_t *)(values + row * 4));
    value += __builtin_shufflevector(zero, value, 0, 4, 5, 6);
    value += __builtin_shufflevector(zero, value, 0, 1, 4, 5);
    value += sum;
    store(values + row * 4, value);
    sum = __builtin_shufflevector(value, value, 3, 3, 3, 3);
  }
}

void parlance_unpack_frequencies_128(const uint8_t *input, uint32_t bits, uint32_t *values) {
  parlance_unpack_128(input, bits, values);
  for (int i = 0; i < PARLANCE_BLOCK; i++) values[i]++;
}

/// Reads a number of 7 bits a byte; 0 at the end of the input.
static inline uint32_t variable(const uint8_t **cursor, const uint8_t *end) {
  uint32_t value = 0;
  for (uint32_t shift = 0; shift < 35 && *cursor < end; shift += 7) {
    uint8_t byte = *(*cursor)++;
    value |= (uint32_t)(byte & 0x7F) << (shift & 31);
    if (byte < 0x80) break;
  }
  return value;
}

uint32_t parlance_decode_tail(
    const uint8_t *input, size_t length, uint32_t count, uint32_t before, uint32_t *documents,
    uint32_t *frequencies) {
  const uint8_t *end = input + length;
  uint64_t document = before;
  uint32_t index = 0;
  for (; index < count && input < end; index++) {
    uint32_t coded = variable(&input, end);
    document += coded >> 1;
    if (document > UINT32_MAX) break;
    documents[index] = (uint32_t)document;
    frequencies[index] = coded & 1 ? 1 : variable(&input, end);
  }
  return index;
}

void parlance_score(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t count,
    const parlance_similarity *similarity, float weight, float *scores) {
  for (uint32_t i = 0; i < count; i++)
    scores[i] = weight * saturation(similarity, frequencies[i], similarity->norms[documents[i]]);
}

void parlance_score_frequencies(
    const uint32_t *documents, float *scores, uint32_t count,
    const parlance_similarity *similarity, float weight) {
  for (uint32_t i = 0; i < count; i++) {
    const float length = similarity->lengths[similarity->norms[documents[i]]];
    scores[i] = weight * (scores[i] / (scores[i] + length));
  }
}

void parlance_score_places(
    const uint32_t *documents, const uint32_t *places, const uint32_t *frequencies,
    uint32_t count, const parlance_similarity *similarity, float weight, float *scores) {
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t norm = similarity->norms[documents[places[i]]];
    scores[i] = weight * saturation(similarity, frequencies[i], norm);
  }
}

uint32_t parlance_accumulate_postings(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    float *sums, uint64_t *hits) {
  const uint8_t *norms = similarity->norms;
  // The block's last document tells whether the end of the window must be looked for.
  uint32_t stop = count;
  if (count > 0 && documents[count - 1] >= end)
    stop = parlance_lower_bound(documents, from, count, end);
  if (!hits) {
    for (uint32_t i = from; i < stop; i++) {
      const uint32_t document = documents[i];
      sums[document - start] += weight * saturation(similarity, frequencies[i], norms[document]);
    }
    return stop;
  }
  for (uint32_t i = from; i < stop; i++) {
    uint32_t document = documents[i];
    uint32_t slot = document - start;
    sums[slot] += weight * saturation(similarity, frequencies[i], norms[document]);
    hits[slot >> 6] |= 1ull << (slot & 63);
  }
  return stop;
}

uint32_t parlance_mark_postings(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t start, uint32_t end,
    uint8_t *marks) {
  uint32_t stop = count;
  if (count > 0 && documents[count - 1] >= end)
    stop = parlance_lower_bound(documents, from, count, end);
  for (uint32_t i = from; i < stop; i++) marks[documents[i] - start] = 1;
  return stop;
}

uint32_t parlance_accumulate_scores(
    const uint32_t *documents, const float *scores, uint32_t from, uint32_t count, uint32_t start,
    uint32_t end, float *sums, uint64_t *hits) {
  uint32_t i = from;
  for (; i < count && documents[i] < end; i++) {
    uint32_t slot = documents[i] - start;
    sums[slot] += scores[i];
    if (hits) hits[slot >> 6] |= 1ull << (slot & 63);
  }
  return i;
}

int parlance_flag(const uint8_t *flags, size_t index) {
  return __atomic_load_n(flags + index / 8, __ATOMIC_ACQUIRE) >> (index % 8) & 1;
}

void parlance_set_flag(uint8_t *flags, size_t index) {
  __atomic_fetch_or(flags + index / 8, (uint8_t)(1u << (index % 8)), __ATOMIC_RELEASE);
}
