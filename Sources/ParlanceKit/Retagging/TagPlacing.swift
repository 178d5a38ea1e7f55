internal import Cataloging
package import Model
internal import Retagging

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
    let found = try open.catalog.documents(writtenAt: TagPlace.allCases, in: open.share)
    for (_, _, place) in found { counts[place, default: 0] += 1 }
    return counts
  }

  /// How many documents of the share have tags of Parlance's hand at each other place than one.
  ///
  /// - Parameters:
  ///   - place: the place.
  ///   - isTheSame: whether another place is the same for a document at a path.
  /// - Returns: each other place with how many documents have tags there.
  /// - Throws: `CatalogError`.
  func counts(
    besides place: TagPlace, unless isTheSame: (_ other: TagPlace, _ path: String) -> Bool
  ) throws -> [(place: TagPlace, count: Int)] {
    try TagPlace.allCases.filter { $0 != place }.compactMap { other in
      let count = try open.catalog.documents(writtenAt: [other], in: open.share)
        .count { !isTheSame(other, $0.path) }
      return count > 0 ? (other, count) : nil
    }
  }

  /// What is to be known of tags that stand at another place than the one of a plan, in words.
  ///
  /// - Throws: `CatalogError`.
  package func remarks(on plan: RetagPlan) throws -> [String] { try remarks(on: plan.place) }

  /// What is to be known of tags that stand at another place than the one where they are written now, in words.
  ///
  /// - Parameter place: where tags are written now.
  /// - Returns: a line for each other place where tags of the share stand.
  /// - Throws: `CatalogError`.
  package func remarks(on place: TagPlace) throws -> [String] {
    // An image may keep its sidecar where tags go into documents.
    try counts(besides: place) { place.twin(at: $1) == $0 }.map { other, count in
      "The tags of \(count) document\(count == 1 ? "" : "s") stand in \(other.rawValue), and tags are "
        + "written to \(place.rawValue): what stands there stays as it is until retag --write-to "
        + "\(place.rawValue) --move takes it away."
    }
  }
}
