internal import Cataloging
package import Model
internal import Tagging

/// Where the tags of a share are written, by settings and by what was settled for the workspace.
package struct TagPlacing: Sendable {
  /// Under this name the catalog keeps what was settled.
  static let setting = "write-to"

  private let open: OpenShare
  private let settings: ShareSettings

  init(_ open: OpenShare, settings: ShareSettings) {
    self.open = open
    self.settings = settings
  }

  /// Where tags are written in this workspace, if that was settled.
  ///
  /// - Throws: `CatalogError`.
  package func settled() throws -> TagPlace? {
    try settings.place ?? Self.settled(in: open.catalog)
  }

  /// What was settled in a catalog.
  ///
  /// - Throws: `CatalogError`.
  static func settled(in catalog: Catalog) throws -> TagPlace? {
    try catalog.setting(setting).flatMap(TagPlace.init)
  }

  /// Settles where tags are written in this workspace.
  ///
  /// - Throws: `CatalogError`.
  package func settle(_ place: TagPlace) throws {
    try open.catalog.set(Self.setting, to: place.rawValue)
  }

  /// How many documents of the share have tags of Parlance's hand at each place.
  ///
  /// - Throws: `CatalogError`.
  func counts() throws -> [TagPlace: Int] {
    var counts: [TagPlace: Int] = [:]
    for content in try open.catalog.writtenContents(in: open.share).values {
      if let place = WrittenValues.place(of: content) { counts[place, default: 0] += 1 }
    }
    return counts
  }

  /// What becomes of tags that stand at another place than the one where they are written now, in words.
  ///
  /// - Parameter place: where tags are written now.
  /// - Returns: a line for each other place where tags of the share stand.
  /// - Throws: `CatalogError`.
  package func remarks(on place: TagPlace) throws -> [String] {
    let counts = try counts()
    return TagPlace.allCases.filter { $0 != place }.compactMap { other in
      counts[other].map { count in
        "The tags of \(count) document\(count == 1 ? "" : "s") stand in \(other.rawValue): what is written "
          + "to \(place.rawValue) now comes in addition, and what stands there stays as it is. --move "
          + "takes it away and makes \(place.rawValue) the usual place."
      }
    }
  }
}
