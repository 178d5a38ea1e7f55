// What replacing files durably needs of the kernel and Glibc's Swift overlay does not reach.
//
// Files are named in a folder that is held open: what becomes of its path meanwhile changes nothing.
#ifndef PARLANCE_CPLATFORM_FILES_H
#define PARLANCE_CPLATFORM_FILES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What identifies a file and what a replacement has to carry over.
typedef struct {
  int64_t size;
  int64_t modified_seconds;
  int64_t modified_nanoseconds;
  int64_t changed_seconds;
  int64_t changed_nanoseconds;
  int64_t accessed_seconds;
  int64_t accessed_nanoseconds;
  uint64_t inode;
  uint64_t device;
  uint64_t link_count;
  uint32_t mode;
  uint32_t owner;
  uint32_t group;
} parlance_file_identity;

/// Opens a folder to name files in it; unless links are to be followed, no name of its path may be one, and
/// the path may be of any length.
///
/// Returns the descriptor, or -1 with `errno`: ELOOP for a symbolic link anywhere in the path.
int parlance_hold_folder(const char *path, int follow);

/// Opens a regular file for reading, never a link, and never waiting for a FIFO or device.
///
/// Returns the descriptor, or -1 with `errno`: ELOOP for a symbolic link, EINVAL for anything else
/// that is no regular file.
int parlance_open_document(int folder, const char *name, parlance_file_identity *identity);

/// `lstat`: 0, or -1 with `errno`.
int parlance_identify(int folder, const char *name, parlance_file_identity *identity);

/// `fstat`: 0, or -1 with `errno`.
int parlance_identify_open(int file, parlance_file_identity *identity);

/// Whether the effective user may write a file: 0, or `errno`.
int parlance_may_write(int folder, const char *name);

/// Whether this process could give a new file this owner and group: 1, or 0.
int parlance_may_own(uint32_t owner, uint32_t group);

/// Creates a file that must not exist; the descriptor, or -1 with `errno`.
int parlance_create_exclusively(int folder, const char *name, uint32_t mode);

/// Deletes a file: 0, or `errno`.
int parlance_delete(int folder, const char *name);

/// Asks the kernel to notice who opens the file of a descriptor for writing, which must be open for
/// reading only: 0; EAGAIN if somebody has it open for writing; another `errno` where the file system
/// or the rights do not allow it.
///
/// Whoever opens it for writing waits until `parlance_stop_watching`, or until it is closed.
int parlance_watch(int descriptor);

/// Whether nobody has tried to open the watched file for writing: 1, or 0.
int parlance_is_undisturbed(int descriptor);

/// Ends what `parlance_watch` began.
void parlance_stop_watching(int descriptor);

/// Writes all bytes, however many calls it takes: 0, or `errno`.
int parlance_write_all(int descriptor, const void *bytes, size_t length);

/// Gives an open file the time of its last change. Returns 0 or `errno`.
int parlance_set_modified(int file, int64_t seconds, int64_t nanoseconds);

/// Gives an open file owner, mode, times and, if `source` is not negative, all extended attributes
/// of another one.
///
/// Returns 0, or `errno`. Owner and group are only set where they differ. `keep_times` 0 leaves the
/// time of the last change alone.
int parlance_carry_over(
    int descriptor, int source, const parlance_file_identity *identity, int keep_times);

/// `syncfs` of the file system that holds a file: 0, or `errno`.
int parlance_sync_file_system(int folder, const char *name);

/// `fsync` of a folder: 0, or `errno`; a file system that cannot is no failure.
int parlance_sync_folder(int folder);

/// Gives each of two files the other's name, in one step: 0, or `errno`: EINVAL where the file system
/// cannot, ENOENT if one is gone.
int parlance_exchange(int folder, const char *one, const char *other);

/// Renames a file, replacing what has the new name: 0, or `errno`.
int parlance_rename(int folder, const char *from, const char *to);

/// Renames a file to a name that must not exist: 0, or `errno`.
int parlance_rename_exclusively(int folder, const char *from, const char *to);

/// Reads an extended attribute of an open file: its length (into `buffer` up to `capacity`), or -1 with
/// `errno`.
ssize_t parlance_get_attribute(int file, const char *name, void *buffer, size_t capacity);

/// Reads an extended attribute of a file that the process may have no right to read, where there is `/proc`.
ssize_t parlance_look_at_attribute(
    int folder, const char *file, const char *name, void *buffer, size_t capacity);

/// Sets an extended attribute of an open file: 0, or `errno`.
///
/// `exists` says whether the file has one of that name; EEXIST or ENODATA if that is not so any more.
int parlance_set_attribute(
    int file, const char *name, const void *value, size_t length, int exists);

/// Removes an extended attribute of an open file: 0, or `errno`.
int parlance_remove_attribute(int file, const char *name);

/// Opens or makes a lock file and locks it without waiting.
///
/// Returns the descriptor, which holds the lock until it is closed or the process ends, or -1 with
/// `errno`: EWOULDBLOCK if another process holds it.
int parlance_lock_file(const char *path);

/// The kind of the file system that holds a path, as statfs(2) numbers it; 0 if it cannot be asked.
uint64_t parlance_file_system_kind(const char *path);

#endif
