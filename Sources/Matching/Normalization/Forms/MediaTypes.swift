/// Media types, read as the format that they name: `text/x-php` as `php`.
enum MediaTypes {
  /// The top-level types that are registered (RFC 6838 and what extends it).
  private static let kinds: Set<String> = [
    "application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart",
    "text", "video",
  ]

  /// What says only who registered a format: nobody (RFC 6648), a vendor, a person.
  private static let facets = ["x-", "x.", "vnd.", "prs."]

  /// The format that a media type names, or `nil` if a label is none.
  ///
  /// Of two kinds beside each other, as in "audio/video", neither is the format of the other.
  static func name(in label: String) -> String? {
    let bytes = label.utf8
    guard let slash = bytes.firstIndex(of: 0x2F), kinds.contains(String(label[..<slash])) else {
      return nil
    }
    var name = label[bytes.index(after: slash)...]
    guard name.utf8.allSatisfy(isPart), !kinds.contains(String(name)) else { return nil }
    if let facet = facets.first(where: { name.hasPrefix($0) }) {
      name = name.dropFirst(facet.utf8.count)
    }
    return name.isEmpty ? nil : String(name)
  }

  /// Capitals are left out: media types are written small, "Text/Letter" is a choice of two words.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2B, 0x2D, 0x2E, 0x5F].contains(byte)
  }
}
