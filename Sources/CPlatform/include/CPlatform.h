// Calls of the C library and the kernel that Glibc's Swift overlay does not reach.
#ifndef PARLANCE_CPLATFORM_H
#define PARLANCE_CPLATFORM_H

#include "interrupts.h"

#include <stddef.h>
#include <stdint.h>

#include "CPlatformFiles.h"

/// Maps a whole regular file read-only and privately; the mapping survives the descriptor.
///
/// Returns NULL with `errno` set on failure; `*length` receives the size in bytes. An empty file
/// yields NULL with `errno` 0 and `*length` 0. `random` advises the kernel against read-ahead.
const void *parlance_map_file(const char *path, size_t *length, int random);

/// Releases a mapping made by `parlance_map_file`.
void parlance_unmap(const void *pointer, size_t length);

/// Writes `length` bytes to a new file at `path` (mode 0644), complete and fsynced, or fails.
///
/// The bytes go to a temporary file in the same folder, which then replaces `path` by rename; the
/// folder is fsynced. Returns 0, or `errno` of the failing call; no temporary file is left then.
int parlance_write_atomically(const char *path, const void *bytes, size_t length);

/// The system's words for an error number, in `buffer` or in static memory.
const char *parlance_error_words(int error, char *buffer, size_t length);

#endif
