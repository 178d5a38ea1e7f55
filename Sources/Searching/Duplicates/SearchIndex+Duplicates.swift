import Model

extension SearchIndex {
  /// The documents that are there several times: as copies, and as versions of one thing.
  ///
  /// Texts of few words are nobody's copies. A document may be a copy of one and a version of another; of copies
  /// one alone is among the versions.
  ///
  /// - Parameters:
  ///   - isWanted: whether a document counts, by what identifies it.
  ///   - progress: called with the numbers of documents done and to do; returns whether to go on.
  /// - Returns: groups of two documents or more, copies before versions, by the path of the one to keep.
  /// - Throws: `IndexError`; `CancellationError` if `progress` ends it.
  /// - Complexity: O(documents²) over 64 with a small constant: 100,000 documents take less than a second
  ///   beside the reading of texts that are alike.
  package func duplicates(
    where isWanted: (_ id: String) -> Bool = { _ in true },
    progress: (_ done: Int, _ total: Int) -> Bool = { _, _ in true }
  ) throws -> [DuplicateGroup] {
    let documents = try candidates(isWanted)
    let originals = try originals(of: documents, progress)
    let copies = Dictionary(grouping: documents.indices) { originals[$0] }
    let versions = Dictionary(
      grouping: documents.indices.filter {
        documents[$0].version.series != 0 && originals[$0] == $0
      }
    ) { documents[$0].version.series }
    func groups(_ kind: DuplicateGroup.Kind, _ found: some Sequence<[Int]>) -> [DuplicateGroup] {
      found.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }.map { numbers in
        // The first is the one to keep: candidates are in that order.
        DuplicateGroup(kind: kind, members: numbers.map { documents[$0].member })
      }.sorted { ($0.members[0].path, $0.members[0].id) < ($1.members[0].path, $1.members[0].id) }
    }
    return groups(.copies, copies.values) + groups(.versions, versions.values)
  }

  /// The documents that count, those to keep before others.
  private func candidates(_ isWanted: (String) -> Bool) throws -> [DuplicateCandidate] {
    var documents: [DuplicateCandidate] = []
    for (number, segment) in segments.enumerated() {
      for document in 0..<segment.count where segment.isLive(document) {
        let names = try segment.names(of: document)
        guard isWanted(names.id) else { continue }
        documents.append(
          try DuplicateCandidate(
            self, CollectedHit(segment: number, document: UInt32(document), score: 0), names))
      }
    }
    return documents.sorted(by: DuplicateCandidate.precedes)
  }

  /// For each document the number of the first whose copy it is; its own if it is nobody's.
  private func originals(
    of documents: [DuplicateCandidate], _ progress: (Int, Int) -> Bool
  ) throws -> [Int] {
    let texts = StoredTexts(self)
    func text(_ number: Int) throws -> CopyText {
      try CopyText(texts.text(of: documents[number].place).text)
    }
    var originals = Array(documents.indices)
    var alike = AlikeTexts()
    var known: [Int] = []
    for (number, document) in documents.enumerated() where document.sketch != 0 {
      guard progress(number, documents.count) else { throw CancellationError() }
      let near = alike.near(document.sketch).prefix(CopyGroups.mostCompared).map { known[$0] }
      let own = near.isEmpty ? nil : try text(number)
      if let original = try near.first(where: { try own?.isCopy(of: text($0)) ?? false }) {
        originals[number] = original
      } else {
        alike.add(document.sketch)
        known.append(number)
      }
    }
    return originals
  }
}
