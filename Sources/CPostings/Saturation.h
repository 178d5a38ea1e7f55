// How much a frequency counts in a document of a length, for the loops that score.
#ifndef PARLANCE_SATURATION_H
#define PARLANCE_SATURATION_H

#include "CPostings.h"

static inline float saturation(
    const parlance_similarity *similarity, uint32_t frequency, uint8_t norm) {
  if (frequency < 16) return similarity->saturations[frequency << 8 | norm];
  return (float)frequency / ((float)frequency + similarity->lengths[norm]);
}

#endif
