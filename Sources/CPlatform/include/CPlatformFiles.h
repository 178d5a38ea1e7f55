// What replacing files durably needs of the kernel and Glibc's Swift overlay does not reach.
//
// Paths may be of any length: what is too long for one call is reached folder by folder.
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

/// Opens a regular file for reading, never a link, and never waiting for a FIFO or device.
///
/// Returns the descriptor, or -1 with `errno`: ELOOP for a symbolic link, EINVAL for anything else
/// that is no regular file.
int parlance_open_document(const char *path, parlance_file_identity *identity);

/// `lstat`: 0, or -1 with `errno`.
int parlance_identify(const char *path, parlance_file_identity *identity);

/// Whether the effective user may write a file: 0, or `errno`.
int parlance_may_write(const char *path);

/// Whether this process could give a new file this owner and group: 1, or 0.
int parlance_may_own(uint32_t owner, uint32_t group);

/// Whether a symbolic link stands anywhere above the last name of a path: ELOOP if so, 0 if not,
/// ENOENT or ENOTDIR if the folder is gone. A kernel that cannot tell (before 5.6) says 0.
int parlance_has_link_above(const char *path);

/// Creates a file that must not exist, with mode 0600; the descriptor, or -1 with `errno`.
int parlance_create_exclusively(const char *path);

/// Deletes a file: 0, or `errno`.
int parlance_delete(const char *path);

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

/// Gives an open file owner, mode, times and, if `source` is not negative, all extended attributes
/// of another one.
///
/// Returns 0, or `errno`. Owner and group are only set where they differ. `keep_times` 0 leaves the
/// time of the last change alone.
int parlance_carry_over(
    int descriptor, int source, const parlance_file_identity *identity, int keep_times);

/// `syncfs` of the file system that holds `path`: 0, or `errno`.
int parlance_sync_file_system(const char *path);

/// `fsync` of a folder: 0, or `errno`; a file system that cannot is no failure.
int parlance_sync_folder(const char *path);

/// Gives each of two files the other's name, in one step: 0, or `errno`: EINVAL where the file system
/// cannot, ENOENT if one is gone.
int parlance_exchange(const char *one, const char *other);

/// Renames a file, replacing what has the new name: 0, or `errno`.
int parlance_rename(const char *from, const char *to);

/// Renames a file to a name that must not exist: 0, or `errno`.
int parlance_rename_exclusively(const char *from, const char *to);

/// Reads an extended attribute: its length (into `buffer` up to `capacity`), or -1 with `errno`.
ssize_t parlance_get_attribute(const char *path, const char *name, void *buffer, size_t capacity);

/// Sets an extended attribute of a file, not of what it links to: 0, or `errno`.
///
/// `exists` says whether the file has one of that name; EEXIST or ENODATA if that is not so any more.
int parlance_set_attribute(
    const char *path, const char *name, const void *value, size_t length, int exists);

/// Removes an extended attribute: 0, or `errno`.
int parlance_remove_attribute(const char *path, const char *name);

/// Opens or makes a lock file and locks it without waiting.
///
/// Returns the descriptor, which holds the lock until it is closed or the process ends, or -1 with
/// `errno`: EWOULDBLOCK if another process holds it.
int parlance_lock_file(const char *path);

#endif
