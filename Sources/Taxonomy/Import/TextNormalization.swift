internal import TextAnalysis

/// Text as XML people mean it: line breaks and indentation are not part of a label.
enum TextNormalization {
  /// Replaces each run of white space by one space and cuts it off at both ends.
  static func collapsed(_ bytes: some Sequence<UInt8>) -> String {
    // Most text is so already.
    let whole = bytes.withContiguousStorageIfAvailable { buffer -> String? in
      guard isCollapsed(unsafe RawSpan(_unsafeElements: buffer)) else { return nil }
      return unsafe String(decoding: buffer, as: UTF8.self)
    }
    if let whole, let text = whole { return text }
    var result: [UInt8] = []
    var pendingSpace = false
    for byte in bytes {
      if isWhiteSpace(byte) {
        pendingSpace = !result.isEmpty
      } else {
        if pendingSpace { result.append(0x20) }
        pendingSpace = false
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether `collapsed` would leave text as it is; other control characters make it false, too.
  ///
  /// - Complexity: O(length), eight bytes at a time.
  static func isCollapsed(_ bytes: RawSpan) -> Bool {
    unsafe bytes.withUnsafeBytes { unsafe isCollapsed($0) }
  }

  private static func isCollapsed(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = unsafe bytes.first, let last = unsafe bytes.last else { return true }
    guard first != 0x20, last != 0x20 else { return false }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    var endedWithSpace = false
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // Bit 7 is set where a byte is below 0x20, and where one is a space: both exact for the lowest
      // such byte, and only what follows one may be taken for one.
      let control = (word &- ones &* 0x20) & ~word & high
      let different = word ^ ones &* 0x20
      let space = ~((different & ~high) &+ ~high | different | ~high)
      if control != 0 || space & space << 8 != 0 || endedWithSpace && space & 0x80 != 0 {
        return false
      }
      endedWithSpace = space >> 63 != 0
      index += 8
    }
    while index < bytes.count {
      let byte = unsafe bytes[index]
      if byte < 0x20 || byte == 0x20 && endedWithSpace { return false }
      endedWithSpace = byte == 0x20
      index += 1
    }
    return true
  }

  /// The words of a list separated by commas.
  static func words(_ list: String) -> [String] {
    list.split(separator: ",").map { collapsed($0.utf8) }.filter { !$0.isEmpty }
  }

  /// The name among `candidates` that is nearest to a mistyped one, if it is near at all.
  static func nearest(to name: String, among candidates: [String]) -> String? {
    // A third of the letters may be wrong: with more, any short name is near any other.
    let limit = max(1, name.utf8.count / 3)
    let wanted = name.lowercased()
    return candidates.compactMap { candidate in
      DamerauLevenshtein.distance(wanted, candidate.lowercased(), limit: limit)
        .map { (distance: $0, name: candidate) }
    }
    .min { $0.distance < $1.distance }?.name
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }
}
