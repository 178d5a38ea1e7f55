internal import CPlatform

/// A temporary folder that is gone, with all it holds, when the value is.
package final class ScratchFolder {
  /// The folder's path, or `nil` if none could be made.
  package let path: String?

  /// Why none could be made, as `errno` tells it; 0 if one was.
  package let errorNumber: Int32

  /// Makes a folder with a name of its own in `base`.
  package init(in base: String = "/tmp") {
    var template = "\(base)/parlance-XXXXXX".utf8.map { CChar(bitPattern: $0) } + [0]
    errorNumber = unsafe parlance_make_temporary_folder(&template)
    path =
      errorNumber == 0
      ? String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  deinit {
    if let path { Self.remove(path) }
  }

  /// Removes a file, or a folder with all it holds; follows no link, leaves no file system.
  package static func remove(_ path: String) {
    unsafe parlance_remove_folder(path)
  }
}
