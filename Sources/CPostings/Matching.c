// memmem is hidden unless it is asked for.
#define _GNU_SOURCE

#include "CPostings.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

/// Compares the first and the last byte of the part at 32 places at once: words hold few that have both.
__attribute__((target("avx2,bmi"))) static size_t next_part_avx2(
    const uint8_t *words, size_t from, size_t count, const uint8_t *part, size_t length) {
  const __m256i first = _mm256_set1_epi8((char)part[0]);
  const __m256i last = _mm256_set1_epi8((char)part[length - 1]);
  for (; from + length - 1 + 32 <= count; from += 32) {
    const __m256i heads = _mm256_loadu_si256((const __m256i *)(words + from));
    const __m256i tails = _mm256_loadu_si256((const __m256i *)(words + from + length - 1));
    uint32_t places = (uint32_t)_mm256_movemask_epi8(_mm256_and_si256(
        _mm256_cmpeq_epi8(heads, first), _mm256_cmpeq_epi8(tails, last)));
    for (; places != 0; places &= places - 1) {
      const size_t place = from + (size_t)__builtin_ctz(places);
      if (memcmp(words + place, part, length) == 0) return place;
    }
  }
  const uint8_t *found = memmem(words + from, count - from, part, length);
  return found ? (size_t)(found - words) : count;
}
#endif

size_t parlance_next_part(
    const uint8_t *words, size_t from, size_t count, const uint8_t *part, size_t length) {
  if (from >= count) return count;
#if defined(__x86_64__)
  if (length > 0 && parlance_vector_level() >= PARLANCE_VECTORS_AVX2)
    return next_part_avx2(words, from, count, part, length);
#endif
  const uint8_t *found = memmem(words + from, count - from, part, length);
  return found ? (size_t)(found - words) : count;
}

uint32_t parlance_lower_bound(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t target) {
  while (from + 8 < count && documents[from + 8] < target) from += 8;
  while (from < count && documents[from] < target) from++;
  return from;
}

uint32_t parlance_intersect(
    const uint32_t *left, uint32_t *from, uint32_t count, const uint32_t *right,
    uint32_t *rightFrom, uint32_t rightCount, uint32_t *places, uint32_t *rightPlaces) {
  if (rightCount == 0) return 0;
  const uint32_t last = right[rightCount - 1];
  uint32_t index = *from, other = *rightFrom, kept = 0;
  while (index < count && left[index] <= last) {
    const uint32_t target = left[index];
    while (other + 8 < rightCount && right[other + 8] < target) other += 8;
    if (right[other] < target && other + 8 <= rightCount) {
      // Added up without a branch for each, which would be guessed wrongly half of the time.
      uint32_t below = 0;
      for (uint32_t i = 0; i < 8; i++) below += right[other + i] < target;
      other += below;
    } else {
      // The last document is not below the target, so this ends.
      while (right[other] < target) other++;
    }
    places[kept] = index++;
    rightPlaces[kept] = other;
    kept += right[other] == target;
  }
  *from = index;
  *rightFrom = other;
  return kept;
}

uint32_t parlance_advance(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t target) {
  uint32_t step = 1;
  while (from + step < count && documents[from + step] < target) {
    from += step;
    step *= 2;
  }
  uint32_t end = from + step < count ? from + step + 1 : count;
  while (from < end) {
    uint32_t middle = from + (end - from) / 2;
    if (documents[middle] < target)
      from = middle + 1;
    else
      end = middle;
  }
  return from;
}

/// Reads a number of 7 bits a byte; -1 past the end.
static inline int64_t number(const uint8_t *bytes, size_t *offset, size_t end) {
  uint32_t value = 0;
  for (uint32_t shift = 0; shift < 35 && *offset < end; shift += 7) {
    uint8_t byte = bytes[(*offset)++];
    value |= (uint32_t)(byte & 0x7F) << (shift & 31);
    if (byte < 0x80) return value;
  }
  return -1;
}

int parlance_skip_positions(
    const uint8_t *bytes, size_t *offset, size_t end, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    int64_t head = number(bytes, offset, end);
    if (head < 0) return 0;
    if (!(head & 1)) *offset += (size_t)(head >> 1);
  }
  return *offset <= end;
}

int64_t parlance_read_positions(
    const uint8_t *bytes, size_t *offset, size_t end, uint32_t *positions, size_t capacity) {
  size_t start = *offset;
  int64_t head = number(bytes, offset, end);
  if (head < 0) return -1;
  if (head & 1) {
    if (capacity == 0) {
      *offset = start;
      return 1;
    }
    positions[0] = (uint32_t)(head >> 1);
    return 1;
  }
  size_t length = (size_t)(head >> 1);
  if (length > end - *offset) return -1;
  if (length > capacity) {
    *offset = start;
    return (int64_t)length;
  }
  size_t stop = *offset + length;
  uint32_t position = 0;
  int64_t count = 0;
  while (*offset < stop) {
    int64_t gap = number(bytes, offset, stop);
    if (gap < 0) return -1;
    position += (uint32_t)gap;
    positions[count++] = position;
  }
  return count;
}

void parlance_count_phrases(
    const uint32_t *positions, const uint32_t *bounds, uint32_t words, uint32_t documents,
    uint32_t *heads, uint32_t *counts) {
  const uint32_t stride = documents + 1;
  for (uint32_t document = 0; document < documents; document++) {
    uint32_t count = 0;
    for (uint32_t word = 0; word < words; word++) heads[word] = bounds[word * stride + document];
    for (uint32_t first = heads[0]; first < bounds[document + 1]; first++) {
      uint32_t word = 1;
      for (; word < words; word++) {
        const uint32_t wanted = positions[first] + word;
        const uint32_t end = bounds[word * stride + document + 1];
        while (heads[word] < end && positions[heads[word]] < wanted) heads[word]++;
        if (heads[word] == end || positions[heads[word]] != wanted) break;
      }
      count += word == words;
    }
    counts[document] = count;
  }
}

void parlance_count_near(
    const uint32_t *positions, const uint32_t *bounds, uint32_t words, uint32_t documents,
    uint32_t reach, int ordered, uint32_t *counts) {
  const uint32_t stride = documents + 1;
  for (uint32_t document = 0; document < documents; document++) {
    uint32_t count = 0;
    for (uint32_t first = bounds[document]; first < bounds[document + 1]; first++) {
      int64_t place = positions[first];
      uint32_t word = 1;
      for (; word < words; word++) {
        int64_t best = -1, shortest = (int64_t)reach + 1;
        const uint32_t *bound = bounds + word * stride + document;
        for (uint32_t index = bound[0]; index < bound[1]; index++) {
          int64_t distance = (int64_t)positions[index] - place;
          if (distance > reach) break;
          if (distance == 0 || (ordered && distance < 0)) continue;
          if (distance < 0) distance = -distance;
          if (distance < shortest) {
            shortest = distance;
            best = positions[index];
          }
        }
        if (best < 0) break;
        place = best;
      }
      count += word == words;
    }
    counts[document] = count;
  }
}

/// Orders three numbers so that the middle one can divide the rest.
static inline uint64_t median(uint64_t a, uint64_t b, uint64_t c) {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}

void parlance_select_greatest(uint64_t *keys, size_t count, size_t limit) {
  size_t low = 0, high = count;
  // Hoare's FIND: the part that the limit falls into is divided again.
  while (high - low > 1 && limit > low && limit < high) {
    const uint64_t pivot = median(keys[low], keys[low + (high - low) / 2], keys[high - 1]);
    size_t left = low, right = high - 1;
    while (left <= right) {
      while (keys[left] > pivot) left++;
      while (keys[right] < pivot) right--;
      if (left > right) break;
      const uint64_t moved = keys[left];
      keys[left++] = keys[right];
      keys[right] = moved;
      if (right == 0) break;
      right--;
    }
    if (limit <= right + 1)
      high = right + 1;
    else if (limit >= left)
      low = left;
    else
      return;
  }
}
