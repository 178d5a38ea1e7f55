/// Lists of words from a file that a person may read, change and extend.
///
/// A line has three columns between tabs: the list, the language (`*` where it does not matter), and terms
/// separated by semicolons. A list may have several lines. Nothing is read before it is asked for: a
/// search needs few of the lists, and starts in milliseconds.
package struct WordLists: Sendable {
  private let bytes: [UInt8]
  private let file: String

  /// The lists of a file, whose name is for messages.
  package init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The terms of a list in the order of the file.
  ///
  /// - Parameters:
  ///   - name: the list.
  ///   - languages: the languages that count; all of them if it is `nil`.
  /// - Returns: the terms.
  /// - Precondition: the file has the list, and each of its lines three columns.
  package func terms(_ name: String, in languages: Set<String>? = nil) -> [String] {
    var terms: [String] = []
    var isKnown = false
    for line in ResourceLines(bytes) where line.starts(with: name.utf8) {
      let columns = line.split(separator: 9)
      precondition(columns.count == 3, "\(file): \(String(decoding: line, as: UTF8.self))")
      guard columns[0].elementsEqual(name.utf8) else { continue }
      isKnown = true
      let language = String(decoding: columns[1], as: UTF8.self)
      guard languages?.contains(language) ?? true else { continue }
      terms += columns[2].split(separator: UInt8(ascii: ";")).map(Self.trimmed)
    }
    precondition(isKnown, "\(file): no list \(name)")
    return terms
  }

  /// The terms of a list.
  ///
  /// - Precondition: the file has the list, and each of its lines three columns.
  package subscript(name: String) -> Set<String> { Set(terms(name)) }

  private static func trimmed(_ term: ArraySlice<UInt8>) -> String {
    let start = term.firstIndex { $0 != 0x20 } ?? term.endIndex
    let end = term.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? start
    return String(decoding: term[start..<end], as: UTF8.self)
  }
}
