// The loops of the search engine that run once per posting: block packing, accumulation, counting.
//
// Portable C with Clang's vector extensions; every caller passes buffers of the stated size. Numbers
// in files are little-endian.
#ifndef PARLANCE_CPOSTINGS_H
#define PARLANCE_CPOSTINGS_H

#include <stddef.h>
#include <stdint.h>

/// The number of postings in a packed block.
#define PARLANCE_BLOCK 128

/// The widest of 128 numbers in bits, 0 to 32.
uint32_t parlance_bits_128(const uint32_t *values);

/// Packs 128 numbers of `bits` bits into `16 * bits` bytes, in four interleaved lanes.
void parlance_pack_128(const uint32_t *values, uint32_t bits, uint8_t *output);

/// Reads 128 numbers of `bits` bits, 0 to 32.
void parlance_unpack_128(const uint8_t *input, uint32_t bits, uint32_t *values);

/// Reads 128 gaps of `bits` bits and sums them up, starting after `before`.
void parlance_unpack_gaps_128(
    const uint8_t *input, uint32_t bits, uint32_t before, uint32_t *values);

/// Reads up to `count` (gap, frequency) pairs of variable length; returns how many were there.
///
/// A gap is doubled; its lowest bit is set if the frequency is 1 and left out.
uint32_t parlance_decode_tail(
    const uint8_t *input, size_t length, uint32_t count, uint32_t before, uint32_t *documents,
    uint32_t *frequencies);

/// The first index from `from` whose document is at least `target`, or `count`.
uint32_t parlance_lower_bound(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t target);

/// What a posting's score depends on beside its frequency.
typedef struct {
  /// One length byte a document.
  const uint8_t *norms;
  /// 16 rows of 256 numbers: `f / (f + K[norm])` for frequencies below 16.
  const float *saturations;
  /// 256 numbers: `K[norm]`.
  const float *lengths;
} parlance_similarity;

/// Scores postings: `weight * f / (f + K[norm])`.
void parlance_score(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t count,
    const parlance_similarity *similarity, float weight, float *scores);

/// Adds the scores of the postings below `end` to `sums[document - start]` and marks them in `hits`.
///
/// Begins at `from`; returns the index of the first posting not used. `hits` may be NULL.
uint32_t parlance_accumulate_postings(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    float *sums, uint64_t *hits);

/// The same with scores that are known already.
uint32_t parlance_accumulate_scores(
    const uint32_t *documents, const float *scores, uint32_t from, uint32_t count, uint32_t start,
    uint32_t end, float *sums, uint64_t *hits);

/// Writes `start` + the number of every set bit, in order; returns how many there are.
uint32_t parlance_list_bits(
    const uint64_t *bits, uint32_t words, uint32_t start, uint32_t *documents);

/// Takes the sums of the listed documents out of a window, leaving zeros.
void parlance_take_sums(
    const uint32_t *documents, uint32_t count, uint32_t start, float *sums, float *scores);

/// Adds 1 to the counter of each listed document's value in a column of 1, 2 or 4 bytes a document.
void parlance_count_values(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    uint32_t *counters);

/// The documents whose value has a nonzero byte in `allowed` stay, with their scores.
///
uint32_t parlance_filter_values(
    uint32_t *documents, float *scores, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed);

/// Marks what fails a filter: `state` is 0 for none, the filter's number for one, 255 for several.
void parlance_mark_failures(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed, uint8_t number, uint8_t *states);

/// Copies the documents with `state` to `output`; returns how many.
uint32_t parlance_select_state(
    const uint32_t *documents, const uint8_t *states, uint32_t count, uint8_t state,
    uint32_t *output);

/// Lists the indexes of scores of at least `threshold`; returns how many.
uint32_t parlance_at_least(
    const float *scores, uint32_t count, float threshold, uint32_t *indexes);

/// Whether bit `index` of `flags` is set, read atomically.
int parlance_flag(const uint8_t *flags, size_t index);

/// Sets bit `index` of `flags` atomically.
void parlance_set_flag(uint8_t *flags, size_t index);

#endif
