#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const void *parlance_map_file(const char *path, size_t *length, int random) {
  *length = 0;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) return NULL;
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    int error = errno;
    close(descriptor);
    errno = error;
    return NULL;
  }
  if (!S_ISREG(status.st_mode)) {
    close(descriptor);
    errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    return NULL;
  }
  if (status.st_size == 0) {
    close(descriptor);
    errno = 0;
    return NULL;
  }
  void *pointer = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  int error = errno;
  close(descriptor);
  if (pointer == MAP_FAILED) {
    errno = error;
    return NULL;
  }
  if (random) madvise(pointer, (size_t)status.st_size, MADV_RANDOM);
  *length = (size_t)status.st_size;
  return pointer;
}

void parlance_unmap(const void *pointer, size_t length) {
  if (pointer != NULL && length > 0) munmap((void *)pointer, length);
}

/// Fsyncs the folder that holds `path`, so that a rename in it survives a power loss.
static int sync_folder(const char *path) {
  char copy[PATH_MAX];
  if (strlen(path) >= sizeof copy) return ENAMETOOLONG;
  strcpy(copy, path);
  int folder = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return errno;
  int result = fsync(folder) == 0 ? 0 : errno;
  close(folder);
  return result;
}

int parlance_write_atomically(const char *path, const void *bytes, size_t length) {
  char temporary[PATH_MAX];
  if (snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= (int)sizeof temporary)
    return ENAMETOOLONG;
  int descriptor = mkostemp(temporary, O_CLOEXEC);
  if (descriptor < 0) return errno;
  int error = 0;
  const char *cursor = bytes;
  size_t left = length;
  while (left > 0 && error == 0) {
    ssize_t written = write(descriptor, cursor, left);
    if (written < 0) {
      if (errno != EINTR) error = errno;
    } else {
      cursor += written;
      left -= (size_t)written;
    }
  }
  if (error == 0 && fchmod(descriptor, 0644) != 0) error = errno;
  if (error == 0 && fsync(descriptor) != 0) error = errno;
  if (close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary, path) != 0) error = errno;
  if (error != 0) {
    unlink(temporary);
    return error;
  }
  return sync_folder(path);
}

const char *parlance_error_words(int error, char *buffer, size_t length) {
  return strerror_r(error, buffer, length);
}
