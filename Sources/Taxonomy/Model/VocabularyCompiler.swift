import MappedStorage
import System

extension VocabularyBuilder {
  /// Compiles what was collected.
  ///
  /// Concepts keep the order of their declaration, labels that of their concept's source. Labels,
  /// relations and notes given twice count once; inverses are added; what points to an undeclared
  /// concept, or belongs to one, is left out and becomes a finding.
  ///
  /// - Returns: the vocabulary, and all findings, those of the importers first.
  /// - Complexity: O(everything collected), with one sort of the URIs.
  package consuming func build() -> (vocabulary: Vocabulary, findings: [VocabularyFinding]) {
    let (bytes, findings) = compile()
    do {
      let vocabulary = try Vocabulary(MappedBytes(bytes), path: "(memory)")
      // What is compiled is what is believed when it is read from a file.
      assert((try? vocabulary.checkReferences(path: "(memory)")) != nil)
      return (vocabulary, findings)
    } catch {
      preconditionFailure("a vocabulary just compiled cannot be opened: \(error)")
    }
  }

  /// Compiles what was collected into the bytes of a snapshot; see `build()`.
  package consuming func compile() -> (bytes: [UInt8], findings: [VocabularyFinding]) {
    var compiler = VocabularyCompiler(builder: self)
    compiler.compile()
    let text = compiler.builder.text
    compiler.writer.add(
      SnapshotSection.arena.rawValue, pieces: text.pieces + [text.tail], isFirst: true)
    return (compiler.writer.makeBytes(), compiler.builder.findings)
  }
}

extension VocabularyBuilder {
  /// Compiles what was collected into a snapshot file; see `build()`.
  ///
  /// - Parameters:
  ///   - path: the file, which is replaced if it exists.
  ///   - prepare: called with the findings before anything is written; may refuse by throwing.
  /// - Returns: all findings, those of the importers first.
  /// - Throws: `StorageError.unwritable`, or what `prepare` throws; what was at `path` is then
  ///   unchanged.
  package consuming func compile(
    to path: String, after prepare: ([VocabularyFinding]) throws -> Void = { _ in }
  ) throws -> [VocabularyFinding] {
    var compiler = VocabularyCompiler(builder: self)
    // Begun before compiling: the text is the greater part of the file and does not change any
    // more.
    let early = EarlyTextWriter(compiler.builder.text.pieces, to: path)
    compiler.compile()
    // Before the file takes its place: what `prepare` refuses must leave what was there.
    try prepare(compiler.builder.findings)
    try compiler.write(to: path, after: early)
    return compiler.builder.findings
  }
}

/// Turns the entities of a builder into dense ordinals and flat sections.
struct VocabularyCompiler {
  var builder: VocabularyBuilder
  var writer = SectionedFileWriter(kind: Vocabulary.fileKind)

  /// The ordinal of each entity that is a concept, else `none`.
  var conceptOrdinals: [UInt32] = []
  var schemeOrdinals: [UInt32: UInt32] = [:]
  var conceptCount = 0
  var reportedEntities: Set<UInt32> = []
  var predecessors: [(UInt32, UInt32)] = []
  var uriReferences: [StringReference?] = []

  static let none = UInt32.max

  init(builder: consuming VocabularyBuilder) {
    self.builder = builder
  }

  mutating func compile() {
    numberEntities()
    compileLabels()
    compileSuccessors()
    compileRelations()
    builder.relations = []
    compileTexts()
    compileSchemes()
    compileCollections()
    compileConcepts()
    compileNames()
  }

  /// Writes what was compiled, the text first, if it is not written yet.
  func write(to path: String, after early: EarlyTextWriter?) throws {
    let stream: SectionedFileStream
    if let early {
      stream = early.finish()
    } else {
      stream = try Self.makeStream(path: path)
      Self.append(builder.text.pieces, to: stream)
    }
    stream.append(builder.text.tail)
    writer.append(to: stream)
    try stream.commit()
  }

  /// A stream for the sections of a snapshot.
  static func makeStream(path: String) throws -> SectionedFileStream {
    let sections = SnapshotSection.allCases.count - 1 + 2 * ConceptRelation.allCases.count
    return try SectionedFileStream(
      path: path, kind: Vocabulary.fileKind, sectionCount: sections)
  }

  /// Begins the section of the text.
  static func append(_ text: [[UInt8]], to stream: SectionedFileStream) {
    stream.beginSection(SnapshotSection.arena.rawValue)
    for piece in text { stream.append(piece) }
  }

  mutating func numberEntities() {
    conceptCount = builder.concepts.count
    conceptOrdinals = Array(repeating: Self.none, count: builder.uris.count)
    for (ordinal, concept) in builder.concepts.enumerated() {
      conceptOrdinals[Int(concept.entity)] = UInt32(ordinal)
    }
    for (ordinal, scheme) in builder.schemes.enumerated() {
      schemeOrdinals[scheme.entity] = UInt32(ordinal)
    }
  }

  mutating func add<Element: BitwiseCopyable>(
    _ section: SnapshotSection, _ elements: [Element]
  ) {
    writer.add(section.rawValue, elements)
  }

  /// The ordinal of what a relation or successor leads to.
  ///
  /// Where a part of a larger vocabulary is read, that is often outside of it: a note, unless the
  /// source says by a relative identifier that it is its own.
  mutating func target(
    _ entity: UInt32, usedAs use: @autoclosure () -> String, at position: SourcePosition
  ) -> UInt32? {
    ordinal(
      entity, usedAs: use(), at: position,
      severity: builder.ownReferences.contains(entity) ? .error : .note)
  }

  /// The ordinal of an entity, or a finding, once an entity, that it is not defined.
  mutating func ordinal(
    _ entity: UInt32, usedAs use: @autoclosure () -> String,
    at position: SourcePosition = SourcePosition(),
    severity: VocabularyFinding.Severity = .error
  ) -> UInt32? {
    let ordinal = conceptOrdinals[Int(entity)]
    if ordinal != Self.none { return ordinal }
    if reportedEntities.insert(entity).inserted {
      let uri = builder.uris.string(of: entity)
      builder.findings.append(
        VocabularyFinding(
          rule: "UndefinedConcept", severity: severity, path: path(of: position),
          line: Int(position.line), column: Int(position.column), concept: uri,
          message: severity == .note
            ? "\"\(uri)\", used as \(use()), is outside of the vocabulary; the link is kept"
            : "\"\(uri)\" is used as \(use()), but is not defined as a concept",
          remedy: severity == .note
            ? "if it should be part of the vocabulary, define it as a concept"
            : "define the concept, or remove what points to it"))
    }
    return nil
  }

  func path(of position: SourcePosition) -> String {
    let index = Int(position.source)
    return index < builder.sources.count ? builder.sources[index] : ""
  }
}
