import JSONCoding

/// Sphinx or Manticore, by SphinxQL.
///
/// All is asked of a distributed index of the name that is searched, whose parts hold documents, the names of
/// their values, their words, and what is published, as rows of the same columns.
package struct SphinxEngine: RemoteEngine {
  private let service: any SphinxService

  /// An engine.
  package init(_ service: any SphinxService) { self.service = service }

  package func collection(named name: String) throws -> RemoteCollection? {
    let answer: SphinxTable.Answer
    do {
      answer = try SphinxTable(service, name).select(SphinxHead.selection)
    } catch RemoteFailure.refused(let words) where SphinxHead.isAbsence(words) { return nil }
    let heads = answer.rows.compactMap { SphinxHead($0) }
    guard heads.count == answer.rows.count else { throw RemoteFailure.foreign(name) }
    guard let head = SphinxHead.newest(of: heads), let index = head.current else {
      // The part that did not answer may be the one that knows of a release.
      if let defect = answer.defect { throw RemoteFailure.refused(defect) }
      return nil
    }
    guard var known = RemoteCollection(index: index, told: head.releases[index]) else {
      throw RemoteFailure.foreign(name)
    }
    known.name = name
    let absent = Set(head.parts).subtracting(heads.map(\.number)).count
    if absent > 0 {
      known.defect =
        answer.defect ?? "\(absent) of \(head.parts.count) parts are not in the index '\(name)'"
    }
    return known
  }

  package func rights(in collection: RemoteCollection, limit: Int) throws -> RemoteRights {
    var inquiry = SphinxInquiry(service, collection)
    let groups = try inquiry.groups(
      "access", by: "access", matching: try inquiry.query.text(.everything), atMost: limit)
    let names = try inquiry.names(of: groups.map(\.code))
    var rights = RemoteRights()
    for group in groups {
      guard let name = names[group.code] else { continue }
      rights.counts.values.append((name.value, group.count))
    }
    rights.counts.isCut = inquiry.isCut
    rights.defect = inquiry.defect
    return rights
  }

  package func learn(
    _ lookup: RemoteLookup, in collection: RemoteCollection
  ) throws -> RemoteLearnt {
    var inquiry = SphinxInquiry(service, collection)
    var learnt = RemoteLearnt()
    for (kind, words) in lookup.words {
      learnt.words += try inquiry.words(
        matchingAny: words.map { SphinxCode.value($0, of: kind.rawValue) })
    }
    for beginning in lookup.beginnings {
      let words = try inquiry.words(
        matchingAny: [SphinxCode.beginning(beginning, of: "word")], beginning: beginning)
      learnt.beginnings.append(Set(words.map(\.stem)))
    }
    for clause in lookup.clauses {
      learnt.counts.append(try inquiry.count(.all([clause]), sight: lookup.sight))
    }
    learnt.defect = inquiry.defect
    return learnt
  }

  package func find(
    _ question: RemoteQuestion, in collection: RemoteCollection
  ) throws -> RemoteFound {
    var inquiry = SphinxInquiry(service, collection)
    var found = RemoteFound()
    try inquiry.addHits(of: question, to: &found)
    found.counts = try inquiry.counts(of: question, total: found.total)
    found.defect = inquiry.defect
    return found
  }
}
