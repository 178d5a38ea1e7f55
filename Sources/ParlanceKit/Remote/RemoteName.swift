internal import MappedStorage
internal import Searching

/// The names that documents and indexes have on a search engine.
package enum RemoteName {
  /// The name of an index unless another is given.
  package static let usual = "parlance"

  /// The longest word that is told, in bytes: the identifier of an engine has 512.
  static let longestWord = 150

  /// The longest identifier of a document that is taken as it is, in bytes.
  private static let longestIdentifier = 400

  /// A name of an index that engines take.
  ///
  /// - Throws: `RemoteNameError`.
  package static func checked(_ name: String) throws -> String {
    // Engines take 255 bytes, of which a release needs some for format and checksum.
    guard isPlain(name), name.utf8.count <= 200 else { throw RemoteNameError(name: name) }
    return name
  }

  /// A name of an index that Sphinx and Manticore take, too.
  ///
  /// - Throws: `RemoteNameError`.
  static func checkedForSphinx(_ name: String) throws -> String {
    guard try checked(name).utf8.allSatisfy({ !"-.".utf8.contains($0) }),
      name.first?.isNumber != true
    else { throw RemoteNameError(name: name, isForSphinx: true) }
    return name
  }

  /// Whether a name has only signs that mean nothing else in an address; engines tell names, too.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.first, !"-_.".contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_.".utf8.contains(byte)
    }
  }

  /// The index of a release: the vocabulary and what this program makes of documents decide it.
  static func index(_ name: String, vocabulary: UInt64) -> String {
    "\(name)-\(RemoteCollection.format)-\(Checksum.hexadecimal(vocabulary))"
  }

  /// The identifier of a document on the engine: two workspaces may have documents of one name.
  static func identifier(of document: String, from origin: String) -> String {
    let place = Checksum.hexadecimal(Checksum.of(Array(origin.utf8)))
    guard document.utf8.count > longestIdentifier else { return "\(place):\(document)" }
    // Two checksums of 64 bits: with one of them, some two of a few billion long names would be the
    // same.
    let sums = [document, document + "\u{0}"].map {
      Checksum.hexadecimal(Checksum.of(Array($0.utf8)))
    }
    return "\(place)#\(sums[0])\(sums[1])"
  }
}

/// A name of an index that engines do not take.
package struct RemoteNameError: Error, Equatable, Sendable, CustomStringConvertible {
  let name: String
  var isForSphinx = false

  /// The cause and a hint.
  package var description: String {
    "'\(name)' is not a name of an index\nHint: "
      + (isForSphinx
        ? "SphinxQL takes a small letter, then small letters, digits and _"
        : "small letters, digits, and within the name - _ .")
  }
}
