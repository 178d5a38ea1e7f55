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
#include <sys/vfs.h>
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

/// Opens a folder by its names, one after the other: for a kernel before 5.6, or a sandbox that knows no
/// more.
static int hold_step_by_step(int folder, const char *path) {
  char name[NAME_MAX + 1];
  while (folder >= 0 && *path != 0) {
    size_t length = strcspn(path, "/");
    if (length > NAME_MAX) {
      close(folder);
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(name, path, length);
    name[length] = 0;
    int next = openat(folder, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int error = errno;
    // A link is told from a file only by looking once more.
    struct stat status;
    if (next < 0 && error == ENOTDIR && fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(status.st_mode))
      error = ELOOP;
    close(folder);
    errno = error;
    folder = next;
    path += length;
    while (*path == '/') path++;
  }
  return folder;
}

/// Opens the folder at a path beneath another, which is closed; no name of the path may be a link.
static int hold_beneath(int folder, const char *path) {
  if (folder < 0 || *path == 0) return folder;
  struct open_how how = {
      .flags = O_PATH | O_DIRECTORY | O_CLOEXEC,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  // The kernel gives up when folders are moved at that moment; whoever moves them on and on is refused.
  for (int tries = 0; tries < 64; tries++) {
    long next = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (next < 0 && (errno == ENOSYS || errno == EPERM)) return hold_step_by_step(folder, path);
    if (next < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    int error = errno;
    close(folder);
    errno = error;
    return (int)next;
  }
  close(folder);
  errno = EAGAIN;
  return -1;
}

int parlance_hold_folder(const char *path, int follow) {
  if (follow) return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  int folder = open(path[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  while (*path == '/') path++;
  char part[PATH_MAX];
  // What is too long for one call is reached in as few steps as hold it.
  while (folder >= 0 && strlen(path) >= PATH_MAX) {
    size_t length = PATH_MAX - 1;
    while (length > 0 && path[length] != '/') length--;
    if (length == 0) {
      close(folder);
      errno = ENAMETOOLONG;
      return -1;
    }
    memcpy(part, path, length);
    part[length] = 0;
    folder = hold_beneath(folder, part);
    path += length;
    while (*path == '/') path++;
  }
  return hold_beneath(folder, path);
}

/// Opens, again when a signal interrupted.
static int open_retrying(int folder, const char *name, int flags, mode_t mode) {
  int descriptor;
  do descriptor = openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, mode);
  while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

int parlance_open_document(int folder, const char *name, parlance_file_identity *identity) {
  int descriptor = open_retrying(folder, name, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
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

int parlance_identify(int folder, const char *name, parlance_file_identity *identity) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return -1;
  fill(identity, &status);
  return 0;
}

int parlance_identify_open(int file, parlance_file_identity *identity) {
  struct stat status;
  if (fstat(file, &status) != 0) return -1;
  fill(identity, &status);
  return 0;
}

int parlance_may_write(int folder, const char *name) {
  return faccessat(folder, name, W_OK, AT_EACCESS) == 0 ? 0 : errno;
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

int parlance_create_exclusively(int folder, const char *name, uint32_t mode) {
  return open_retrying(folder, name, O_WRONLY | O_CREAT | O_EXCL, mode);
}

int parlance_delete(int folder, const char *name) {
  return unlinkat(folder, name, 0) == 0 ? 0 : errno;
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

int parlance_set_modified(int file, int64_t seconds, int64_t nanoseconds) {
  struct timespec times[2] = {{0, UTIME_OMIT}, {seconds, nanoseconds}};
  return futimens(file, times) != 0 ? errno : 0;
}

int parlance_sync_file_system(int folder, const char *name) {
  int descriptor = open_retrying(folder, name, O_RDONLY | O_NONBLOCK, 0);
  if (descriptor < 0) return errno;
  int error = syncfs(descriptor) != 0 ? errno : 0;
  close(descriptor);
  return error;
}

int parlance_sync_folder(int folder) {
  int descriptor = open_retrying(folder, ".", O_RDONLY | O_DIRECTORY, 0);
  if (descriptor < 0) return errno;
  int error = fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP ? errno : 0;
  close(descriptor);
  return error;
}

static int rename_with(int folder, const char *from, const char *to, unsigned flags) {
  int result = flags == 0 ? renameat(folder, from, folder, to)
                          : renameat2(folder, from, folder, to, flags);
  return result == 0 ? 0 : errno;
}

int parlance_exchange(int folder, const char *one, const char *other) {
  return rename_with(folder, one, other, RENAME_EXCHANGE);
}

int parlance_rename(int folder, const char *from, const char *to) {
  return rename_with(folder, from, to, 0);
}

int parlance_rename_exclusively(int folder, const char *from, const char *to) {
  int error = rename_with(folder, from, to, RENAME_NOREPLACE);
  if (error != EINVAL && error != ENOSYS) return error;
  // The file system does not know the flag: look first, which leaves a moment between.
  parlance_file_identity identity;
  if (parlance_identify(folder, to, &identity) == 0) return EEXIST;
  return rename_with(folder, from, to, 0);
}

ssize_t parlance_get_attribute(int file, const char *name, void *buffer, size_t capacity) {
  return fgetxattr(file, name, buffer, capacity);
}

ssize_t parlance_look_at_attribute(
    int folder, const char *file, const char *name, void *buffer, size_t capacity) {
  // Looking asks for no right to read, opening does; the kernel takes paths only.
  char path[NAME_MAX + 32];
  int length = snprintf(path, sizeof path, "/proc/self/fd/%d/%s", folder, file);
  if (length < 0 || (size_t)length >= sizeof path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  ssize_t result = lgetxattr(path, name, buffer, capacity);
  if (result >= 0 || (errno != ENOENT && errno != ENOTDIR)) return result;
  // Without /proc, what may be read can be looked at as well.
  int descriptor = open_retrying(folder, file, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);
  if (descriptor < 0) return -1;
  result = fgetxattr(descriptor, name, buffer, capacity);
  int error = errno;
  close(descriptor);
  errno = error;
  return result;
}

int parlance_set_attribute(
    int file, const char *name, const void *value, size_t length, int exists) {
  int flags = exists ? XATTR_REPLACE : XATTR_CREATE;
  return fsetxattr(file, name, value, length, flags) == 0 ? 0 : errno;
}

int parlance_remove_attribute(int file, const char *name) {
  return fremovexattr(file, name) == 0 ? 0 : errno;
}

int parlance_lock_file(const char *path) {
  int descriptor = open_retrying(AT_FDCWD, path, O_RDWR | O_CREAT, 0600);
  if (descriptor < 0) return -1;
  int error = parlance_adopt_owner(descriptor, path);
  while (error == 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0)
    if (errno != EINTR) error = errno;
  if (error == 0) return descriptor;
  close(descriptor);
  errno = error;
  return -1;
}

uint64_t parlance_file_system_kind(const char *path) {
  struct statfs status;
  return statfs(path, &status) == 0 ? (uint64_t)status.f_type : 0;
}
