// Calls of the C library and the kernel that Glibc's Swift overlay does not reach.
#ifndef PARLANCE_CPLATFORM_H
#define PARLANCE_CPLATFORM_H

#include "interrupts.h"

#include <stddef.h>
#include <stdint.h>

#include "CPlatformFiles.h"
#include "CPlatformNetwork.h"

/// Maps a whole regular file read-only and privately; the mapping survives the descriptor.
///
/// Returns NULL with `errno` set on failure; `*length` receives the size in bytes. An empty file
/// yields NULL with `errno` 0 and `*length` 0. `random` advises the kernel against read-ahead.
const void *parlance_map_file(const char *path, size_t *length, int random);

/// Releases a mapping made by `parlance_map_file`.
void parlance_unmap(const void *pointer, size_t length);

/// Takes the pages of a mapped file, which nobody has written to, out of the process's memory.
///
/// They are mapped again when they are read; the system keeps them cached meanwhile.
void parlance_forget_pages(const void *pointer, size_t length);

/// The calling thread's count of elements read; see `ReadMeter`.
uint64_t *parlance_read_count(void);

/// Whether the mode of a folder says that its group may read what lies in it: set-group-ID, readable by
/// the group, and closed to others. 1, or 0.
int parlance_is_shared_folder(uint32_t mode);

/// Gives a new file of a workspace the owner of the folder that `path` lies in, if root made it.
/// Returns 0, or `errno`.
int parlance_adopt_owner(int descriptor, const char *path);

/// `parlance_adopt_owner`, and the rights of the group if the folder is shared. Returns 0, or `errno`.
int parlance_adopt_rights(int descriptor, const char *path);

/// A new file that is not in its place yet.
typedef struct {
  int descriptor;
  int error;
  uint64_t length;
  char temporary[4096];
} parlance_atomic_file;

/// Begins a temporary file in the folder of `path`. Returns 0, or `errno`.
int parlance_atomic_begin(parlance_atomic_file *file, const char *path);

/// Appends to the temporary file; an error is kept, and returned by the commit.
void parlance_atomic_append(parlance_atomic_file *file, const void *bytes, size_t length);

/// Writes over the beginning of the temporary file; an error is kept, and returned by the commit.
void parlance_atomic_overwrite(parlance_atomic_file *file, const void *bytes, size_t length);

/// Removes the temporary file.
void parlance_atomic_abandon(parlance_atomic_file *file);

/// Fsyncs the temporary file, renames it to `path` and fsyncs the folder.
///
/// Returns 0, or `errno` of the first failing call; the temporary file is gone then.
int parlance_atomic_commit(parlance_atomic_file *file, const char *path);

/// Writes `length` bytes to a new file at `path` (mode 0600; 0640 in a shared folder), complete and fsynced, or fails.
///
/// The bytes go to a temporary file in the same folder, which then replaces `path` by rename; the
/// folder is fsynced. Returns 0, or `errno` of the failing call; no temporary file is left then.
int parlance_write_atomically(const char *path, const void *bytes, size_t length);

/// The system's words for an error number, in `buffer` or in static memory.
const char *parlance_error_words(int error, char *buffer, size_t length);

/// Size and time of the last change of a file's content.
typedef struct {
  int64_t size;
  int64_t modified_seconds;
  int64_t modified_nanoseconds;
} parlance_file_stamp;

/// The kinds of a folder's entries.
enum {
  PARLANCE_ENTRY_FILE = 0,
  PARLANCE_ENTRY_FOLDER = 1,
  PARLANCE_ENTRY_SYMBOLIC_LINK = 2,
  PARLANCE_ENTRY_SPECIAL = 3,
  PARLANCE_ENTRY_FAILED = 4
};

/// One entry of a folder; `stamp` and the time of the last change of content or attributes are filled for
/// files, `error` for failed entries.
typedef struct {
  parlance_file_stamp stamp;
  int64_t changed_seconds;
  int64_t changed_nanoseconds;
  const char *name;
  uint32_t name_length;
  int32_t kind;
  int32_t error;
} parlance_folder_entry;

/// Opens the folder `name` beneath `parent` (or the current folder: -1), no symbolic link unless it
/// is `follow`ed. Returns a descriptor, or -1 with `errno`.
int parlance_open_folder(int parent, const char *name, int follow);

/// Reads all entries of an open folder but `.` and `..`, sorted by the bytes of their names.
///
/// `*entries` and `*names` are to be freed. Returns 0 or `errno`.
int parlance_read_folder(int folder, parlance_folder_entry **entries, size_t *count, char **names);

/// Opens a file beneath `root` (or the current folder: -1) for reading, step by step, following no
/// symbolic link and waiting for nothing. `path` is relative. Returns a descriptor or -1 with `errno`:
/// `ELOOP` for a symbolic link, `EINVAL` for what is no regular file.
int parlance_open_beneath(int root, const char *path, parlance_file_stamp *stamp);

/// Asks for the inode of an open file and when it was made. Returns 0 or `errno`: `ENODATA` where the file
/// system does not remember when.
int parlance_origin(int file, uint64_t *inode, int64_t *made_seconds, int64_t *made_nanoseconds);

/// Limits and plumbing of a child process.
typedef struct {
  /// The child's standard input, or -1 for none.
  int input;
  /// Receive the reading ends of the child's standard output and error.
  int output;
  int error;
  uint64_t cpu_seconds;
  uint64_t memory_bytes;
  uint64_t file_bytes;
} parlance_child;

/// Starts `program` with `arguments` and `environment` (NULL-terminated) in a process group of its
/// own that dies with this thread, within the limits. Returns the process id, or -1 with `errno`.
int parlance_start_child(
    const char *program, const char *const *arguments, const char *const *environment,
    const char *folder, parlance_child *child);

/// The number of processors that this thread may run on; of those online if the system does not say.
int parlance_allowed_processors(void);

/// An anonymous file in memory with these bytes, at offset 0. Returns a descriptor or -1.
int parlance_memory_file(const void *bytes, size_t length);

/// Makes a new folder from a template ending in XXXXXX, in place. Returns 0 or `errno`.
int parlance_make_temporary_folder(char *path);

/// Removes a folder and everything in it, following no link and leaving the file system.
void parlance_remove_folder(const char *path);

/// The first place of `needle` in `bytes`, or NULL: `memmem`.
const void *parlance_find(const void *bytes, size_t length, const void *needle, size_t needle_length);

#endif
