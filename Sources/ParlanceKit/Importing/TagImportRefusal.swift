/// Why nothing is taken from the lines of other machines: the share that they are about is not there.
package enum TagImportRefusal: Error, Hashable, Sendable {
  /// The folder cannot be opened, for a reason in words.
  case absent(root: String, named: Int, reason: String)

  /// The folder holds no file.
  case empty(root: String, named: Int)
}

extension TagImportRefusal: CustomStringConvertible {
  /// What is the matter, and a hint.
  package var description: String {
    switch self {
    case .absent(let root, let named, let reason):
      "\(root): the share cannot be opened (\(reason)), and \(Self.named(named)); nothing was changed\n"
        + Self.hint
    case .empty(let root, let named):
      "\(root): the share is empty, and \(Self.named(named)); nothing was changed\n" + Self.hint
    }
  }

  private static let hint =
    "Hint: mount it, or name the folder that holds the documents with --share"

  private static func named(_ count: Int) -> String {
    count == 1 ? "1 document of it is named" : "\(count) documents of it are named"
  }
}
