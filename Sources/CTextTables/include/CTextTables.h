// Byte masks of 64 bytes of text, 16-byte folding of ASCII, and the generated Unicode tables.
//
// Why C: SSE2 intrinsics are not reachable from Swift, and constant tables here lie in the file's
// read-only data, with no work at start-up. Other processors take the portable branches.
#ifndef PARLANCE_CTEXTTABLES_H
#define PARLANCE_CTEXTTABLES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// An address for a text without bytes.
static inline const uint8_t *parlance_no_text(void) {
  static const uint8_t nothing = 0;
  return &nothing;
}

extern const uint16_t parlance_unicode_blocks[1024];
extern const uint32_t parlance_unicode_entries[];
extern const uint8_t parlance_unicode_folds[];

/// Bits 0–2: class (0 separator, 1 letter, 2 digit, 3 extends a word, 4 a word of its own);
/// bit 3 upper case, bit 4 lower case; bits 5–9 length of the folded form in bytes, 31 if it is the
/// character itself; from bit 10 its offset.
static inline uint32_t parlance_unicode_entry(uint32_t scalar) {
  if (scalar < 0x20000) {
    return parlance_unicode_entries[parlance_unicode_blocks[scalar >> 7] * 128u + (scalar & 127)];
  }
  if (scalar < 0x40000) return 4u | 31u << 5;
  if (scalar >= 0xE0100 && scalar <= 0xE01EF) return 3u;
  return 31u << 5;
}

/// The byte of the folded forms at `offset`.
static inline uint8_t parlance_unicode_fold_byte(uint32_t offset) {
  return parlance_unicode_folds[offset];
}

static inline int parlance_is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

/// Adds the points between two digits ("3.5") to the mask of word bytes.
static inline uint64_t parlance_join_decimals(
  const uint8_t *text, size_t start, size_t count, uint64_t points) {
  uint64_t joined = 0;
  while (points) {
    size_t at = start + (size_t)__builtin_ctzll(points);
    if (at > 0 && at + 1 < count && parlance_is_digit(text[at - 1])
        && parlance_is_digit(text[at + 1])) {
      joined |= points & -points;
    }
    points &= points - 1;
  }
  return joined;
}

/// One bit for each of the 64 bytes from `start` that belongs to a word: ASCII letters and digits,
/// every byte that is not ASCII, and a point between two digits. Bytes past `count` are 0.
static inline uint64_t parlance_word_mask(const uint8_t *text, size_t start, size_t count) {
  uint8_t tail[64];
  const uint8_t *at = text + start;
  if (__builtin_expect(start + 64 > count, 0)) {
    memset(tail, 0, sizeof tail);
    memcpy(tail, at, count - start);
    at = tail;
  }
  uint64_t words = 0, points = 0;
#if defined(__SSE2__)
  for (int part = 0; part < 4; part++) {
    __m128i raw = _mm_loadu_si128((const __m128i *)(at + part * 16));
    __m128i lower = _mm_or_si128(raw, _mm_set1_epi8(0x20));
    // Signed comparisons after moving the range to the bottom: x - low < size - 128.
    __m128i letter = _mm_cmplt_epi8(
      _mm_add_epi8(lower, _mm_set1_epi8((char)(-'a' - 128))), _mm_set1_epi8(-128 + 26));
    __m128i digit = _mm_cmplt_epi8(
      _mm_add_epi8(raw, _mm_set1_epi8((char)(-'0' - 128))), _mm_set1_epi8(-128 + 10));
    __m128i word = _mm_or_si128(_mm_or_si128(letter, digit), raw);
    words |= (uint64_t)(uint32_t)_mm_movemask_epi8(word) << (part * 16);
    points |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(raw, _mm_set1_epi8('.')))
      << (part * 16);
  }
#else
  for (int index = 0; index < 64; index++) {
    uint8_t byte = at[index];
    uint64_t bit = (uint64_t)1 << index;
    if ((uint8_t)((byte | 0x20) - 'a') < 26 || parlance_is_digit(byte) || byte >= 0x80) {
      words |= bit;
    }
    if (byte == '.') points |= bit;
  }
#endif
  return points ? words | parlance_join_decimals(text, start, count, points) : words;
}

/// The first `length` (1–16) bytes with ASCII capitals made small, padded with zeros.
///
/// Returns a bit for each byte that is not ASCII. `available` is the number of readable bytes.
static inline uint32_t parlance_fold_16(
  const uint8_t *at, size_t available, size_t length, uint64_t *low, uint64_t *high) {
  uint8_t copy[16];
  if (__builtin_expect(available < 16, 0)) {
    memset(copy, 0, sizeof copy);
    memcpy(copy, at, length);
    at = copy;
  }
#if defined(__SSE2__)
  static const uint8_t keep[32] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  };
  __m128i raw = _mm_and_si128(
    _mm_loadu_si128((const __m128i *)at),
    _mm_loadu_si128((const __m128i *)(keep + 16 - length)));
  __m128i upper = _mm_cmplt_epi8(
    _mm_add_epi8(raw, _mm_set1_epi8((char)(-'A' - 128))), _mm_set1_epi8(-128 + 26));
  __m128i folded = _mm_or_si128(raw, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
  *low = (uint64_t)_mm_cvtsi128_si64(folded);
  *high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(folded, folded));
  return (uint32_t)_mm_movemask_epi8(raw);
#else
  uint64_t words[2] = {0, 0};
  uint32_t foreign = 0;
  for (size_t index = 0; index < length; index++) {
    uint8_t byte = at[index];
    if (byte >= 0x80) foreign |= 1u << index;
    if ((uint8_t)(byte - 'A') < 26) byte |= 0x20;
    words[index >> 3] |= (uint64_t)byte << ((index & 7) * 8);
  }
  *low = words[0];
  *high = words[1];
  return foreign;
#endif
}

#endif
