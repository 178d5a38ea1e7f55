#include "CPostings.h"

// As in Saturation.h.
#pragma STDC FP_CONTRACT OFF

void parlance_add_scaled(float *sums, const int8_t *numbers, float scale, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) sums[i] += scale * (float)numbers[i];
}

int32_t parlance_dot(const int8_t *left, const int8_t *right, uint32_t count) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < count; i++) sum += (int32_t)left[i] * right[i];
  return sum;
}
