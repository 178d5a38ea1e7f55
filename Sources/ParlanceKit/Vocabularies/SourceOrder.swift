internal import Taxonomy

/// The sources of a vocabulary after an import, in the order of first imports.
///
/// What is given takes the place of what it replaces. The order decides keys that two schemes would share and which
/// of two statements came first: a file that is imported again, unchanged, must change nothing.
struct SourceOrder {
  /// A source to be read.
  enum Entry {
    /// One that stays as it is.
    case kept(ImportedSource)
    /// A given file, by its number.
    case given(Int)
  }

  /// The sources in their order.
  private(set) var entries: [Entry] = []

  /// The sources of which the given files are the next releases.
  private(set) var replaced: [ImportedSource] = []

  /// Finds the order.
  ///
  /// - Parameters:
  ///   - known: the sources so far.
  ///   - given: the files; of several with one name the first counts.
  ///   - store: what reads the schemes of sources that did not write them down.
  /// - Throws: `WorkspaceError.partOfSource` if a source that would be replaced has further schemes, which would be
  ///   lost; what reading throws.
  init(_ known: [ImportedSource], _ given: GivenVocabularies, _ store: SourceStore) throws {
    let releases = try Self.releases(of: known, given, store)
    var left = given.names.indices.filter { given.names.firstIndex(of: given.names[$0]) == $0 }
    for source in known {
      let isNamed = given.names.contains(source.path)
      guard let name = isNamed ? source.path : releases[source] else {
        entries.append(.kept(source))
        continue
      }
      replaced.append(source)
      if let place = left.firstIndex(where: { given.names[$0] == name }) {
        entries.append(.given(left.remove(at: place)))
      }
    }
    entries += left.map { .given($0) }
  }

  /// Reads all sources in their order.
  func read(
    _ given: GivenVocabularies, _ store: SourceStore, into importer: inout VocabularyImporter
  ) throws {
    for entry in entries {
      switch entry {
      case .kept(let source): try store.read(source, into: &importer)
      case .given(let number): _ = try given.read(number, into: &importer)
      }
    }
  }

  /// The earlier sources whose schemes given ones describe, each with the name of its next release.
  ///
  /// A scheme that a source shared with others when it was imported before stays shared.
  private static func releases(
    of known: [ImportedSource], _ given: GivenVocabularies, _ store: SourceStore
  ) throws -> [ImportedSource: String] {
    let earlier = known.filter { !given.names.contains($0.path) }
    guard !earlier.isEmpty, !given.paths.isEmpty else { return [:] }
    var importer = VocabularyImporter()
    try given.read(into: &importer)
    var described: [String: String] = [:]
    for name in given.names {
      let shared = try known.first { $0.path == name }.map { try store.schemes(of: $0) } ?? []
      for scheme in importer.schemes(describedIn: name).map(SourceStore.withoutBreaks)
      where !shared.contains(scheme) { described[scheme] = name }
    }
    var releases: [ImportedSource: String] = [:]
    for source in earlier {
      let own = try store.schemes(of: source)
      guard let taken = own.first(where: { described[$0] != nil }) else { continue }
      let rest = own.filter { described[$0] == nil }
      guard rest.isEmpty else {
        throw WorkspaceError.partOfSource(
          path: source.path, scheme: taken, release: described[taken] ?? "", rest: rest)
      }
      releases[source] = described[taken]
    }
    return releases
  }
}
