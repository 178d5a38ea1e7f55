import MappedStorage
import Synchronization
import TextAnalysis

/// The columns of what the documents of a segment say of themselves, opened when they are asked for first.
///
/// They are kept: what was compared with its checksum is not compared again by the next search.
final class PropertyColumns: Sendable {
  private let file: SectionedFile
  /// The number of the column of each property; `nil` for one that no document has.
  private let numbers: [Int?]
  private let documents: Int
  private let path: String
  private let opened = Mutex<[Int: FacetColumn]>([:])
  private let joined = Mutex<AllowedDocuments??>(nil)

  init(_ file: SectionedFile, numbers: [Int?], documents: Int, path: String) {
    self.file = file
    self.numbers = numbers
    self.documents = documents
    self.path = path
  }

  /// The column of a property; `nil` if no document has it.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  func column(of property: DocumentProperty) throws -> FacetColumn? {
    guard let number = numbers[property.number] else { return nil }
    return try opened.withLock { opened in
      if let column = opened[number] { return column }
      let column = try FacetColumn(
        file, key: property.column, index: number, documents: documents, path: path)
      opened[number] = column
      return column
    }
  }

  /// The documents in languages that put words together, and those whose language nobody knows, as that of a short
  /// note; `nil` if there is no language of any.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  func documentsWithCompounds() throws -> AllowedDocuments? {
    if let known = joined.withLock({ $0 }) { return known }
    let documents = try column(of: .lang).map { column in
      try AllowedDocuments(column) {
        $0 == DocumentProperty.assumedLanguage || Language(tag: $0)?.putsWordsTogether ?? false
      }
    }
    joined.withLock { $0 = .some(documents) }
    return documents
  }
}
