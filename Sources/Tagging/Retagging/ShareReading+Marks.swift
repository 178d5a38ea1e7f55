internal import Cataloging
internal import Documents
internal import Model
internal import System

extension ShareReading {
  /// The mark in a file's sidecar, else in its attributes.
  func mark(
    beside file: WalkedFile, _ sidecars: [SharePath: WalkedFile], in folder: ShareFolder
  ) -> (mark: TagMark, place: TagPlace)? {
    if let sidecar = sidecars[file.path],
      let mark = reader.mark(inSidecar: sidecar, in: folder)
    {
      return (mark, .sidecar)
    }
    return folder.attribute(TagWriting.markAttributeName, of: file.path)
      .flatMap { TagMark(text: String(decoding: $0, as: UTF8.self)) }
      .map { ($0, .xattr) }
  }

  /// What stands there by Parlance's hand as the catalog keeps it, by what it remembers and a mark says.
  private static func joined(
    _ known: String, _ mark: TagMark, foundIn place: TagPlace
  ) -> String {
    WrittenValues(text: known).joined(with: mark)
      .text(in: WrittenValues.place(of: known) ?? place)
  }

  /// What the catalog is told of a file; of one that is refused what is known all the same.
  func update(
    _ file: WalkedFile, _ result: Result<Document, DocumentRefusal>, written: String,
    beside: (mark: TagMark, place: TagPlace)?, tools: UInt64
  ) -> DocumentUpdate {
    var (outcome, own): (ReadingOutcome, String)
    switch result {
    case .success(var document):
      // A mark says it better than what the catalog remembers of the file that was there.
      if document.mark == nil { document.remove(WrittenValues(text: written).values) }
      own = document.mark.map { Self.joined(written, $0, foundIn: .documents) } ?? written
      document.mark = document.mark ?? beside?.mark
      outcome = .read(document)
    case .failure(let refusal):
      outcome = .refused(refusal.description, RefusalKind(refusal.remedy, tools: tools))
      own = written
    }
    if let beside {
      own = Self.joined(own, beside.mark, foundIn: beside.place)
    }
    var update = DocumentUpdate(path: file.path.string, state: file.stamp, outcome: outcome)
    if case .refused = outcome { update.remnant = reader.remnant(of: file) }
    if own != written { update.written = own }
    return update
  }

  /// Takes what people decided on a document that is new here from its mark.
  func adopt(
    _ mark: TagMark, _ update: inout DocumentUpdate, _ refresh: inout ShareRefresh
  ) {
    for entry in mark.entries where entry.giver != .machine {
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
