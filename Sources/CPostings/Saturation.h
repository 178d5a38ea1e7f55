// How much a frequency counts in a document of a length, for the loops that score.
#ifndef PARLANCE_SATURATION_H
#define PARLANCE_SATURATION_H

#include "CPostings.h"

// Each operation rounds, so that a document's score is the same by whichever loop and processor it comes about: where a
// product and a sum are one instruction (aarch64), clang would make them one in some loops and not in others.
#pragma STDC FP_CONTRACT OFF

static inline float saturation(
    const parlance_similarity *similarity, uint32_t frequency, uint8_t norm) {
  if (frequency < 16) return similarity->saturations[frequency << 8 | norm];
  return (float)frequency / ((float)frequency + similarity->lengths[norm]);
}

#endif
