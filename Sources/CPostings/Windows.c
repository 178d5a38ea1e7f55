#include "CPostings.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

int parlance_drains_dense(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("popcnt");
}

__attribute__((target("avx512f,popcnt"))) uint32_t parlance_drain_dense(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores) {
  const __m512i ramp =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const __m512 zero = _mm512_setzero_ps();
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot += 64) {
    // Four at a time, since whether 16 sums are all 0 cannot be predicted.
    __m512 group[4];
    __mmask16 masks[4];
    for (uint32_t part = 0; part < 4; part++) {
      group[part] = _mm512_loadu_ps(sums + slot + 16 * part);
      masks[part] = _mm512_cmp_ps_mask(group[part], zero, _CMP_NEQ_OQ);
    }
    if ((masks[0] | masks[1] | masks[2] | masks[3]) == 0) continue;
    for (uint32_t part = 0; part < 4; part++) {
      const uint32_t first = start + slot + 16 * part;
      const __m512i numbers = _mm512_add_epi32(ramp, _mm512_set1_epi32((int)first));
      _mm512_storeu_si512(
          documents + count, _mm512_maskz_compress_epi32(masks[part], numbers));
      _mm512_storeu_ps(scores + count, _mm512_maskz_compress_ps(masks[part], group[part]));
      _mm512_storeu_ps(sums + slot + 16 * part, zero);
      count += (uint32_t)__builtin_popcount(masks[part]);
    }
  }
  return count;
}
#else
int parlance_drains_dense(void) { return 0; }

uint32_t parlance_drain_dense(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores) {
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot++) {
    documents[count] = start + slot;
    scores[count] = sums[slot];
    count += sums[slot] != 0;
    sums[slot] = 0;
  }
  return count;
}
#endif

uint32_t parlance_list_bits(
    const uint64_t *bits, uint32_t words, uint32_t start, uint32_t *documents) {
  uint32_t count = 0;
  for (uint32_t word = 0; word < words; word++) {
    uint64_t rest = bits[word];
    uint32_t base = start + word * 64;
    while (rest != 0) {
      documents[count++] = base + (uint32_t)__builtin_ctzll(rest);
      rest &= rest - 1;
    }
  }
  return count;
}

void parlance_take_sums(
    const uint32_t *documents, uint32_t count, uint32_t start, float *sums, float *scores) {
  for (uint32_t i = 0; i < count; i++) {
    uint32_t slot = documents[i] - start;
    scores[i] = sums[slot];
    sums[slot] = 0;
  }
}

#define FOR_WIDTH(BODY) \
  switch (width) { \
    case 1: { \
      const uint8_t *values = column; \
      BODY \
    } break; \
    case 2: { \
      const uint16_t *values = column; \
      BODY \
    } break; \
    default: { \
      const uint32_t *values = column; \
      BODY \
    } break; \
  }

void parlance_count_values(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    uint32_t *counters, uint32_t stride) {
  uint32_t i = 0;
  FOR_WIDTH(
      for (; i + 4 <= count; i += 4) {
        for (uint32_t copy = 0; copy < 4; copy++)
          counters[copy * stride + values[documents[i + copy]]]++;
      }
      for (; i < count; i++) counters[values[documents[i]]]++;)
}

void parlance_mark_failures(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed, uint8_t number, uint8_t *states) {
  FOR_WIDTH(for (uint32_t i = 0; i < count; i++) {
    if (!allowed[values[documents[i]]]) states[i] = states[i] == 0 ? number : 255;
  })
}

uint32_t parlance_highest_value(const void *column, uint32_t width, uint32_t count) {
  uint32_t highest = 0;
  FOR_WIDTH(for (uint32_t i = 0; i < count; i++) {
    if (values[i] > highest) highest = values[i];
  })
  return highest;
}

uint32_t parlance_select_state(
    const uint32_t *documents, const uint8_t *states, uint32_t count, uint8_t state,
    uint32_t *output) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    output[kept] = documents[i];
    kept += states[i] == state;
  }
  return kept;
}

typedef float floats __attribute__((vector_size(64)));

uint32_t parlance_at_least(
    const float *scores, uint32_t count, float threshold, uint32_t *indexes) {
  uint32_t kept = 0;
  uint32_t i = 0;
  for (; i + 16 <= count; i += 16) {
    // Few groups have any.
    floats group;
    memcpy(&group, scores + i, sizeof group);
    if (!__builtin_reduce_or(group >= threshold)) continue;
    for (uint32_t lane = i; lane < i + 16; lane++) {
      indexes[kept] = lane;
      kept += scores[lane] >= threshold;
    }
  }
  for (; i < count; i++) {
    indexes[kept] = i;
    kept += scores[i] >= threshold;
  }
  return kept;
}
