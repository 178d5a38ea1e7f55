internal import Matching
internal import Taxonomy

/// The labels behind each group of a label index, as the analyzer needs them.
struct LabelGroups: Sendable {
  /// What is known of a group beforehand.
  struct Group: BitwiseCopyable, Sendable {
    /// The first of its labels that may be found.
    var start: UInt32

    /// The number of its labels that may be found.
    var count: UInt32

    /// What must be looked at for each place.
    var flags: Flags
  }

  /// What must be looked at for each place of a group.
  struct Flags: OptionSet, BitwiseCopyable, Sendable {
    let rawValue: UInt8

    /// The labels depend on how a place is written.
    static let dependsOnSurface = Flags(rawValue: 1)
    /// The labels depend on words around a place.
    static let dependsOnContext = Flags(rawValue: 2)
    /// All labels mean one concept, and some label needs no support.
    static let isClear = Flags(rawValue: 4)
  }

  private let groups: [Group]

  /// The labels of all groups, those of a group together, in the order of the vocabulary.
  let labels: [LabelOrdinal]

  /// Gathers the labels of all groups but those that are blocked or name the field as a whole.
  init(_ index: LabelIndex, tables: ConceptTables, blocked: Set<LabelOrdinal>) {
    var groups: [Group] = []
    var labels: [LabelOrdinal] = []
    groups.reserveCapacity(index.groupCount)
    for number in 0..<index.groupCount {
      let start = labels.count
      for entry in index.entries(ofGroup: number) {
        let label = index.label(ofEntry: entry)
        if tables.facts[Int(label.rawValue)].isGeneric { continue }
        if !blocked.isEmpty, blocked.contains(label) { continue }
        if labels.count > start, labels[start...].contains(label) { continue }
        labels.append(label)
      }
      if labels.count > start + 1 { labels[start...].sort() }
      var flags = Flags()
      if index.dependsOnSurface(group: number) { flags.insert(.dependsOnSurface) }
      for place in start..<labels.count
      where tables.facts[Int(labels[place].rawValue)].hasContext {
        flags.insert(.dependsOnContext)
      }
      if Self.isClear(labels[start...], tables) { flags.insert(.isClear) }
      groups.append(
        Group(start: UInt32(start), count: UInt32(labels.count - start), flags: flags))
    }
    self.groups = groups
    self.labels = labels
  }

  /// A group by its number.
  subscript(group: UInt32) -> Group { groups[Int(group)] }

  /// The labels of a group that may be found.
  func labels(of group: Group) -> ArraySlice<LabelOrdinal> {
    labels[Int(group.start)..<Int(group.start + group.count)]
  }

  /// Whether labels mean one concept in use, and one of them needs no support.
  static func isClear(_ labels: ArraySlice<LabelOrdinal>, _ tables: ConceptTables) -> Bool {
    guard let first = labels.first else { return false }
    let concept = tables.soleConcept(for: tables.facts[Int(first.rawValue)].concept)
    guard concept != nil else { return false }
    var isSupported = false
    for label in labels {
      let facts = tables.facts[Int(label.rawValue)]
      if tables.soleConcept(for: facts.concept) != concept { return false }
      if !facts.needsSupport { isSupported = true }
    }
    return isSupported
  }
}
