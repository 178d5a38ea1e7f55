/// How much of a kind an input may hold; told in the error where it holds more.
package enum InputLimits {
  /// The bytes of a line, or of a record of delimited text.
  package static let lineLength = 64 << 20

  /// The values of a JSON text, those within others included.
  package static let jsonValues = 1_000_000

  /// The fields of a record of delimited text.
  package static let fields = 16_384

  /// The headings, tags or values of all facets of a document.
  package static let documentValues = 100_000

  /// A number of bytes as messages show it.
  package static func shown(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }
}
