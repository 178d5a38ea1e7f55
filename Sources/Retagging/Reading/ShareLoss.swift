/// Why a share is not taken as it is now: what is known of it is not there.
///
/// An unmounted disk, a mount that failed, a snapshot in its place: none of them says that a document
/// is gone. Nothing was changed when this is thrown.
package enum ShareLoss: Error, Hashable, Sendable {
  /// There is no such folder, or it cannot be opened, for a reason in words.
  case absent(root: String, known: Int, reason: String)

  /// The folder holds no file.
  case empty(root: String, known: Int)

  /// The folder is on another file system than it was.
  case otherFileSystem(root: String, known: Int)

  /// More documents are gone than is usual from one look to the next.
  case lost(root: String, gone: Int, known: Int)

  /// A run goes on by itself while fewer documents than these are gone.
  package static let usualCount = 10

  /// A run goes on by itself while a smaller part of the documents is gone than one in so many.
  package static let usualPart = 5
}

extension ShareLoss: CustomStringConvertible {
  /// What is the matter, and a hint.
  package var description: String {
    let remedy = "nothing was changed\nHint: mount it, or go on with --allow-missing: "
    let effect = "documents that are gone are then marked as missing, and keep what was decided"
    return switch self {
    case .absent(let root, let known, let reason):
      "\(root): the share cannot be opened (\(reason)), and \(Self.documents(known)) known of it; "
        + remedy + effect
    case .empty(let root, let known):
      "\(root): the share is empty, and \(Self.documents(known)) known of it; " + remedy + effect
    case .otherFileSystem(let root, let known):
      "\(root): the share is on another file system than before, and \(Self.documents(known)) "
        + "known of it; " + remedy + effect
    case .lost(let root, let gone, let known):
      "\(root): \(gone) of the \(known) documents of the share are gone; " + remedy + effect
    }
  }

  private static func documents(_ count: Int) -> String {
    count == 1 ? "1 document is" : "\(count) documents are"
  }
}

extension ShareLoss {
  /// What speaks against taking a share as it is now; `nil` if nothing does.
  ///
  /// - Parameters:
  ///   - root: the share's folder.
  ///   - known: the number of documents that were there at the last look.
  ///   - gone: the number of those that are not there now.
  ///   - files: the number of files that are there now.
  ///   - isElsewhere: whether the folder is on another file system than at the last look.
  init?(root: String, known: Int, gone: Int, files: Int, isElsewhere: Bool) {
    guard known > 0 else { return nil }
    // Where rules leave all of it out, nothing is gone.
    if files == 0, gone > 0 {
      self = .empty(root: root, known: known)
    } else if isElsewhere {
      self = .otherFileSystem(root: root, known: known)
    } else if gone >= Self.usualCount, gone > known / Self.usualPart {
      self = .lost(root: root, gone: gone, known: known)
    } else {
      return nil
    }
  }
}
