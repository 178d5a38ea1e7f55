#include "CPostings.h"

#include <float.h>
#include <string.h>

#include "Saturation.h"

// Sums of scores by window, where the documents are listed when they get their first score: no sum needs a
// look whether there is one.

/// Where the postings end that lie below a document.
static inline uint32_t stop_below(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t end) {
  // The last document tells whether the end of the window must be looked for.
  if (count == 0 || documents[count - 1] < end) return count;
  return parlance_lower_bound(documents, from, count, end);
}

/// Adds a score to a sum, and lists the document if it is the first.
static inline void add(
    float *sum, float score, uint32_t document, uint32_t *list, uint32_t *listed) {
  const float before = *sum;
  list[*listed] = document;
  *listed += before == 0;
  *sum = before + score;
}

uint32_t parlance_accumulate_new(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    float *sums, uint32_t *list, uint32_t *listed) {
  const uint32_t stop = stop_below(documents, from, count, end);
  const uint8_t *norms = similarity->norms;
  uint32_t found = *listed;
  for (uint32_t i = from; i < stop; i++) {
    const uint32_t document = documents[i];
    const float score = weight * saturation(similarity, frequencies[i], norms[document]);
    add(sums + (document - start), score, document, list, &found);
  }
  *listed = found;
  return stop;
}

uint32_t parlance_accumulate_new_scores(
    const uint32_t *documents, const float *scores, uint32_t from, uint32_t count, uint32_t start,
    uint32_t end, float *sums, uint32_t *list, uint32_t *listed) {
  uint32_t found = *listed;
  uint32_t i = from;
  for (; i < count && documents[i] < end; i++)
    add(sums + (documents[i] - start), scores[i], documents[i], list, &found);
  *listed = found;
  return i;
}

/// Counts and marks some documents, up to a block, and gives the places of those that are let through.
#define SELECT(TYPE) \
  { \
    const TYPE *values = selection->column; \
    for (uint32_t i = from; i < end; i++) { \
      const uint32_t document = documents[i]; \
      const uint32_t slot = document - start; \
      const uint32_t value = values[document]; \
      selection->counters[(i & 3) * selection->stride + value] += marks[slot] ^ 1; \
      marks[slot] = 1; \
      places[kept] = i; \
      kept += allowed[value]; \
    } \
  }

static inline uint32_t select_block(
    const uint32_t *documents, uint32_t from, uint32_t end, uint32_t start,
    const parlance_selection *selection, uint8_t *marks, uint32_t *places) {
  const uint8_t *allowed = selection->allowed;
  uint32_t kept = 0;
  switch (selection->width) {
    case 1: SELECT(uint8_t) break;
    case 2: SELECT(uint16_t) break;
    default: SELECT(uint32_t) break;
  }
  return kept;
}

uint32_t parlance_accumulate_selected(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    const parlance_selection *selection, uint8_t *marks, float *sums, uint32_t *list,
    uint32_t *listed) {
  const uint32_t stop = stop_below(documents, from, count, end);
  const uint8_t *norms = similarity->norms;
  uint32_t places[PARLANCE_BLOCK];
  uint32_t found = *listed;
  while (from < stop) {
    const uint32_t next = stop - from > PARLANCE_BLOCK ? from + PARLANCE_BLOCK : stop;
    // Scored afterwards: whether a document is let through is hard to guess.
    const uint32_t kept = select_block(documents, from, next, start, selection, marks, places);
    for (uint32_t k = 0; k < kept; k++) {
      const uint32_t document = documents[places[k]];
      const uint32_t frequency = frequencies[places[k]];
      const float score = weight * saturation(similarity, frequency, norms[document]);
      add(sums + (document - start), score, document, list, &found);
    }
    from = next;
  }
  *listed = found;
  return stop;
}

typedef float floats __attribute__((vector_size(64)));

/// Looks at all sums, which takes less than looking for many.
static inline __attribute__((always_inline)) uint32_t sweep(
    uint32_t *documents, uint32_t start, uint32_t length, float threshold, float *sums,
    float *scores) {
  const floats none = {0};
  uint32_t kept = 0;
  for (uint32_t slot = 0; slot < length; slot += 16) {
    floats group;
    memcpy(&group, sums + slot, sizeof group);
    memcpy(sums + slot, &none, sizeof none);
    if (!__builtin_reduce_or(group >= threshold)) continue;
    for (uint32_t lane = 0; lane < 16; lane++) {
      if (group[lane] < threshold) continue;
      documents[kept] = start + slot + lane;
      scores[kept++] = group[lane];
    }
  }
  return kept;
}

/// Looks at the sums of some documents, most of which are not good enough.
static uint32_t pick(
    uint32_t *documents, uint32_t count, uint32_t start, float threshold, float *sums,
    float *scores) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t document = documents[i];
    float *sum = sums + (document - start);
    const float score = *sum;
    *sum = 0;
    if (score < threshold) continue;
    // Behind those of lower numbers; they come in a few runs that ascend.
    uint32_t place = kept++;
    for (; place > 0 && documents[place - 1] > document; place--) {
      documents[place] = documents[place - 1];
      scores[place] = scores[place - 1];
    }
    documents[place] = document;
    scores[place] = score;
  }
  return kept;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static uint32_t sweep_avx2(
    uint32_t *documents, uint32_t start, uint32_t length, float threshold, float *sums,
    float *scores) {
  return sweep(documents, start, length, threshold, sums, scores);
}

__attribute__((target("avx512f,avx512bw"))) static uint32_t sweep_avx512(
    uint32_t *documents, uint32_t start, uint32_t length, float threshold, float *sums,
    float *scores) {
  return sweep(documents, start, length, threshold, sums, scores);
}
#endif

uint32_t parlance_take_best(
    uint32_t *documents, uint32_t count, uint32_t start, uint32_t length, float threshold,
    float *sums, float *scores) {
  const int isOpen = threshold <= 0;
  // What has no sum is none of the documents.
  if (isOpen) threshold = FLT_TRUE_MIN;
  if (!isOpen && count < length / 16)
    return pick(documents, count, start, threshold, sums, scores);
#if defined(__x86_64__)
  switch (parlance_vector_level()) {
    case PARLANCE_VECTORS_AVX512:
      return sweep_avx512(documents, start, length, threshold, sums, scores);
    case PARLANCE_VECTORS_AVX2:
      return sweep_avx2(documents, start, length, threshold, sums, scores);
    default: break;
  }
#endif
  return sweep(documents, start, length, threshold, sums, scores);
}
