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

/// Reads 128 frequencies, each stored less 1.
void parlance_unpack_frequencies_128(const uint8_t *input, uint32_t bits, uint32_t *values);

/// Reads up to `count` (gap, frequency) pairs of variable length; returns how many were there.
///
/// A gap is doubled; its lowest bit is set if the frequency is 1 and left out. The documents ascend: what
/// would pass 32 bits is not there.
uint32_t parlance_decode_tail(
    const uint8_t *input, size_t length, uint32_t count, uint32_t before, uint32_t *documents,
    uint32_t *frequencies);

/// The first index from `from` whose document is at least `target`, or `count`.
uint32_t parlance_lower_bound(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t target);

/// The documents of `left` from `*from` on that `right` has, up to the last one of `right`.
///
/// Both ascend; what was passed is left behind in `*from` and `*rightFrom`. Writes the indexes of the
/// pairs and returns how many there are; both outputs need room for all that may be looked at.
uint32_t parlance_intersect(
    const uint32_t *left, uint32_t *from, uint32_t count, const uint32_t *right,
    uint32_t *rightFrom, uint32_t rightCount, uint32_t *places, uint32_t *rightPlaces);

/// The first index from `from` whose document is at least `target`, or `count`; for long lists.
uint32_t parlance_advance(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t target);

/// Passes the positions of `count` postings; 0 if they leave the bytes.
int parlance_skip_positions(const uint8_t *bytes, size_t *offset, size_t end, uint32_t count);

/// Reads the positions of a posting and moves `*offset` behind them; -1 if they leave the bytes.
///
/// Returns how many there are; if `capacity` may be too small it reads nothing, and what it returns is
/// enough.
int64_t parlance_read_positions(
    const uint8_t *bytes, size_t *offset, size_t end, uint32_t *positions, size_t capacity);

/// Counts how often words follow each other directly in each of some documents.
///
/// The positions of word `w` in document `d` are `positions[bounds[w * (documents + 1) + d]]` up to the
/// next bound. `heads` has room for a number for each word.
void parlance_count_phrases(
    const uint32_t *positions, const uint32_t *bounds, uint32_t words, uint32_t documents,
    uint32_t *heads, uint32_t *counts);

/// Counts the places of the first word from which every other is within `reach` of its neighbor.
void parlance_count_near(
    const uint32_t *positions, const uint32_t *bounds, uint32_t words, uint32_t documents,
    uint32_t reach, int ordered, uint32_t *counts);

/// Moves the greatest `limit` keys to the front, in any order.
void parlance_select_greatest(uint64_t *keys, size_t count, size_t limit);

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

/// The same for frequencies that may be sums or fractions, which `scores` has before.
void parlance_score_frequencies(
    const uint32_t *documents, float *scores, uint32_t count,
    const parlance_similarity *similarity, float weight);

/// The same for documents at some places of a list.
void parlance_score_places(
    const uint32_t *documents, const uint32_t *places, const uint32_t *frequencies,
    uint32_t count, const parlance_similarity *similarity, float weight, float *scores);

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

/// Adds the scores of the postings below `end` to `sums[document - start]`, and lists the documents that had none.
///
/// All scores are above 0. Begins at `from`; returns the index of the first posting not used. Raises `*listed`
/// by the number of documents that it writes behind those listed before.
uint32_t parlance_accumulate_new(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    float *sums, uint32_t *list, uint32_t *listed);

/// The same with scores that are known already.
uint32_t parlance_accumulate_new_scores(
    const uint32_t *documents, const float *scores, uint32_t from, uint32_t count, uint32_t start,
    uint32_t end, float *sums, uint32_t *list, uint32_t *listed);

/// A facet by which documents are counted, and filtered, while their scores are added up.
typedef struct {
  /// The number of the set of values of each document, in 1, 2 or 4 bytes.
  const void *column;
  uint32_t width;
  /// For each set 1 if documents with it are let through.
  const uint8_t *allowed;
  /// Four sets of counters, `stride` apart; one with a `stride` of 0.
  uint32_t *counters;
  uint32_t stride;
} parlance_selection;

/// Counts the postings below `end` whose documents are not marked yet, marks them, and adds up and lists those
/// of them that are let through, like `parlance_accumulate_new`.
uint32_t parlance_accumulate_selected(
    const uint32_t *documents, const uint32_t *frequencies, uint32_t from, uint32_t count,
    const parlance_similarity *similarity, float weight, uint32_t start, uint32_t end,
    const parlance_selection *selection, uint8_t *marks, float *sums, uint32_t *list,
    uint32_t *listed);

/// Replaces documents by those of them whose sums are at least `threshold`, ascending, with the sums.
///
/// The documents are all that have sums in the window of `length`, a multiple of 16; it is left with zeros.
/// Returns how many there are. `scores` has room for all, and `documents` for one more.
uint32_t parlance_take_best(
    uint32_t *documents, uint32_t count, uint32_t start, uint32_t length, float threshold,
    float *sums, float *scores);

/// Writes `start` + the number of every set bit, in order; returns how many there are.
uint32_t parlance_list_bits(
    const uint64_t *bits, uint32_t words, uint32_t start, uint32_t *documents);

/// The vector instructions that the loops below may use.
#define PARLANCE_VECTORS_NONE 0
#define PARLANCE_VECTORS_AVX2 1
#define PARLANCE_VECTORS_AVX512 2

/// The best of them that this processor has and `parlance_limit_vectors` allows.
int parlance_vector_level(void);

/// Allows vector instructions up to a level, in all threads; for tests and benchmarks.
void parlance_limit_vectors(int level);

/// Lists the documents of a window whose sums are not 0, with the sums, and leaves zeros.
///
/// `length` is a multiple of 64, and both outputs have room for 16 more than are found.
uint32_t parlance_drain_sums(
    float *sums, uint32_t length, uint32_t start, uint32_t *documents, float *scores);

/// Lists the documents of a window that are marked by a 1, and leaves zeros.
///
/// `length` is a multiple of 64, and the output has room for 16 more than are found.
uint32_t parlance_drain_marks(
    uint8_t *marks, uint32_t length, uint32_t start, uint32_t *documents);

/// Marks the postings below `end` in `marks[document - start]`.
///
/// Begins at `from`; returns the index of the first posting not used.
uint32_t parlance_mark_postings(
    const uint32_t *documents, uint32_t from, uint32_t count, uint32_t start, uint32_t end,
    uint8_t *marks);

/// Takes the sums of the listed documents out of a window, leaving zeros.
void parlance_take_sums(
    const uint32_t *documents, uint32_t count, uint32_t start, float *sums, float *scores);

/// Adds 1 to a counter of each listed document's value in a column of 1, 2 or 4 bytes a document.
///
/// There are four sets of counters, `stride` apart, to be added up: neighbors often have the same value,
/// and one counter could not be raised twice without waiting. With a `stride` of 0 there is one.
void parlance_count_values(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    uint32_t *counters, uint32_t stride);

/// Counts documents like `parlance_count_values`, and leaves those whose value is allowed.
///
/// `scores` may be NULL. Returns how many are left, at the front of both lists.
uint32_t parlance_count_and_keep(
    uint32_t *documents, float *scores, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed, uint32_t *counters, uint32_t stride);

/// Marks what fails a filter: `state` is 0 for none, the filter's number for one, 255 for several.
void parlance_mark_failures(
    const uint32_t *documents, uint32_t count, const void *column, uint32_t width,
    const uint8_t *allowed, uint8_t number, uint8_t *states);

/// Where bytes stand first within words, from `from` on; `count` if nowhere.
size_t parlance_next_part(
    const uint8_t *words, size_t from, size_t count, const uint8_t *part, size_t length);

/// The highest number in a column, 0 if it is empty.
uint32_t parlance_highest_value(const void *column, uint32_t width, uint32_t count);

/// Copies the documents with `state` to `output`; returns how many.
uint32_t parlance_select_state(
    const uint32_t *documents, const uint8_t *states, uint32_t count, uint8_t state,
    uint32_t *output);

/// Lists the indexes of scores of at least `threshold`; returns how many.
uint32_t parlance_at_least(
    const float *scores, uint32_t count, float threshold, uint32_t *indexes);

/// Adds numbers times a scale to sums.
void parlance_add_scaled(float *sums, const int8_t *numbers, float scale, uint32_t count);

/// The sum of the products of two rows of at most 65,536 numbers.
int32_t parlance_dot(const int8_t *left, const int8_t *right, uint32_t count);

/// Whether bit `index` of `flags` is set, read atomically.
int parlance_flag(const uint8_t *flags, size_t index);

/// Sets bit `index` of `flags` atomically.
void parlance_set_flag(uint8_t *flags, size_t index);

#endif
