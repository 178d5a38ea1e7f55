internal import Glibc
package import System

/// Notices that something changed in a share, as far as the system tells.
///
/// Where it does not (another machine's file system, no watches left) the reason is known, and who watches looks
/// from time to time.
package struct ShareWatch {
  /// Why changes are not noticed, in words; `nil` if they are.
  package private(set) var blindness: String?

  /// How many folders are watched.
  package private(set) var folders = 0

  private var watch: FolderWatch?
  private let mostFolders: Int

  /// A watch of nothing yet.
  ///
  /// - Parameters:
  ///   - path: the folder of the share.
  ///   - mostFolders: how many folders are watched at most; the system may allow fewer.
  package init(_ path: SharePath, mostFolders: Int = .max) {
    self.mostFolders = mostFolders
    if FileSystemFacts(holding: path.string)?.isRemote ?? false {
      blindness = "the share lies on another machine's file system"
      return
    }
    do throws(SystemError) {
      watch = try FolderWatch()
    } catch {
      blindness = "inotify: \(error)"
    }
  }

  /// Watches all folders of the share that a walk enters; those that are watched stay so.
  ///
  /// A folder is watched before it is listed, so that what comes meanwhile is noticed.
  ///
  /// - Parameters:
  ///   - share: the share.
  ///   - rules: what is left out.
  /// - Throws: `DocumentRefusal` if the share cannot be read.
  package mutating func follow(_ share: ShareFolder, rules: IgnoreRules) throws {
    guard let watch else { return }
    var walk = ShareWalk()
    walk.rules = rules
    var count = 0
    var failure: SystemError?
    try walk.walk(share) { folder in
      guard failure == nil else { return }
      guard count < mostFolders else {
        failure = SystemError(ENOSPC)
        return
      }
      do throws(SystemError) {
        try watch.add(folder)
        count += 1
      } catch {
        // A folder that may not be read, or is gone, is not walked either.
        if error.number == ENOSPC || error.number == ENOMEM { failure = error }
      }
    } onFile: { _ in
    } onSkip: { _ in
    }
    folders = count
    guard failure != nil else { return }
    self.watch = nil
    blindness = "no inotify watches are left after \(count) folders (fs.inotify.max_user_watches)"
  }

  /// Waits until something changes, a signal comes or the time is over.
  ///
  /// - Parameter seconds: how long to wait.
  /// - Returns: whether something changed; never if changes are not noticed.
  package func wait(seconds: Double) -> Bool {
    if let watch { return watch.wait(seconds: seconds) }
    _ = poll(nil, 0, Int32(clamping: Int(max(0, seconds) * 1000)))
    return false
  }
}
