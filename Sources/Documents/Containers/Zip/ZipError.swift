/// What is wrong with a zip archive.
package enum ZipError: Error, Hashable, Sendable {
  /// There is no end record: not a zip archive, or cut off.
  case noEndRecord
  /// A record does not fit where the archive says it is.
  case badStructure(String)
  /// The archive is one part of several.
  case severalDisks
  /// More entries than allowed.
  case tooManyEntries(Int)
  /// Two entries share bytes.
  case overlappingEntries(String, String)
  /// The entry is encrypted.
  case encrypted(String)
  /// The entry is compressed by a method other than store and deflate.
  case unsupportedMethod(String, method: Int)
  /// The entry inflates to more than allowed.
  case tooLarge(String, limit: Int)
  /// The entry inflates by more than the allowed ratio.
  case ratio(String, limit: Int)
  /// The compressed bytes are not a deflate stream, or end early.
  case badData(String)
  /// The checksum differs from the content.
  case wrongChecksum(String)
}

extension ZipError {
  /// The refusal of the whole document that follows from it.
  package var refusal: DocumentRefusal {
    switch self {
    case .noEndRecord:
      DocumentRefusal(.damaged, "no end record: not a zip archive, or cut off")
    case .badStructure(let words):
      DocumentRefusal(.damaged, "zip archive: \(words)")
    case .severalDisks:
      DocumentRefusal(.unsupportedFormat, "a zip archive in several parts")
    case .tooManyEntries(let limit):
      DocumentRefusal(.limit, "more than \(limit) entries in the zip archive")
    case .overlappingEntries(let one, let other):
      DocumentRefusal(.damaged, "the zip entries '\(one)' and '\(other)' share bytes")
    case .encrypted(let name):
      DocumentRefusal(.encrypted, "the zip entry '\(name)' is encrypted")
    case .unsupportedMethod(let name, let method):
      DocumentRefusal(
        .unsupportedFormat, "the zip entry '\(name)' uses compression method \(method)")
    case .tooLarge(let name, let limit):
      DocumentRefusal(.tooLarge, "the zip entry '\(name)' inflates to more than \(limit) bytes")
    case .ratio(let name, let limit):
      DocumentRefusal(
        .limit, "the zip entry '\(name)' inflates to more than \(limit) times its size")
    case .badData(let name):
      DocumentRefusal(.damaged, "the compressed bytes of the zip entry '\(name)' are wrong")
    case .wrongChecksum(let name):
      DocumentRefusal(.damaged, "the checksum of the zip entry '\(name)' is wrong")
    }
  }
}
