internal import Cataloging
internal import Compressing
internal import XMLReading

/// A library that a program with ParlanceKit is made of.
public struct LinkedLibrary: Sendable, Hashable {
  /// Its name, such as "libxml2".
  public let name: String

  /// Its version, such as "2.9.14"; `nil` if it tells none.
  public let version: String?

  init(_ name: String, _ version: String?) {
    self.name = name
    self.version = version
  }

  /// All of them, sorted by name: libraries of C are asked, Swift packages have the exact version of `Package.swift`.
  public static var all: [LinkedLibrary] {
    [
      LinkedLibrary("libxml2", XMLLibrary.version),
      LinkedLibrary("liblzma", XMLLibrary.lzmaVersion),
      LinkedLibrary("zlib", ZlibLibrary.version),
      LinkedLibrary("SQLite", SQLiteLibrary.version),
      // None has a function or a constant that says it; the list of the package's parts (SPDX) does.
      LinkedLibrary("ICU", nil),
      LinkedLibrary("libgcc", nil),
      LinkedLibrary("libstdc++", nil),
      LinkedLibrary("libstemmer", nil),
      LinkedLibrary("libuchardet", nil),
    ].sorted { $0.name.lowercased() < $1.name.lowercased() } + swiftPackages
  }

  /// The Swift packages that the engine and the command are made of; a test holds them against `Package.swift`.
  static let swiftPackages = [
    LinkedLibrary("GRDB.swift", "7.10.0"),
    LinkedLibrary("swift-argument-parser", "1.8.2"),
    LinkedLibrary("Yams", "6.2.2"),
  ]
}
