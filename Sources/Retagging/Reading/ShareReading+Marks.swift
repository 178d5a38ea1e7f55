internal import Cataloging
internal import Documents
internal import Model
internal import System

extension ShareReading {
  /// The mark in a file's sidecar, else in its attributes.
  ///
  /// - Throws: `DocumentRefusal` if there is a sidecar that cannot be read.
  func mark(
    beside file: WalkedFile, _ sidecars: [SharePath: WalkedFile], in folder: ShareFolder
  ) throws(DocumentRefusal) -> (mark: TagMark, place: TagPlace)? {
    if let sidecar = sidecars[file.path],
      let mark = try reader.mark(inSidecar: sidecar, in: folder)
    {
      return (mark, .sidecar)
    }
    return folder.attribute(TagWriting.markAttributeName, of: file.path)
      .flatMap { TagMark(text: String(decoding: $0, as: UTF8.self)) }
      .map { ($0, .xattr) }
  }

  /// Joins what the catalog remembers to stand at a place with what a mark there says.
  private static func join(
    _ mark: TagMark, foundIn place: TagPlace, to own: inout [TagPlace: String]
  ) {
    own[place] = WrittenValues(text: own[place] ?? "").joined(with: mark).text(in: place)
  }

  /// What the catalog is told of a file; of one that is refused what is known all the same.
  func update(
    _ file: WalkedFile, _ result: Result<Document, DocumentRefusal>,
    written: [TagPlace: String],
    beside: (mark: TagMark, place: TagPlace)?, tools: UInt64
  ) -> DocumentUpdate {
    let outcome: ReadingOutcome
    var documentMark: TagMark?
    var own = written
    switch result {
    case .success(var document):
      // A mark says it better than what the catalog remembers of the file that was there.
      documentMark = document.mark
      if let mark = document.mark {
        Self.join(mark, foundIn: .documents, to: &own)
      } else {
        // Without a mark, as in files of earlier versions, the catalog alone knows which values are
        // not the author's.
        document.remove(WrittenValues(text: written[.documents] ?? "").own)
      }
      document.mark = document.mark ?? beside?.mark
      outcome = .read(document)
    case .failure(let refusal):
      outcome = .refused(refusal.description, RefusalKind(refusal.remedy, tools: tools))
    }
    if let beside {
      // Tags of documents that take none stand there.
      let twin = TagPlace.documents.twin(at: file.path.string)
      if beside.place == twin, own[.sidecar] == nil, documentMark == nil {
        own[.sidecar] = own.updateValue("", forKey: .documents)
      }
      Self.join(beside.mark, foundIn: beside.place, to: &own)
    }
    var update = DocumentUpdate(path: file.path.string, state: file.stamp, outcome: outcome)
    if case .refused = outcome { update.remnant = reader.remnant(of: file) }
    update.written = own.filter { written[$0.key, default: ""] != $0.value }
    return update
  }

  /// Takes what people decided on a document that is new here from its mark.
  ///
  /// - Parameters:
  ///   - mark: the mark.
  ///   - update: the document.
  ///   - settled: the facets on which people have decided here; what they said later counts.
  ///   - refresh: counts it, and takes what the vocabulary does not know.
  func adopt(
    _ mark: TagMark, _ update: inout DocumentUpdate, besides settled: Set<String> = [],
    _ refresh: inout ShareRefresh
  ) {
    for entry in mark.entries where entry.giver.isDecision && !settled.contains(entry.facet) {
      guard let concept = concept(entry.label, entry.facet) else {
        refresh.unknownDecisions[update.path, default: []].append(entry)
        continue
      }
      update.decisions.append(
        StoredDecision(
          concept: concept, facet: entry.facet, isAccepted: entry.giver == .person))
    }
    if !update.decisions.isEmpty { refresh.adopted += 1 }
  }
}

extension DocumentUpdate {
  var mark: TagMark? {
    if case .read(let document) = outcome { document.mark } else { nil }
  }
}

extension RefusalKind {
  fileprivate init(_ remedy: DocumentRefusal.Remedy, tools: UInt64) {
    self =
      switch remedy {
      case .time: .passing
      case .file: .file
      case .tools: .tools(tools)
      }
  }
}
