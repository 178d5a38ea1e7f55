#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
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

/// A place in the file system whose path may be longer than one call takes.
typedef struct {
  int folder;
  const char *name;
} place;

/// Opens the folder of a path that is too long for the kernel, as many steps at a time as fit.
///
/// Returns a place to be closed with `leave`; its folder is `AT_FDCWD` for any other path.
/// `room` is how much longer names in the same folder may be.
static int reach(place *at, const char *path, size_t room) {
  at->folder = AT_FDCWD;
  at->name = path;
  char chunk[PATH_MAX];
  while (strlen(at->name) + room >= PATH_MAX) {
    size_t limit = PATH_MAX - 1 - room;
    size_t length = limit;
    while (length > 0 && at->name[length] != '/') length--;
    if (length == 0) {
      errno = ENAMETOOLONG;
      break;
    }
    memcpy(chunk, at->name, length);
    chunk[length] = 0;
    int next;
    do next = openat(at->folder, chunk, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    while (next < 0 && errno == EINTR);
    if (next < 0) break;
    if (at->folder != AT_FDCWD) close(at->folder);
    at->folder = next;
    at->name += length;
    while (*at->name == '/') at->name++;
  }
  if (strlen(at->name) + room < PATH_MAX) return 0;
  if (at->folder != AT_FDCWD) close(at->folder);
  at->folder = AT_FDCWD;
  return -1;
}

static void leave(place *at) {
  int error = errno;
  if (at->folder != AT_FDCWD) close(at->folder);
  errno = error;
}

/// Opens, again when a signal interrupted.
static int open_retrying(const char *path, int flags, mode_t mode) {
  place at;
  if (reach(&at, path, 0) != 0) return -1;
  int descriptor;
  do descriptor = openat(at.folder, at.name, flags, mode);
  while (descriptor < 0 && errno == EINTR);
  leave(&at);
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
  place at;
  if (reach(&at, path, 0) != 0) return -1;
  int result = fstatat(at.folder, at.name, &status, AT_SYMLINK_NOFOLLOW);
  leave(&at);
  if (result == 0) fill(identity, &status);
  return result;
}

int parlance_may_write(const char *path) {
  place at;
  if (reach(&at, path, 0) != 0) return errno;
  int result = faccessat(at.folder, at.name, W_OK, AT_EACCESS);
  leave(&at);
  return result == 0 ? 0 : errno;
}

int parlance_may_own(uint32_t owner, uint32_t group) {
  // The kernel's own number for the right to give files away; linux/capability.h version 3.
  struct {
    uint32_t version;
    int pid;
  } header = {0x20080522, 0};
  struct {
    uint32_t effective;
    uint32_t permitted;
    uint32_t inheritable;
  } sets[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capget, &header, sets) == 0 && sets[0].effective & 1) return 1;
  if (owner != geteuid()) return 0;
  if (group == getegid()) return 1;
  int count = getgroups(0, NULL);
  gid_t *groups = count > 0 ? malloc((size_t)count * sizeof *groups) : NULL;
  int found = 0;
  if (groups != NULL) count = getgroups(count, groups);
  for (int index = 0; groups != NULL && index < count; index++)
    if (groups[index] == group) found = 1;
  free(groups);
  return found;
}

int parlance_has_link_above(const char *path) {
  // Longer paths are reached in steps that follow no link at their ends: look at each step.
  place at;
  char *copy = strdup(path);
  if (copy == NULL) return ENOMEM;
  char *slash = strrchr(copy, '/');
  if (slash == NULL || slash == copy) {
    free(copy);
    return 0;
  }
  *slash = 0;
  int error = reach(&at, copy, 0) != 0 ? errno : 0;
  if (error == 0) {
    struct open_how how = {
        .flags = O_PATH | O_DIRECTORY | O_CLOEXEC, .resolve = RESOLVE_NO_SYMLINKS};
    long descriptor = syscall(SYS_openat2, at.folder, at.name, &how, sizeof how);
    if (descriptor >= 0) {
      close((int)descriptor);
    } else if (errno == ELOOP || errno == ENOENT || errno == ENOTDIR) {
      error = errno;
    }
    leave(&at);
  }
  free(copy);
  return error;
}

int parlance_create_exclusively(const char *path) {
  return open_retrying(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
}

int parlance_delete(const char *path) {
  place at;
  if (reach(&at, path, 0) != 0) return errno;
  int result = unlinkat(at.folder, at.name, 0);
  leave(&at);
  return result == 0 ? 0 : errno;
}

int parlance_watch(int descriptor) {
  // The kernel tells of a lease to be given up by a signal that would end the process.
  struct sigaction action;
  if (sigaction(SIGIO, NULL, &action) == 0 && action.sa_handler == SIG_DFL) signal(SIGIO, SIG_IGN);
  return fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0 ? 0 : errno;
}

int parlance_is_undisturbed(int descriptor) { return fcntl(descriptor, F_GETLEASE) == F_RDLCK; }

void parlance_stop_watching(int descriptor) { fcntl(descriptor, F_SETLEASE, F_UNLCK); }

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

/// Renames within one folder; both paths differ in their last names only.
static int rename_with(const char *from, const char *to, unsigned flags) {
  place source;
  place target;
  if (reach(&source, from, 0) != 0) return errno;
  if (reach(&target, to, 0) != 0) {
    leave(&source);
    return errno;
  }
  int result = flags == 0
      ? renameat(source.folder, source.name, target.folder, target.name)
      : renameat2(source.folder, source.name, target.folder, target.name, flags);
  leave(&target);
  leave(&source);
  return result == 0 ? 0 : errno;
}

int parlance_exchange(const char *one, const char *other) {
  return rename_with(one, other, RENAME_EXCHANGE);
}

int parlance_rename(const char *from, const char *to) { return rename_with(from, to, 0); }

int parlance_rename_exclusively(const char *from, const char *to) {
  int error = rename_with(from, to, RENAME_NOREPLACE);
  if (error != EINVAL && error != ENOSYS) return error;
  // The file system does not know the flag: look first, which leaves a moment between.
  parlance_file_identity identity;
  if (parlance_identify(to, &identity) == 0) return EEXIST;
  return rename_with(from, to, 0);
}

/// Calls for extended attributes take paths only; a long one is shortened by way of its folder.
static const char *short_path(char buffer[PATH_MAX], const place *at) {
  if (at->folder == AT_FDCWD) return at->name;
  snprintf(buffer, PATH_MAX, "/proc/self/fd/%d/%s", at->folder, at->name);
  return buffer;
}

ssize_t parlance_get_attribute(const char *path, const char *name, void *buffer, size_t capacity) {
  place at;
  char whole[PATH_MAX];
  if (reach(&at, path, 32) != 0) return -1;
  ssize_t result = lgetxattr(short_path(whole, &at), name, buffer, capacity);
  leave(&at);
  return result;
}

int parlance_set_attribute(
    const char *path, const char *name, const void *value, size_t length, int exists) {
  place at;
  char whole[PATH_MAX];
  if (reach(&at, path, 32) != 0) return errno;
  int flags = exists ? XATTR_REPLACE : XATTR_CREATE;
  int result = lsetxattr(short_path(whole, &at), name, value, length, flags);
  leave(&at);
  return result == 0 ? 0 : errno;
}

int parlance_remove_attribute(const char *path, const char *name) {
  place at;
  char whole[PATH_MAX];
  if (reach(&at, path, 32) != 0) return errno;
  int result = lremovexattr(short_path(whole, &at), name);
  leave(&at);
  return result == 0 ? 0 : errno;
}

int parlance_lock_file(const char *path) {
  int descriptor = open_retrying(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return -1;
  int error = parlance_adopt_owner(descriptor, path);
  while (error == 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    if (errno != EINTR) error = errno;
  if (error == 0) return descriptor;
  close(descriptor);
  errno = error;
  return -1;
}
