#include "CPostings.h"

#include <string.h>

#include <stdatomic.h>

static atomic_int highest_level = PARLANCE_VECTORS_AVX512;

void parlance_limit_vectors(int level) {
  atomic_store_explicit(&highest_level, level, memory_order_relaxed);
}

int parlance_vector_level(void) {
  int level = PARLANCE_VECTORS_NONE;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
    level = PARLANCE_VECTORS_AVX2;
  if (level != PARLANCE_VECTORS_NONE && __builtin_cpu_supports("avx512f") &&
      __builtin_cpu_supports("avx512bw"))
    level = PARLANCE_VECTORS_AVX512;
#endif
  const int highest = atomic_load_explicit(&highest_level, memory_order_relaxed);
  return level < highest ? level : highest;
}

static uint32_t drain_sums(
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

static uint32_t drain_marks(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents) {
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot += 8) {
    uint64_t group;
    memcpy(&group, marks + slot, sizeof group);
    if (group == 0) continue;
    for (uint32_t lane = slot; lane < slot + 8; lane++) {
      documents[count] = start + lane;
      count += marks[lane];
    }
    memset(marks + slot, 0, sizeof group);
  }
  return count;
}

#if defined(__x86_64__)
#include <immintrin.h>

// The lanes of eight that a mask names, moved to the front: a byte each.
#define LANE(m, i) \
  ((m) >> (i)&1 ? (uint64_t)(i) << 8 * __builtin_popcount((m) & ((1 << (i)) - 1)) : 0)
#define LANES(m) \
  (LANE(m, 0) | LANE(m, 1) | LANE(m, 2) | LANE(m, 3) | LANE(m, 4) | LANE(m, 5) | LANE(m, 6) | \
   LANE(m, 7))
#define LANES_4(m) LANES(m), LANES((m) + 1), LANES((m) + 2), LANES((m) + 3)
#define LANES_16(m) LANES_4(m), LANES_4((m) + 4), LANES_4((m) + 8), LANES_4((m) + 12)
#define LANES_64(m) LANES_16(m), LANES_16((m) + 16), LANES_16((m) + 32), LANES_16((m) + 48)
static const uint64_t lanes_of_mask[256] = {
    LANES_64(0), LANES_64(64), LANES_64(128), LANES_64(192)};

#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,popcnt")))

AVX2 static inline __m256i lanes_to_front(uint32_t mask) {
  return _mm256_cvtepu8_epi32(_mm_cvtsi64_si128((long long)lanes_of_mask[mask]));
}

AVX2 static uint32_t drain_sums_avx2(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores) {
  const __m256i ramp = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256 zero = _mm256_setzero_ps();
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot += 32) {
    // Four at a time, since whether 8 sums are all 0 cannot be predicted.
    __m256 group[4];
    uint32_t masks[4];
    for (uint32_t part = 0; part < 4; part++) {
      group[part] = _mm256_loadu_ps(sums + slot + 8 * part);
      masks[part] =
          (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(group[part], zero, _CMP_NEQ_OQ));
    }
    if ((masks[0] | masks[1] | masks[2] | masks[3]) == 0) continue;
    for (uint32_t part = 0; part < 4; part++) {
      const __m256i order = lanes_to_front(masks[part]);
      const __m256i numbers =
          _mm256_add_epi32(ramp, _mm256_set1_epi32((int)(start + slot + 8 * part)));
      _mm256_storeu_si256(
          (__m256i *)(documents + count), _mm256_permutevar8x32_epi32(numbers, order));
      _mm256_storeu_ps(scores + count, _mm256_permutevar8x32_ps(group[part], order));
      _mm256_storeu_ps(sums + slot + 8 * part, zero);
      count += (uint32_t)__builtin_popcount(masks[part]);
    }
  }
  return count;
}

AVX2 static uint32_t drain_marks_avx2(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents) {
  const __m256i ramp = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  const __m256i zero = _mm256_setzero_si256();
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot += 32) {
    const __m256i group = _mm256_loadu_si256((const __m256i *)(marks + slot));
    const uint32_t none = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(group, zero));
    if (none == UINT32_MAX) continue;
    _mm256_storeu_si256((__m256i *)(marks + slot), zero);
    for (uint32_t part = 0; part < 4; part++) {
      const uint32_t mask = ~none >> 8 * part & 255;
      const __m256i numbers =
          _mm256_add_epi32(ramp, _mm256_set1_epi32((int)(start + slot + 8 * part)));
      _mm256_storeu_si256(
          (__m256i *)(documents + count),
          _mm256_permutevar8x32_epi32(numbers, lanes_to_front(mask)));
      count += (uint32_t)__builtin_popcount(mask);
    }
  }
  return count;
}

AVX512 static uint32_t drain_sums_avx512(
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
      const __m512i numbers =
          _mm512_add_epi32(ramp, _mm512_set1_epi32((int)(start + slot + 16 * part)));
      _mm512_storeu_si512(
          documents + count, _mm512_maskz_compress_epi32(masks[part], numbers));
      _mm512_storeu_ps(scores + count, _mm512_maskz_compress_ps(masks[part], group[part]));
      _mm512_storeu_ps(sums + slot + 16 * part, zero);
      count += (uint32_t)__builtin_popcount(masks[part]);
    }
  }
  return count;
}

AVX512 static uint32_t drain_marks_avx512(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents) {
  const __m512i ramp =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  uint32_t count = 0;
  for (uint32_t slot = 0; slot < length; slot += 64) {
    const __m512i group = _mm512_loadu_si512(marks + slot);
    const uint64_t mask = _mm512_test_epi8_mask(group, group);
    if (mask == 0) continue;
    _mm512_storeu_si512(marks + slot, _mm512_setzero_si512());
    for (uint32_t part = 0; part < 4; part++) {
      const __mmask16 lanes = (__mmask16)(mask >> 16 * part);
      const __m512i numbers =
          _mm512_add_epi32(ramp, _mm512_set1_epi32((int)(start + slot + 16 * part)));
      _mm512_storeu_si512(documents + count, _mm512_maskz_compress_epi32(lanes, numbers));
      count += (uint32_t)__builtin_popcount(lanes);
    }
  }
  return count;
}

uint32_t parlance_drain_sums(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores) {
  switch (parlance_vector_level()) {
    case PARLANCE_VECTORS_AVX512:
      return drain_sums_avx512(sums, length, start, documents, scores);
    case PARLANCE_VECTORS_AVX2:
      return drain_sums_avx2(sums, length, start, documents, scores);
    default:
      return drain_sums(sums, length, start, documents, scores);
  }
}

uint32_t parlance_drain_marks(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents) {
  switch (parlance_vector_level()) {
    case PARLANCE_VECTORS_AVX512:
      return drain_marks_avx512(marks, length, start, documents);
    case PARLANCE_VECTORS_AVX2:
      return drain_marks_avx2(marks, length, start, documents);
    default:
      return drain_marks(marks, length, start, documents);
  }
}
#else
uint32_t parlance_drain_sums(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores) {
  return drain_sums(sums, length, start, documents, scores);
}

uint32_t parlance_drain_marks(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents) {
  return drain_marks(marks, length, start, documents);
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
  uint32_t *first = counters;
  uint32_t *second = first + stride;
  uint32_t *third = second + stride;
  uint32_t *fourth = third + stride;
  uint32_t i = 0;
  // All values are read before any counter is raised, since the compiler cannot know that counters are
  // no documents.
  FOR_WIDTH(
      for (; i + 4 <= count; i += 4) {
        const uint32_t a = values[documents[i]];
        const uint32_t b = values[documents[i + 1]];
        const uint32_t c = values[documents[i + 2]];
        const uint32_t d = values[documents[i + 3]];
        first[a]++;
        second[b]++;
        third[c]++;
        fourth[d]++;
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

uint32_t parlance_count_and_keep(
    uint32_t *documents, float *scores, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed, uint32_t *counters, uint32_t stride) {
  uint32_t kept = 0;
  FOR_WIDTH(for (uint32_t i = 0; i < count; i++) {
    const uint32_t document = documents[i];
    const uint32_t value = values[document];
    counters[(i & 3) * stride + value]++;
    documents[kept] = document;
    if (scores) scores[kept] = scores[i];
    kept += allowed[value] != 0;
  })
  return kept;
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
