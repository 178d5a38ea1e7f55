import Foundation
import Glibc

/// One wait for the disk in a recorded run.
struct SyncCall: Equatable {
  /// `fsync`, `fdatasync` or `syncfs`.
  let call: String

  /// Which of the calls of that name it is, from 1.
  let number: Int

  /// What was synced.
  let path: String

  /// The number of the thread that waited.
  let thread: String

  /// The calls that wait for the disk.
  static let names = ["fsync", "fdatasync", "syncfs"]

  /// The calls in a log of strace with paths (`-f -y`), in their order.
  ///
  /// - Parameters:
  ///   - log: the log.
  ///   - byThread: whether each thread counts its own, as strace does when it is to act on one of them.
  /// - Returns: the calls.
  static func calls(in log: String, byThread: Bool) -> [SyncCall] {
    var counts: [String: Int] = [:]
    return log.split(separator: "\n").compactMap { line in
      guard let call = names.first(where: { line.contains(" \($0)(") }),
        let start = line.firstIndex(of: "<"),
        let end = line[start...].firstIndex(of: ">")
      else { return nil }
      let thread = String(line.prefix { $0 != " " })
      let key = byThread ? "\(call) \(thread)" : call
      counts[key, default: 0] += 1
      return SyncCall(
        call: call, number: counts[key] ?? 0, path: String(line[line.index(after: start)..<end]),
        thread: thread)
    }
  }
}

/// The files of a folder as they would be after a power failure: only what was waited for is there.
///
/// The strictest disk that POSIX allows: a new file is there when its folder was synced, and has the
/// bytes that it had when it was itself synced last, else none.
struct DurableState {
  /// A file with what a copy of it has to keep.
  struct File {
    var data: Data
    var modified: timespec
    var mode: mode_t
    /// Where the file was at the beginning; `nil` if it was made since.
    var origin: String?
  }

  /// A folder with everything in it, whether it is on the disk or not.
  struct Snapshot {
    var files: [String: File] = [:]
    var folders: Set<String> = []
    var inodes: [UInt64: String] = [:]

    /// The folder as it is now.
    ///
    /// - Parameters:
    ///   - folder: the folder; SQLite's shared memory in it is no file.
    ///   - origins: the inodes of the files that were there at the beginning; `nil` if this is it.
    /// - Throws: if a file cannot be read.
    init(_ folder: URL, origins: [UInt64: String]?) throws {
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
        let path = folder.path + "/" + name
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          folders.insert(name)
        } else if !name.hasSuffix("-shm"), !name.hasPrefix(".tool.") {
          let inode = UInt64(status.st_ino)
          inodes[inode] = name
          files[name] = File(
            data: try Data(contentsOf: URL(fileURLWithPath: path)), modified: status.st_mtim,
            mode: status.st_mode & 0o7777, origin: origins == nil ? name : origins?[inode])
        }
      }
    }
  }

  private var files: [String: File]
  private var folders: Set<String>

  /// The contents that were synced, under whatever name.
  private var contents: Set<Data>

  /// How long the files were that were synced under a temporary name, by what they take the place of.
  ///
  /// The letters of such a name, and times in the file, are others in each run.
  private var replacements: [String: Int] = [:]

  /// The state of a folder in which everything is on the disk.
  init(_ beginning: Snapshot) {
    files = beginning.files
    folders = beginning.folders
    contents = Set(files.values.map(\.data))
  }

  /// Takes what a call put on the disk.
  ///
  /// - Parameters:
  ///   - call: the call.
  ///   - now: the folder at that moment.
  ///   - folder: its path.
  ///   - reach: the part of it that `syncfs` reaches: what lies on one file system with the share.
  mutating func take(_ call: SyncCall, _ now: Snapshot, in folder: URL, reach: String) {
    guard call.path == folder.path || call.path.hasPrefix(folder.path + "/") else { return }
    let name = String(call.path.dropFirst(folder.path.count + 1))
    if call.call == "syncfs" {
      let isReached: (String) -> Bool = { $0.hasPrefix(reach) }
      files = files.filter { !isReached($0.key) }
      for (path, file) in now.files where isReached(path) {
        files[path] = file
        contents.insert(file.data)
      }
      folders.formUnion(now.folders.filter(isReached))
    } else if let target = Self.target(ofTemporary: name) {
      let made = now.files.first { Self.target(ofTemporary: $0.key) == target }?.value.data
      replacements[target] = made?.count
      // It may be given another name than that.
      if let made { contents.insert(made) }
    } else if let file = now.files[name] {
      contents.insert(file.data)
      // The entry of a file that was replaced stays the old one until the folder is synced.
      if let known = files[name], known.origin == file.origin { files[name] = file }
    } else {
      takeEntries(of: name, now)
    }
  }

  /// What a file with a temporary name is to replace, `FILE.parlance-aBcDeF` or `FILE.123.tmp`; `nil` for other files.
  private static func target(ofTemporary name: String) -> String? {
    guard let ending = name.firstMatch(of: /\.(parlance-[A-Za-z0-9]{6}|[0-9]+\.tmp)$/) else {
      return nil
    }
    return String(name[..<ending.range.lowerBound])
  }

  private mutating func takeEntries(of folder: String, _ now: Snapshot) {
    func isIn(_ path: String) -> Bool {
      (path as NSString).deletingLastPathComponent == folder
    }
    files = files.filter { !isIn($0.key) || now.files[$0.key] != nil }
    folders.formUnion(now.folders.filter(isIn))
    for (path, file) in now.files where isIn(path) {
      if let known = files[path], known.origin == file.origin { continue }
      var entry = file
      let isReplacement = replacements.removeValue(forKey: path) == file.data.count
      if !isReplacement, !contents.contains(file.data) { entry.data = Data() }
      files[path] = entry
    }
  }

  /// Makes a folder hold exactly this.
  ///
  /// - Returns: the folder then.
  @discardableResult func restore(to folder: URL) throws -> Snapshot {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    for name in folders.union(files.keys.map { ($0 as NSString).deletingLastPathComponent }) {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    for (name, file) in files {
      let path = folder.path + "/" + name
      try file.data.write(to: URL(fileURLWithPath: path))
      var times = [file.modified, file.modified]
      guard unsafe chmod(path, file.mode) == 0,
        unsafe utimensat(AT_FDCWD, path, &times, 0) == 0
      else { throw POSIXError(.EIO) }
    }
    return try Snapshot(folder, origins: nil)
  }
}
