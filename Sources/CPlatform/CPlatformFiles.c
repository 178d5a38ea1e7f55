#define _GNU_SOURCE
#include "CPlatformFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void fill(parlance_file_identity *identity, const struct stat *status) {
  identity->size = status->st_size;
  identity->modified_seconds = status->st_mtim.tv_sec;
  identity->modified_nanoseconds = status->st_mtim.tv_nsec;
  identity->changed_seconds = status->st_ctim.tv_sec;
  identity->changed_nanoseconds = status->st_ctim.tv_nsec;
  identity->accessed_seconds = status->st_atim.tv_sec;
  identity->accessed_nanoseconds = status->st_atim.tv_nsec;
  identity->inode = status->st_ino;
  identity->device = status->st_dev;
  identity->link_count = status->st_nlink;
  identity->mode = status->st_mode;
  identity->owner = status->st_uid;
  identity->group = status->st_gid;
}

/// Repeats a call that a signal interrupted.
static int open_retrying(const char *path, int flags, mode_t mode) {
  int descriptor;
  do descriptor = open(path, flags, mode);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

int parlance_open_document(const char *path, parlance_file_identity *identity) {
  int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  int descriptor = open_retrying(path, flags, 0);
  if (descriptor < 0) return -1;
  struct stat status;
  int error = fstat(descriptor, &status) != 0 ? errno : 0;
  if (error == 0 && !S_ISREG(status.st_mode)) error = EINVAL;
  if (error != 0) {
    close(descriptor);
    errno = error;
    return -1;
  }
  fill(identity, &status);
  return descriptor;
}

int parlance_identify(const char *path, parlance_file_identity *identity) {
  struct stat status;
  if (lstat(path, &status) != 0) return -1;
  fill(identity, &status);
  return 0;
}

int parlance_create_exclusively(const char *path) {
  return open_retrying(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int parlance_write_all(int descriptor, const void *bytes, size_t length) {
  const char *cursor = bytes;
  while (length > 0) {
    ssize_t written = write(descriptor, cursor, length);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    cursor += written;
    length -= (size_t)written;
  }
  return 0;
}

/// Copies every extended attribute; those the target already has with that value stay.
static int copy_attributes(int source, int target) {
  ssize_t length = flistxattr(source, NULL, 0);
  if (length < 0) return errno == ENOTSUP ? 0 : errno;
  if (length == 0) return 0;
  char *names = malloc((size_t)length);
  if (names == NULL) return ENOMEM;
  length = flistxattr(source, names, (size_t)length);
  int error = length < 0 ? errno : 0;
  char *value = malloc(XATTR_SIZE_MAX);
  char *present = malloc(XATTR_SIZE_MAX);
  if (value == NULL || present == NULL) error = ENOMEM;
  for (char *name = names; error == 0 && name < names + length; name += strlen(name) + 1) {
    ssize_t size = fgetxattr(source, name, value, XATTR_SIZE_MAX);
    if (size < 0) {
      error = errno == ENODATA ? 0 : errno;
      continue;
    }
    ssize_t there = fgetxattr(target, name, present, XATTR_SIZE_MAX);
    if (there == size && memcmp(value, present, (size_t)size) == 0) continue;
    if (fsetxattr(target, name, value, (size_t)size, 0) != 0) error = errno;
  }
  free(names);
  free(value);
  free(present);
  return error;
}

int parlance_carry_over(
    int descriptor, int source, const parlance_file_identity *identity, int keep_times) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return errno;
  if ((status.st_uid != identity->owner || status.st_gid != identity->group) &&
      fchown(descriptor, identity->owner, identity->group) != 0)
    return errno;
  int error = source >= 0 ? copy_attributes(source, descriptor) : 0;
  if (error != 0) return error;
  if (fchmod(descriptor, identity->mode & 07777) != 0) return errno;
  struct timespec times[2] = {
      {identity->accessed_seconds, identity->accessed_nanoseconds},
      {identity->modified_seconds, identity->modified_nanoseconds}};
  if (!keep_times) times[1].tv_nsec = UTIME_OMIT;
  return futimens(descriptor, times) != 0 ? errno : 0;
}

int parlance_sync_file_system(const char *path) {
  int descriptor = open_retrying(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  if (descriptor < 0) return errno;
  int error = syncfs(descriptor) != 0 ? errno : 0;
  close(descriptor);
  return error;
}

int parlance_sync_folder(const char *path) {
  int descriptor = open_retrying(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0) return errno;
  int error = fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP ? errno : 0;
  close(descriptor);
  return error;
}

int parlance_rename_exclusively(const char *from, const char *to) {
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  // The file system does not know the flag: look first, which leaves a moment between.
  struct stat status;
  if (lstat(to, &status) == 0) return EEXIST;
  return rename(from, to) != 0 ? errno : 0;
}

ssize_t parlance_get_attribute(const char *path, const char *name, void *buffer, size_t capacity) {
  return lgetxattr(path, name, buffer, capacity);
}

int parlance_set_attribute(const char *path, const char *name, const void *value, size_t length) {
  return lsetxattr(path, name, value, length, 0) != 0 ? errno : 0;
}

int parlance_remove_attribute(const char *path, const char *name) {
  return lremovexattr(path, name) != 0 ? errno : 0;
}

int parlance_lock_file(const char *path) {
  int descriptor = open_retrying(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor < 0) return -1;
  int result;
  do result = flock(descriptor, LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  if (result == 0) return descriptor;
  int error = errno;
  close(descriptor);
  errno = error;
  return -1;
}
