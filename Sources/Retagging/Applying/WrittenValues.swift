package import Cataloging
package import Documents
internal import JSONCoding
package import Model
internal import System
package import Taxonomy

/// What stands in or beside a document by Parlance's own hand, or is to stand there.
package struct WrittenValues: Sendable, Hashable {
  /// The labels by facet, and all of them as keywords.
  package var values: TagValues

  /// What the document is to say of them: which are a machine's, which a person's, what a person rejected.
  ///
  /// What came with the document is other people's, and not among them.
  package var entries: [TagMark.Entry]

  /// Nothing.
  package init() {
    values = TagValues()
    entries = []
  }

  /// The labels of the assignments that count as tags, and of what people rejected.
  ///
  /// A concept that the vocabulary no longer knows is left out.
  package init(
    of assignments: [StoredAssignment], rejected: [StoredDecision], in vocabulary: Vocabulary
  ) {
    self.init()
    func label(_ concept: String) -> String? {
      vocabulary.concept(uri: concept).map { vocabulary.preferredLabel(of: $0) }
    }
    for assignment in assignments where assignment.isTag {
      guard let label = label(assignment.concept) else { continue }
      values.facets[assignment.facet, default: []].append(label)
      if !values.keywords.contains(label) { values.keywords.append(label) }
      if assignment.origin == .source { continue }
      entries.append(
        TagMark.Entry(
          facet: assignment.facet, label: label,
          giver: assignment.origin == .person ? .person : .machine))
    }
    for decision in rejected where !decision.isAccepted {
      guard let label = label(decision.concept) else { continue }
      entries.append(TagMark.Entry(facet: decision.facet, label: label, giver: .rejected))
    }
  }

  /// The mark that a run writes; what is other people's only needs no word.
  package func mark(run: String, account: String) -> TagMark {
    let own = Set(entries.filter { $0.giver.isTag }.map { [$0.facet, $0.label] })
    return TagMark(
      run: run, account: account,
      entries: entries.filter { !$0.giver.isOthers || own.contains([$0.facet, $0.label]) })
  }

  /// The values that are Parlance's own where they stand: no facets that came with the document, and nothing that
  /// stood there before.
  var own: TagValues {
    var result = values
    result.facets = TagValues(TagMark(run: "", account: "", entries: entries)).facets
    result.subtract(entries)
    return result
  }

  /// The labels of concepts that came with the document: none here gave them.
  private var labelsOfSources: Set<[String]> {
    let given = Set(entries.filter { $0.giver.isTag }.map { [$0.facet, $0.label] })
    return Set(values.facets.flatMap { facet, labels in labels.map { [facet, $0] } })
      .subtracting(given)
  }

  /// Says that those labels are Parlance's own which stand for concepts of the source's and its author did not write.
  ///
  /// The concept has another name by now: without that word they would count as the author's when the document is
  /// read again.
  ///
  /// - Parameter others: the labels that the author wrote.
  mutating func claim(besides others: [TagMark.Entry]) {
    let theirs = Set(others.map { [$0.facet, $0.label] })
    entries += labelsOfSources.subtracting(theirs).sorted { $0.lexicographicallyPrecedes($1) }.map {
      TagMark.Entry(facet: $0[0], label: $0[1])
    }
  }

  /// The values as a plan has them, that does not know the words of the document: without what `claim` adds.
  func withoutClaims(asIn wanted: WrittenValues) -> WrittenValues {
    let sources = wanted.labelsOfSources
    var result = self
    result.entries.removeAll { $0.giver == .machine && sources.contains([$0.facet, $0.label]) }
    return result
  }

  /// The values without word of what is other people's, which depends on the document and not on the tags.
  var withoutOthers: WrittenValues {
    var result = self
    result.entries.removeAll { $0.giver.isOthers }
    return result
  }

  /// The values after a document was read that bears a mark, or whose sidecar does.
  func joined(with mark: TagMark) -> WrittenValues {
    var result = self
    result.values.formUnion(TagValues(mark))
    result.entries = mark.entries
    return result
  }
}

// MARK: - As the catalog keeps them

extension WrittenValues {
  private static let markName = "=mark"

  /// The values with the place where they stand: a JSON object of facets, the place under an empty name,
  /// the mark's entries under `=mark`; empty text if there are none.
  ///
  /// - Parameter place: where they stand, such as `.documents`.
  /// - Returns: the text.
  package func text(in place: TagPlace) -> String {
    // In one order: texts are compared to see whether a file is up to date.
    let sorted = entries.sorted {
      ($0.giver.rawValue, $0.facet, $0.label) < ($1.giver.rawValue, $1.facet, $1.label)
    }
    // Without run and account, which are others in each run though the same tags stand there.
    let mark = TagMark(run: "", account: "", entries: sorted).text
    guard !values.isEmpty || mark != nil else { return "" }
    var members = [JSONObject.Member(name: "", value: .string(place.rawValue))]
    members += values.facets.sorted { $0.key < $1.key }.map {
      .init(name: $0.key, value: .array($0.value.map(JSONValue.string)))
    }
    if let mark { members.append(.init(name: Self.markName, value: .string(mark))) }
    var writer = JSONWriter()
    writer.value(.object(JSONObject(members)))
    return writer.text
  }

  /// The values back; none if the text is not what `text(in:)` gives.
  package init(text: String) {
    self.init()
    // What earlier versions kept may be any text, of which no value is known to be Parlance's.
    guard let members = try? JSONReader.value(of: text).object?.members else { return }
    for member in members {
      if member.name == Self.markName {
        entries = member.value.string.flatMap(TagMark.init(text:))?.entries ?? []
      }
      // The place and the mark are texts, which would pass for lists of one.
      let isFacet = !member.name.isEmpty && member.name != Self.markName
      guard isFacet, let labels = member.value.strings else { continue }
      values.facets[member.name] = labels
      for label in labels where !values.keywords.contains(label) { values.keywords.append(label) }
    }
  }

  /// What stands at a place by what the catalog remembers of a document; empty if nothing does.
  static func content(
    at place: TagPlace, in contents: [TagPlace: String], path: String
  ) -> String {
    contents[place] ?? place.twin(at: path).flatMap { contents[$0] } ?? ""
  }

  /// The values at a place; where nothing is remembered of it, what stands elsewhere, which may stand there as well.
  static func standing(
    at place: TagPlace, in contents: [TagPlace: String], path: String
  ) -> WrittenValues {
    let content = content(at: place, in: contents, path: path)
    return content.isEmpty ? all(in: contents) : WrittenValues(text: content)
  }

  /// The values at all places.
  static func all(in contents: [TagPlace: String]) -> WrittenValues {
    contents.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(into: WrittenValues()) {
      $0.values.formUnion(WrittenValues(text: $1.value).values)
    }
  }
}

extension TagPlace {
  /// Whether two places are the same file for a document: where its format takes no tags, both are its sidecar.
  package func isOne(with other: TagPlace, at path: String) -> Bool {
    twin(at: path) == other && other.twin(at: path) == self
  }

  /// The other place where tags that are written to this one may stand: those of `documents` stand in the sidecar
  /// where the format takes none, or an image does not; in the sidecar of such a format stand those of `documents`.
  package func twin(at path: String) -> TagPlace? {
    let format = DocumentFormat.writable(pathExtension: SharePath(path).pathExtension)
    return switch self {
    case .documents where format == nil || format == .image: .sidecar
    case .sidecar where format == nil: .documents
    default: nil
    }
  }
}
