internal import Glibc
import MappedStorage
package import Matching
internal import System

/// Builds and updates an index in a folder; nobody sees a change before `commit()`.
///
/// A crash at any moment leaves the index as the last commit left it.
package struct IndexWriter {
  private let folder: String
  private let lock: IndexLock
  private let resolver: TagResolver
  private var manifest: Manifest
  private var segments: [Segment]
  private var pending: PendingSegments
  private var removed: Set<String> = []
  /// A number of the words that take the place of those that were there; none for what is gone.
  private var replacements: [String: UInt64] = [:]
  /// The names of segments that hold words of documents that are gone or have others by now.
  private var purging: Set<String> = []

  /// Who may read documents that do not say so themselves.
  package var access: [String] = []

  /// How many segments of similar size are left before they are merged.
  private static let mergeFactor = 8

  /// Opens the index in `folder` for writing, or begins one.
  ///
  /// - Parameters:
  ///   - folder: the folder of the index; made if it does not exist.
  ///   - resolver: tells which concept a tag or the value of a facet means.
  ///   - vectors: word vectors by which the meanings of documents are kept.
  ///   - replacing: whether to leave out what is there, as after damage.
  ///   - lock: the right to change the index, if the caller has it already.
  /// - Throws: `IndexError`, also `.busy`, and `.outdated` if what is there has meanings by other vectors;
  ///   `StorageError`.
  package init(
    folder: String, resolver: ConceptResolver? = nil, vectors: VectorModel? = nil,
    replacing: Bool = false, lock: IndexLock? = nil
  ) throws {
    self.folder = folder
    self.lock = try lock ?? IndexLock(folder: folder)
    self.resolver = TagResolver(resolver)
    pending = PendingSegments(self.resolver, vectors: vectors)
    do {
      manifest = try Manifest(folder: folder)
      segments = replacing ? [] : try manifest.openSegments(folder: folder)
      if replacing { manifest.entries = [] }
    } catch IndexError.missing {
      manifest = Manifest()
      segments = []
    } catch {
      guard replacing else { throw error }
      manifest = Manifest()
      // A number that no file has: readers may still open those of the old index.
      manifest.next = try Self.freeNumber(in: folder)
      segments = []
    }
    // Meanings by different vectors cannot be compared, so an index has those of one model.
    guard segments.allSatisfy({ $0.vectors?.model == vectors?.checksum }) else {
      throw IndexError.outdated(path: folder)
    }
  }

  /// Adds a document, or replaces the one with the same identifier.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  package mutating func add(_ document: IndexDocument) throws {
    var document = document
    if document.access.isEmpty { document.access = access }
    pending.add(document)
    if !segments.isEmpty {
      removed.insert(document.id)
      replacements[document.id] = StoredWords.fingerprint(of: document, resolver)
    }
    if pending.isFull { try flush() }
  }

  /// Removes the document with an identifier, if there is one.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  package mutating func remove(id: String) throws {
    // The same document may have been added just before, and may be in segments, too.
    pending.remove(id: id)
    if !segments.isEmpty {
      removed.insert(id)
      replacements[id] = nil
    }
  }

  /// Makes all changes visible at once, and merges small segments; the text of documents that are gone, or
  /// have another by now, is in no file any more then.
  ///
  /// - Throws: `IndexError`, `StorageError`.
  package mutating func commit() throws {
    try flush()
    try applyRemovals(to: segments, removed)
    removed.removeAll()
    // Visible before anything is merged: a merge that fails costs nothing but time.
    try manifest.write(to: folder)
    segments = try manifest.openSegments(folder: folder)
    try merge()
    try purge()
    removeStrayFiles()
  }

  /// Writes what was gathered as a segment that the manifest does not name yet on disk.
  private mutating func flush() throws {
    // Before the new segments are there: the documents in them bear the same identifiers.
    try applyRemovals(to: segments, removed)
    removed.removeAll()
    guard pending.count > 0 else { return }
    var next = manifest.next
    let entries = try pending.write(
      { kind in
        defer { next += 1 }
        return "\(next).\(kind)"
      }, in: folder)
    manifest.next = next
    manifest.entries += entries
    // What was replaced before it was written has its words in the segment all the same.
    for entry in entries where entry.live != nil { purging.insert(entry.name) }
    segments = try manifest.openSegments(folder: folder)
  }

  /// Marks the documents with these identifiers as deleted, in new files.
  private mutating func applyRemovals(to segments: [Segment], _ removed: Set<String>) throws {
    guard !removed.isEmpty, !segments.isEmpty else { return }
    var changed = false
    // A segment has the place of its entry: both lists are only ever replaced together.
    for (index, segment) in segments.enumerated() {
      var live = segment.live ?? LiveDocuments.all(segment.count)
      var words = StoredWords(segment, resolver)
      for id in removed {
        guard let document = try segment.document(id: id) else { continue }
        live[document >> 6] &= ~(1 << UInt64(document & 63))
        words.replace(document, by: replacements[id])
      }
      guard words.count > 0 else { continue }
      // Of a segment with nothing left the whole file goes, words and all.
      if live.contains(where: { $0 != 0 }), try words.differ() { purging.insert(segment.name) }
      // A new file in place of a changed one: searches under way have that mapped, and the manifest
      // on disk names it until the commit.
      let name = nextName("live")
      try LiveDocuments.write(live, to: folder + "/" + name)
      manifest.entries[index].live = name
      changed = true
    }
    if changed {
      manifest.entries.removeAll { entry in
        guard let live = entry.live else { return false }
        // What is wrong with the list is told where the segments are opened, next.
        return (try? LiveDocuments.read(folder + "/" + live).allSatisfy { $0 == 0 }) ?? false
      }
      self.segments = try manifest.openSegments(folder: folder)
    }
  }

  private mutating func nextName(_ kind: String) -> String {
    defer { manifest.next += 1 }
    return "\(manifest.next).\(kind)"
  }

  /// Merges the youngest segments while they are many or small beside the next older one; and a
  /// segment with those behind it, once most of its documents are deleted.
  private mutating func merge() throws {
    var first = segments.count
    if segments.count >= Self.mergeFactor {
      first -= 1
      var size = segments[first].count
      // An older segment is written anew only if it is at most twice what joins it, so that each
      // document is written anew a few times, however large the index becomes.
      while first > 0, segments[first - 1].count <= 2 * size || segments.count - first < 3 {
        first -= 1
        size += segments[first].count
      }
    }
    // Deleted documents are matched and dropped in each search: half of them is too much work.
    if let hollow = segments.firstIndex(where: { 2 * $0.liveCount < $0.count }) {
      first = min(first, hollow)
    }
    guard first < segments.count else { return }
    let name = nextName("seg")
    try SegmentMerger(Array(segments[first...])).write(to: folder + "/" + name)
    manifest.entries.replaceSubrange(first..., with: [Manifest.Entry(name: name)])
    try manifest.write(to: folder)
    segments = try manifest.openSegments(folder: folder)
  }

  /// Writes segments anew that hold words of documents that are gone or have others by now.
  private mutating func purge() throws {
    // What `merge` wrote anew has another name by now, and is clean.
    for (number, segment) in segments.enumerated() where purging.contains(segment.name) {
      let name = nextName("seg")
      try SegmentMerger([segment]).write(to: folder + "/" + name)
      manifest.entries[number] = Manifest.Entry(name: name)
    }
    if !purging.isEmpty { try manifest.write(to: folder) }
    purging.removeAll()
    replacements.removeAll()
    segments = try manifest.openSegments(folder: folder)
  }

  /// Removes files of this index that the manifest does not name: leftovers of merges and crashes.
  private func removeStrayFiles() {
    let named = Set(manifest.entries.flatMap { [$0.name, $0.live].compactMap { $0 } })
    // The commit stands already, and the next one tries again.
    guard let names = try? Self.files(in: folder) else { return }
    for name in names where !named.contains(name) {
      // Searches under way keep what they have mapped, even without a name.
      _ = try? PathChange.removeFile(folder + "/" + name)
    }
  }

  private static func freeNumber(in folder: String) throws -> Int {
    let highest = try files(in: folder).compactMap(Manifest.number).max() ?? 0
    return highest + 1
  }

  /// The names of the numbered files in the folder.
  private static func files(in folder: String) throws -> [String] {
    try OpenFolder.names(in: folder).filter { Manifest.number(of: $0) != nil }
  }
}
