#define _GNU_SOURCE
#include "CPlatform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libgen.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
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

void parlance_forget_pages(const void *pointer, size_t length) {
  if (length > 0) madvise((void *)pointer, length, MADV_DONTNEED);
}

uint64_t *parlance_read_count(void) {
  static _Thread_local uint64_t count;
  return &count;
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

int parlance_atomic_begin(parlance_atomic_file *file, const char *path) {
  file->error = 0;
  file->length = 0;
  file->descriptor = -1;
  if (snprintf(file->temporary, sizeof file->temporary, "%s.parlance-XXXXXX", path)
      >= (int)sizeof file->temporary)
    return ENAMETOOLONG;
  file->descriptor = mkostemp(file->temporary, O_CLOEXEC);
  if (file->descriptor < 0) return errno;
  int error = parlance_adopt_rights(file->descriptor, path);
  if (error != 0) parlance_atomic_abandon(file);
  return error;
}

/// Has the disk begin with every few megabytes, so that the final fsync has little left to wait for.
static void start_writing_back(parlance_atomic_file *file, uint64_t count) {
  const uint64_t stretch = 8 << 20;
  uint64_t before = file->length / stretch;
  file->length += count;
  uint64_t after = file->length / stretch;
  if (after > before)
    sync_file_range(file->descriptor, (off64_t)(before * stretch),
        (off64_t)((after - before) * stretch), SYNC_FILE_RANGE_WRITE);
}

void parlance_atomic_append(parlance_atomic_file *file, const void *bytes, size_t length) {
  const char *cursor = bytes;
  while (length > 0 && file->error == 0) {
    ssize_t written = write(file->descriptor, cursor, length);
    if (written < 0) {
      if (errno != EINTR) file->error = errno;
    } else {
      cursor += written;
      length -= (size_t)written;
      start_writing_back(file, (uint64_t)written);
    }
  }
}

void parlance_atomic_overwrite(parlance_atomic_file *file, const void *bytes, size_t length) {
  if (file->error != 0) return;
  ssize_t written;
  do written = pwrite(file->descriptor, bytes, length, 0);
  while (written < 0 && errno == EINTR);
  if (written < 0) file->error = errno;
  else if ((size_t)written < length) file->error = ENOSPC;
}

void parlance_atomic_abandon(parlance_atomic_file *file) {
  if (file->descriptor < 0) return;
  close(file->descriptor);
  unlink(file->temporary);
  file->descriptor = -1;
}

int parlance_atomic_commit(parlance_atomic_file *file, const char *path) {
  int error = file->error;
  if (error == 0 && fsync(file->descriptor) != 0) error = errno;
  if (close(file->descriptor) != 0 && error == 0) error = errno;
  file->descriptor = -1;
  if (error == 0 && rename(file->temporary, path) != 0) error = errno;
  if (error != 0) {
    unlink(file->temporary);
    return error;
  }
  return sync_folder(path);
}

int parlance_write_atomically(const char *path, const void *bytes, size_t length) {
  parlance_atomic_file file;
  int error = parlance_atomic_begin(&file, path);
  if (error != 0) return error;
  parlance_atomic_append(&file, bytes, length);
  return parlance_atomic_commit(&file, path);
}

const char *parlance_error_words(int error, char *buffer, size_t length) {
  return strerror_r(error, buffer, length);
}

int parlance_is_shared_folder(uint32_t mode) {
  return (mode & S_ISGID) != 0 && (mode & S_IRGRP) != 0 && (mode & 0007) == 0;
}

/// The folder that `path` lies in, and the new file; the file gets the folder's owner if root made it.
static int adopt(int descriptor, const char *path, struct stat *folder, struct stat *file) {
  char copy[PATH_MAX];
  if (strlen(path) >= sizeof copy) return ENAMETOOLONG;
  strcpy(copy, path);
  if (stat(dirname(copy), folder) != 0 || fstat(descriptor, file) != 0) return errno;
  // What root writes into the workspace of another account, that account must be able to use.
  int differs = file->st_uid != folder->st_uid || file->st_gid != folder->st_gid;
  return geteuid() == 0 && differs && fchown(descriptor, folder->st_uid, folder->st_gid) != 0
      ? errno
      : 0;
}

int parlance_adopt_owner(int descriptor, const char *path) {
  struct stat folder, file;
  return adopt(descriptor, path, &folder, &file);
}

int parlance_adopt_rights(int descriptor, const char *path) {
  struct stat folder, file;
  int error = adopt(descriptor, path, &folder, &file);
  if (error != 0 || !parlance_is_shared_folder(folder.st_mode)) return error;
  return fchmod(descriptor, S_ISDIR(file.st_mode) ? 02750 : 0640) != 0 ? errno : 0;
}

static void fill_stamp(parlance_file_stamp *stamp, const struct stat *status) {
  stamp->size = status->st_size;
  stamp->modified_seconds = status->st_mtim.tv_sec;
  stamp->modified_nanoseconds = status->st_mtim.tv_nsec;
}

int parlance_open_folder(int parent, const char *name, int follow) {
  int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  return openat(parent < 0 ? AT_FDCWD : parent, name, follow ? flags : flags | O_NOFOLLOW);
}

static int kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) return PARLANCE_ENTRY_FILE;
  if (S_ISDIR(mode)) return PARLANCE_ENTRY_FOLDER;
  return S_ISLNK(mode) ? PARLANCE_ENTRY_SYMBOLIC_LINK : PARLANCE_ENTRY_SPECIAL;
}

int parlance_origin(int file, uint64_t *inode, int64_t *made_seconds, int64_t *made_nanoseconds) {
  struct statx status;
  if (statx(file, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &status) != 0) return errno;
  if ((status.stx_mask & STATX_BTIME) == 0 || status.stx_btime.tv_sec == 0) return ENODATA;
  *inode = status.stx_ino;
  *made_seconds = status.stx_btime.tv_sec;
  *made_nanoseconds = status.stx_btime.tv_nsec;
  return 0;
}

/// Finds out the kind of an entry, and the stamp of a file.
static void inspect_entry(int folder, unsigned char type, parlance_folder_entry *entry) {
  switch (type) {
    case DT_DIR: entry->kind = PARLANCE_ENTRY_FOLDER; return;
    case DT_LNK: entry->kind = PARLANCE_ENTRY_SYMBOLIC_LINK; return;
    case DT_REG:
    case DT_UNKNOWN: break;
    default: entry->kind = PARLANCE_ENTRY_SPECIAL; return;
  }
  struct stat status;
  if (fstatat(folder, entry->name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    entry->kind = PARLANCE_ENTRY_FAILED;
    entry->error = errno;
    return;
  }
  entry->kind = kind_of_mode(status.st_mode);
  if (entry->kind != PARLANCE_ENTRY_FILE) return;
  fill_stamp(&entry->stamp, &status);
  entry->changed_seconds = status.st_ctim.tv_sec;
  entry->changed_nanoseconds = status.st_ctim.tv_nsec;
}

static int by_name(const void *left, const void *right) {
  return strcmp(
      ((const parlance_folder_entry *)left)->name, ((const parlance_folder_entry *)right)->name);
}

/// Appends the records of one `getdents64` call: a type byte, the name, a NUL.
static int collect_names(
    const char *buffer, ssize_t got, char **names, size_t *used, size_t *capacity, size_t *count) {
  for (ssize_t position = 0; position < got;) {
    const struct dirent64 *record = (const struct dirent64 *)(buffer + position);
    position += record->d_reclen;
    const char *name = record->d_name;
    if (name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0))) continue;
    size_t length = strlen(name);
    if (*used + length + 2 > *capacity) {
      size_t larger = *capacity * 2 + length + 2;
      char *moved = realloc(*names, larger);
      if (moved == NULL) return ENOMEM;
      *names = moved;
      *capacity = larger;
    }
    (*names)[*used] = (char)record->d_type;
    memcpy(*names + *used + 1, name, length + 1);
    *used += length + 2;
    *count += 1;
  }
  return 0;
}

int parlance_read_folder(int folder, parlance_folder_entry **entries, size_t *count, char **names) {
  static const size_t buffer_size = 64 << 10;
  *entries = NULL;
  *names = NULL;
  *count = 0;
  size_t used = 0, capacity = 0;
  char *buffer = malloc(buffer_size);
  if (buffer == NULL) return ENOMEM;
  int error = 0;
  while (error == 0) {
    ssize_t got = getdents64(folder, buffer, buffer_size);
    if (got < 0) error = errno;
    if (got <= 0) break;
    error = collect_names(buffer, got, names, &used, &capacity, count);
  }
  free(buffer);
  parlance_folder_entry *list = error == 0 ? calloc(*count + 1, sizeof *list) : NULL;
  if (error == 0 && list == NULL) error = ENOMEM;
  if (error != 0) {
    free(*names);
    *names = NULL;
    *count = 0;
    return error;
  }
  const char *cursor = *names;
  for (size_t index = 0; index < *count; index++) {
    list[index].name = cursor + 1;
    list[index].name_length = (uint32_t)strlen(cursor + 1);
    inspect_entry(folder, (unsigned char)cursor[0], &list[index]);
    cursor += list[index].name_length + 2;
  }
  qsort(list, *count, sizeof *list, by_name);
  *entries = list;
  return 0;
}

int parlance_open_beneath(int root, const char *path, parlance_file_stamp *stamp) {
  char name[NAME_MAX + 1];
  int folder = root < 0 ? AT_FDCWD : root;
  int descriptor = -1, error = 0;
  while (error == 0) {
    const char *slash = strchr(path, '/');
    size_t length = slash == NULL ? strlen(path) : (size_t)(slash - path);
    if (length == 0 || length > NAME_MAX) {
      error = length == 0 ? ENOENT : ENAMETOOLONG;
      break;
    }
    memcpy(name, path, length);
    name[length] = 0;
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW;
    int next = strcmp(name, "..") == 0
        ? (errno = EINVAL, -1)
        : openat(folder, name, slash == NULL ? flags : flags | O_DIRECTORY);
    if (next < 0) error = errno;
    // With O_DIRECTORY the kernel takes a link for what is no folder.
    struct stat link;
    if (error == ENOTDIR && fstatat(folder, name, &link, AT_SYMLINK_NOFOLLOW) == 0
        && S_ISLNK(link.st_mode))
      error = ELOOP;
    if (folder != root && folder != AT_FDCWD) close(folder);
    if (error != 0) break;
    if (slash == NULL) {
      descriptor = next;
      break;
    }
    folder = next;
    path = slash + 1;
  }
  struct stat status;
  if (error == 0 && fstat(descriptor, &status) != 0) error = errno;
  if (error == 0 && !S_ISREG(status.st_mode)) error = EINVAL;
  if (error == 0) {
    fill_stamp(stamp, &status);
    return descriptor;
  }
  if (descriptor >= 0) close(descriptor);
  errno = error;
  return -1;
}

static void limit(int resource, uint64_t value) {
  struct rlimit limits = {value, value};
  if (value > 0) setrlimit(resource, &limits);
}

/// The child's side between vfork and exec: system calls only.
static void become_child(
    const char *program, const char *const *arguments, const char *const *environment,
    const char *folder, const parlance_child *child, const int *pipes) {
  struct sigaction normal = {.sa_handler = SIG_DFL};
  for (int number = 1; number < NSIG; number++)
    if (number != SIGKILL && number != SIGSTOP) sigaction(number, &normal, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CPU, child->cpu_seconds);
  limit(RLIMIT_AS, child->memory_bytes);
  limit(RLIMIT_FSIZE, child->file_bytes);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  int input = child->input >= 0 ? child->input : open("/dev/null", O_RDONLY);
  if (dup2(input, 0) < 0 || dup2(pipes[1], 1) < 0 || dup2(pipes[3], 2) < 0) _exit(126);
  close_range(3, ~0u, 0);
  if (folder != NULL && chdir(folder) != 0) _exit(126);
  execve(program, (char *const *)arguments, (char *const *)environment);
  _exit(127);
}

int parlance_start_child(
    const char *program, const char *const *arguments, const char *const *environment,
    const char *folder, parlance_child *child) {
  // Pipe ends above 2, or dup2 onto themselves would leave them close-on-exec.
  int pipes[4];
  if (pipe2(pipes, O_CLOEXEC) != 0) return -1;
  if (pipe2(pipes + 2, O_CLOEXEC) != 0) {
    int error = errno;
    close(pipes[0]);
    close(pipes[1]);
    errno = error;
    return -1;
  }
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = vfork();
  if (process == 0) become_child(program, arguments, environment, folder, child, pipes);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(pipes[1]);
  close(pipes[3]);
  if (process < 0) {
    close(pipes[0]);
    close(pipes[2]);
    errno = error;
    return -1;
  }
  child->output = pipes[0];
  child->error = pipes[2];
  return process;
}

int parlance_memory_file(const void *bytes, size_t length) {
  int descriptor = memfd_create("document", MFD_CLOEXEC);
  if (descriptor < 0) return -1;
  const char *cursor = bytes;
  while (length > 0) {
    ssize_t written = write(descriptor, cursor, length);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      int error = errno;
      close(descriptor);
      errno = error;
      return -1;
    }
    cursor += written;
    length -= (size_t)written;
  }
  lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

const void *parlance_find(
    const void *bytes, size_t length, const void *needle, size_t needle_length) {
  return memmem(bytes, length, needle, needle_length);
}

int parlance_make_temporary_folder(char *path) {
  return mkdtemp(path) != NULL ? 0 : errno;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)status;
  (void)kind;
  (void)place;
  remove(path);
  return 0;
}

void parlance_remove_folder(const char *path) {
  nftw(path, remove_entry, 32, FTW_DEPTH | FTW_MOUNT | FTW_PHYS);
}

int parlance_allowed_processors(void) {
  cpu_set_t set;
  // Fails on machines with more than 1,024 processors, which the set has no room for.
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
