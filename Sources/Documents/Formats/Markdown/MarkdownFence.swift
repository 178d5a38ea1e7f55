/// The line that opens a block of code (CommonMark, 4.5).
struct MarkdownFence {
  private let mark: UInt8
  private let length: Int

  /// The fence that a line opens; `nil` for a line that opens none.
  ///
  /// - Parameter line: the line without the blanks in front.
  init?(_ line: ArraySlice<UInt8>) {
    guard let first = line.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else {
      return nil
    }
    let count = line.prefix { $0 == first }.count
    // With another such mark in the line it is code within a text.
    guard count >= 3, first != UInt8(ascii: "`") || !line.dropFirst(count).contains(first) else {
      return nil
    }
    mark = first
    length = count
  }

  /// Whether a line closes it: the same mark, as often or more, and nothing else.
  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    let count = line.prefix { $0 == mark }.count
    return count >= length && line.dropFirst(count).allSatisfy { [0x20, 9, 13].contains($0) }
  }
}
