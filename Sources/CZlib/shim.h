// Deflate, inflate and CRC-32.
#ifndef PARLANCE_CZLIB_SHIM_H
#define PARLANCE_CZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

// `inflateInit2` and `deflateInit2` are macros that pass the header's version and struct size.
static inline int parlance_inflate_init(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
static inline int parlance_deflate_init(z_stream *stream, int level, int windowBits) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
}

// CRC-32 of `length` bytes, in the pieces that `crc32` with its 32-bit length can take.
static inline unsigned long parlance_crc32(const void *bytes, size_t length) {
  const unsigned char *cursor = (const unsigned char *)bytes;
  unsigned long sum = crc32(0, Z_NULL, 0);
  while (length > 0) {
    unsigned piece = length > 0x40000000 ? 0x40000000 : (unsigned)length;
    sum = crc32(sum, cursor, piece);
    cursor += piece;
    length -= piece;
  }
  return sum;
}

#endif
