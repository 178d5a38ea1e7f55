/// A hierarchy that is given by levels alone: concepts are known by their paths.
struct Outline {
  /// The levels at most.
  static let levelLimit = 64

  let scheme: VocabularyBuilder.Entity
  /// The concept that was added last.
  private(set) var last: VocabularyBuilder.Entity?
  private let context: DialectContext
  private let base: String
  private var path: [(uri: String, concept: VocabularyBuilder.Entity)] = []
  private var declared: Set<VocabularyBuilder.Entity> = []

  init(_ table: Table, _ context: DialectContext, title: String? = nil) {
    var table = table
    if let title { table.path = title.split(separator: "/").joined(separator: " ") }
    self.context = context
    scheme = context.declareScheme(of: table)
    base = "urn:table:\(URISegment.encoded(table.name)):"
  }

  /// Adds a concept below the last one of the level above, or finds it there.
  ///
  /// - Throws: `VocabularyTextError` if the path of names is too long for an identifier.
  mutating func add(
    _ name: String, level: Int, language: String = "", line: Int
  ) throws(VocabularyTextError) {
    // A level that is left out is a slip of the indentation.
    path.removeLast(max(0, path.count - level))
    let uri = (path.last.map { $0.uri + "/" } ?? base) + URISegment.encoded(name)
    let concept = context.builder.entity(uri)
    last = concept
    // After the limits were looked at, and whether the concept is new or not.
    defer { path.append((uri, concept)) }
    let position = SourcePosition(
      source: context.source, line: UInt32(clamping: line), column: UInt32(level + 1))
    try context.checkLimits(at: position)
    // Tables may repeat the whole path in each row.
    guard declared.insert(concept).inserted else { return }
    context.builder.declareConcept(concept, at: position)
    context.builder.addLabel(Label(name, language: language), to: concept, line: line)
    if let parent = path.last?.concept {
      context.builder.addRelation(.scheme, from: concept, to: scheme, line: line)
      context.builder.addRelation(.broader, from: concept, to: parent, line: line)
    } else {
      context.builder.addRelation(.topOf, from: concept, to: scheme, line: line)
    }
  }

  /// Adds another name to the last concept of a level.
  mutating func addSynonym(_ name: String, ofLevel level: Int, line: Int) {
    guard level >= 0, level < path.count else { return }
    context.builder.addLabel(
      Label(name, kind: .alternative), to: path[level].concept, line: line)
  }
}
