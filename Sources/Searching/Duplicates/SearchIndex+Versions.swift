extension SearchIndex {
  /// The versions of some documents: those of one series each, whose names and folders are the same but for dates and
  /// versions.
  ///
  /// - Parameter names: the identifiers or paths of the documents.
  /// - Returns: for each document that is set aside or has other versions all of them, itself included, the one to
  ///   keep first; by the names given.
  /// - Throws: `IndexError`.
  /// - Complexity: O(documents), some nanoseconds each.
  package func versions(of names: [String]) throws -> [String: [DuplicateGroup.Member]] {
    guard segments.contains(where: { $0.versions.isTelling }) else { return [:] }
    var asked: [(name: String, candidate: DuplicateCandidate)] = []
    for name in names {
      guard let hit = try hit(named: name) else { continue }
      asked.append((name, try DuplicateCandidate(self, hit)))
    }
    let series = Set(asked.map(\.candidate.version.series)).subtracting([0]).sorted()
    let found = Dictionary(grouping: try documents(ofSeries: series)) { $0.version.series }
    var versions: [String: [DuplicateGroup.Member]] = [:]
    for (name, candidate) in asked {
      let members = found[candidate.version.series]?.sorted(by: DuplicateCandidate.precedes) ?? []
      if members.count > 1 {
        versions[name] = members.map(\.member)
      } else if candidate.version.isAside {
        versions[name] = [candidate.member]
      }
    }
    return versions
  }

  /// The documents whose texts are the same as one's or nearly so.
  ///
  /// - Parameter name: the identifier or path of the document.
  /// - Returns: the documents without itself, the one to keep first.
  /// - Throws: `IndexError`.
  /// - Complexity: O(documents) beside the reading of texts that are alike.
  package func copies(of name: String) throws -> [DuplicateGroup.Member] {
    guard let hit = try hit(named: name) else { return [] }
    let own = try DuplicateCandidate(self, hit)
    guard own.sketch != 0 else { return [] }
    var alike: [CollectedHit] = []
    for (number, segment) in segments.enumerated() {
      for document in 0..<segment.count where segment.isLive(document) {
        let sketch = try segment.versions.sketch(of: document)
        guard sketch != 0, TextSketch.equalSamples(sketch, own.sketch) >= TextSketch.fewestEqual
        else { continue }
        alike.append(CollectedHit(segment: number, document: UInt32(document), score: 0))
      }
    }
    let texts = StoredTexts(self)
    let text = try CopyText(texts.text(of: hit).text)
    return try alike.filter { $0.place != hit.place }.prefix(CopyGroups.mostCompared)
      .filter { try text.isCopy(of: CopyText(texts.text(of: $0).text)) }
      .map { try DuplicateCandidate(self, $0) }.filter(isShown)
      .sorted(by: DuplicateCandidate.precedes).map(\.member)
  }

  private func documents(ofSeries wanted: [UInt32]) throws -> [DuplicateCandidate] {
    var found: [DuplicateCandidate] = []
    for (number, segment) in segments.enumerated() where segment.versions.isTelling {
      for document in 0..<segment.count where segment.isLive(document) {
        guard try wanted.contains(segment.versions.version(of: document).series) else { continue }
        found.append(
          try DuplicateCandidate(
            self, CollectedHit(segment: number, document: UInt32(document), score: 0)))
      }
    }
    return found.filter(isShown)
  }

  /// Whether a document may be named to who searches, by the rights that its file has now.
  private func isShown(_ candidate: DuplicateCandidate) -> Bool {
    guard let reader, !reader.isRoot else { return true }
    return !reader.isRefused(candidate.names.id)
  }
}
