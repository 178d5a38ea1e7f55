/// A small picture of a document.
package struct Picture: Sendable, Equatable {
  /// The media type, as the bytes say it.
  package let type: String

  /// The bytes of the file.
  package let bytes: [UInt8]

  /// The most bytes of one.
  static let longest = 256 << 10

  /// A picture of bytes; `nil` if they are neither JPEG nor PNG, or too many.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.longest else { return nil }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      type = "image/jpeg"
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      type = "image/png"
    } else {
      return nil
    }
    self.bytes = bytes
  }
}
