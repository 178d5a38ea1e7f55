internal import CPlatform

/// A temporary folder that is gone, with all it holds, when the value is.
final class ScratchFolder {
  /// The folder's path, or `nil` if none could be made.
  let path: String?

  init() {
    var template = "/tmp/parlance-XXXXXX".utf8.map { CChar(bitPattern: $0) } + [0]
    let error = unsafe parlance_make_temporary_folder(&template)
    path =
      error == 0
      ? String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }

  deinit {
    if let path { unsafe parlance_remove_folder(path) }
  }
}
