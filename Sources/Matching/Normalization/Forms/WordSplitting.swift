/// Cuts words that are written together but show their seams: `bookPart`, `PDFReader`, `windows10`.
///
/// A seam is a change from a small letter to a capital, from a run of capitals to a capitalised
/// word, or from letters to the digits at the end. Both sides must be long enough not to be a
/// brand's spelling (`iPhone`, `PhD`, `neo4j`).
enum WordSplitting {
  private static let minimumPart = 3
  private static let minimumStemBeforeDigits = 4

  /// The text with a blank at each seam.
  static func split(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard hasSeam(bytes) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 8)
    var start = 0
    while start < bytes.count {
      guard isWord(bytes[start]) else {
        result.append(bytes[start])
        start += 1
        continue
      }
      var end = start
      while end < bytes.count, isWord(bytes[end]) { end += 1 }
      append(bytes[start..<end], to: &result)
      start = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func append(_ word: ArraySlice<UInt8>, to result: inout [UInt8]) {
    let seams = seams(of: word)
    var partStart = word.startIndex
    for (position, seam) in seams.enumerated() {
      let next = position + 1 < seams.count ? seams[position + 1] : word.endIndex
      let isNumber = isDigit(word[seam])
      let needed = isNumber ? minimumStemBeforeDigits : minimumPart
      guard seam - partStart >= needed, isNumber || next - seam >= minimumPart else { continue }
      result.append(contentsOf: word[partStart..<seam])
      result.append(0x20)
      partStart = seam
    }
    result.append(contentsOf: word[partStart...])
  }

  private static func seams(of word: ArraySlice<UInt8>) -> [Int] {
    var seams: [Int] = []
    var index = word.startIndex + 1
    while index < word.endIndex {
      let previous = word[index - 1]
      let current = word[index]
      if isCapital(current) {
        let followedBySmall = index + 1 < word.endIndex && isSmall(word[index + 1])
        if isSmall(previous) || (isCapital(previous) && followedBySmall) { seams.append(index) }
      } else if isDigit(current), isSmall(previous) || isCapital(previous),
        word[index...].allSatisfy(isDigit)
      {
        seams.append(index)
      }
      index += 1
    }
    return seams
  }

  private static func hasSeam(_ bytes: [UInt8]) -> Bool {
    var previous: UInt8 = 0x20
    for byte in bytes {
      if isCapital(byte), isSmall(previous) || isCapital(previous) { return true }
      if isDigit(byte), isSmall(previous) || isCapital(previous) { return true }
      previous = byte
    }
    return false
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// Letters beyond ASCII count as small: no seam is seen before them.
  private static func isSmall(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte >= 0x80 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isWord(_ byte: UInt8) -> Bool {
    isCapital(byte) || isSmall(byte) || isDigit(byte)
  }
}
