import MappedStorage
import System

extension Vocabulary {
  /// Makes sure that every number of the snapshot leads to something within it.
  ///
  /// What has the right checksums may still come from a program with a mistake, or from somebody who
  /// means harm. All that reads the vocabulary later relies on it without looking again.
  ///
  /// - Complexity: O(snapshot).
  /// - Throws: `StorageError.damaged`.
  func checkReferences(path: String) throws {
    func check(_ isSound: Bool, _ part: String) throws {
      guard isSound else {
        throw StorageError.damaged(path: path, reason: "\(part) refer to what is not there")
      }
    }
    try check(schemesAreSound, "schemes")
    try check(conceptsAreSound, "concepts")
    try check(labelsAreSound, "labels")
    try check(relationsAreSound, "relations")
    try check(collectionsAreSound, "collections")
  }

  private var schemesAreSound: Bool {
    schemeRecords.allSatisfy { holds($0.uri) && holds($0.key) && isKind($0.assignment) }
      && schemeTitles.isSound(holds) && schemeDescriptions.isSound(holds)
      && titleRecords.allSatisfy(holds)
  }

  private var conceptsAreSound: Bool {
    conceptRecords.allSatisfy { holds($0.uri) }
      && conceptsByURI.allSatisfy { Int($0) < conceptCount }
      && noteRecords.isSound(holds)
      && noteOrigins.allSatisfy { holds($0.creator) && holds($0.date) }
      && cueRecords.isSound(holds) && provenanceRecords.isSound(holds)
      && mappingRecords.isSound { holds($0.uri) && isKind($0.kind) }
      && successorRecords.isSound {
        holds($0.uri) && holds($0.condition) && isKind($0.origin)
          && ($0.concept == .max || Int($0.concept) < conceptCount)
      }
      && outsideRecords.isSound {
        holds($0.uri) && $0.relation <= UInt8.max && $0.kind <= UInt8.max
      }
  }

  private var labelsAreSound: Bool {
    labelOffsets.ascends
      && shownLabels.indices.allSatisfy {
        shownLabels[$0] == .max
          || (labelOffsets[$0]..<labelOffsets[$0 + 1]).contains(shownLabels[$0])
      }
      && labelRecords.allSatisfy {
        holds($0.text) && Int($0.concept) < conceptCount
          && Int($0.language) < languageNames.count
          && ($0.extras == .max || Int($0.extras) < labelExtras.count)
      }
      && labelExtras.allSatisfy {
        holds($0.requiredContext) && holds($0.excludedContext) && holds($0.note)
          && holds($0.datatype)
      }
  }

  private var relationsAreSound: Bool {
    ConceptRelation.allCases.allSatisfy { relation in
      let bound = relation == .scheme || relation == .topOf ? schemeCount : conceptCount
      return relations[Int(relation.rawValue)].isSound { Int($0) < bound }
    }
  }

  private var collectionsAreSound: Bool {
    collectionRecords.allSatisfy { holds($0.uri) }
      && collectionLabels.isSound(holds) && collectionNotes.isSound(holds)
      && collectionSchemes.isSound { Int($0) < schemeCount }
      && collectionMembers.isSound(isMember) && outsideMembers.allSatisfy(holds)
  }

  private func isMember(_ member: UInt32) -> Bool {
    if member & CollectionRecord.memberBit != 0 {
      return Int(member & ~CollectionRecord.memberBit) < collectionRecords.count
    }
    return member & CollectionRecord.outsideBit == 0
      ? Int(member) < conceptCount
      : Int(member & ~CollectionRecord.outsideBit) < outsideMembers.count
  }

  private func holds(_ text: StringReference) -> Bool {
    Int(text.offset) + Int(text.length) <= arena.count
  }

  private func holds(_ record: TextRecord) -> Bool {
    holds(record.text) && Int(record.language) < languageNames.count && record.kind <= UInt8.max
  }

  private func holds(_ record: NoteRecord) -> Bool {
    holds(record.text) && Int(record.language) < languageNames.count && record.kind <= UInt8.max
      && (record.origin == .max || Int(record.origin) < noteOrigins.count)
  }

  /// Whether a number may be one of the kinds that the snapshot stores in 32 bits and means in 8.
  private func isKind(_ number: UInt32) -> Bool { number <= UInt8.max }
}

extension MappedArray where Element == UInt32 {
  /// Whether no offset is lower than the one before it.
  var ascends: Bool { zip(self, dropFirst()).allSatisfy(<=) }
}
