internal import System
internal import TextAnalysis

/// A label that the index is made of.
struct IndexedLabel: Sendable {
  /// The text.
  let text: String
  /// The dense number of the concept within the index.
  let concept: Int32
  /// The language, if known.
  let language: Language?
  /// Whether the case must agree for the label to count as the same.
  let isCaseSensitive: Bool
  /// Whether it is a preferred label.
  var isPreferred = false
  /// What is meant by it: the dense number of what took the concept's place, or of the concept itself if `nil`.
  var meaning: Int32?
  /// Whether it names the concept only at some time or beside some words, as the vocabulary says.
  var isConditional = false
}

/// All labels in the forms by which they are found: whole-form keys, stems, words, n-grams.
///
/// Immutable once made. Labels and concepts are dense numbers of its own.
final class SimilarityIndex: Sendable {
  let labels: [IndexedLabel]
  let conceptCount: Int
  let languages: [Language]

  /// The list of codes in which many of the labels stand, if there is one.
  let codeList: CodeList?

  let keys: [UInt64: [Int32]]
  let grams: [UInt64: Int32]
  let gramTable: PostingTable
  let gramVectors: [[(term: Int32, weight: Float)]]
  let stems: [String: Int32]
  let stemTable: PostingTable
  let stemVectors: [[(term: Int32, weight: Float)]]
  /// The stems of each label's core, in order.
  let labelStems: FlatLists<Int32>
  /// For each of `labelStems.elements` what the token stands for beside its stem.
  let stemExtras: FlatLists<Int32>
  /// For each label what its head word stands for.
  let labelHeads: [[Int32]]
  /// For each label its folded characters without what is glued on and without blanks.
  let compacts: FlatLists<UInt32>
  /// The concept of each label.
  let conceptOfLabel: [Int32]
  /// For each stem how often concepts use it.
  let stemCounts: [Int32]
  /// For each stem the concepts whose labels hold it, with the number of labels.
  let stemConcepts: FlatLists<StemUse>
  /// For each stem in how many labels it is the head word.
  let headCounts: [Int32]
  /// The distinct words of all labels, sorted, each with its stem.
  let words: [String]
  let wordStems: [Int32]
  let spelling: SpellingIndex
  /// The number of labels of each concept.
  let labelCounts: [Int32]
  /// What the labels of each concept are like as a whole.
  let profiles: ConceptProfiles
  /// The numbers of stems of notes and definitions, and for each the concepts that mention it, sorted.
  let noteStems: [String: Int32]
  let noteConcepts: FlatLists<Int32>

  /// In how many labels of a large vocabulary an n-gram or a stem may be to find them.
  private static let commonGramLimit = 400
  private static let commonStemLimit = 2000

  /// A concept that uses a stem.
  struct StemUse: Sendable {
    let concept: Int32
    var count: Int32
    /// In how many labels it is the head word.
    var headCount: Int32
  }

  /// An index of labels.
  ///
  /// - Parameters:
  ///   - labels: the labels, their concepts below `conceptCount`.
  ///   - conceptCount: the number of concepts.
  ///   - notes: words about concepts: definitions, scope notes, examples.
  init(_ labels: [IndexedLabel], conceptCount: Int, notes: [(concept: Int32, text: String)]) {
    self.labels = labels
    self.conceptCount = conceptCount
    languages = Array(Set(labels.compactMap(\.language))).sorted { $0.rawValue < $1.rawValue }
    var builder = SimilarityIndexBuilder(languages: languages)
    builder.collectWords(labels)
    for (index, label) in labels.enumerated() { builder.add(label, number: Int32(index)) }
    codeList = builder.codeList
    keys = builder.keys
    grams = builder.grams
    let isLarge = labels.count > KernelRidge.labelLimit
    gramTable = PostingTable(
      builder.gramVectors, termCount: builder.grams.count,
      limit: isLarge ? Self.commonGramLimit : .max)
    stems = builder.stems
    stemTable = PostingTable(
      builder.stemVectors, termCount: builder.stems.count,
      limit: isLarge ? Self.commonStemLimit : .max)
    let rarity = gramTable.rarity
    gramVectors = builder.gramVectors.map { PostingTable.weighted($0, rarity) }
    let stemRarity = stemTable.rarity
    stemVectors = builder.stemVectors.map { PostingTable.weighted($0, stemRarity) }
    labelStems = FlatLists(builder.labelStems)
    stemExtras = FlatLists(builder.labelExtras.joined())
    labelHeads = builder.labelHeads
    compacts = FlatLists(builder.compacts)
    conceptOfLabel = labels.map(\.concept)
    let uses = builder.stemConcepts()
    stemConcepts = FlatLists(uses)
    stemCounts = uses.map { uses in uses.reduce(0) { $0 + $1.count } }
    headCounts = uses.map { uses in uses.reduce(0) { $0 + $1.headCount } }
    let sorted = builder.words.sorted { $0.key < $1.key }
    words = sorted.map(\.key)
    wordStems = sorted.map(\.value)
    spelling = SpellingIndex(words)
    var counts = [Int32](repeating: 0, count: conceptCount)
    for label in labels { counts[Int(label.concept)] += 1 }
    labelCounts = counts
    let notes = builder.noteStems(notes).sorted { $0.key < $1.key }
    noteStems = Dictionary(
      uniqueKeysWithValues: notes.enumerated().map { ($1.key, Int32($0)) })
    noteConcepts = FlatLists(notes.map(\.value))
    profiles = ConceptProfiles(labels, stemVectors, conceptCount: conceptCount)
  }

  /// How a concept uses a stem, if it does.
  func use(of stem: Int32, by concept: Int32) -> StemUse? {
    let range = stemConcepts.range(of: Int(stem))
    let place = range.partitioningIndex { stemConcepts.elements[$0].concept >= concept }
    guard place < range.upperBound else { return nil }
    let use = stemConcepts.elements[place]
    return use.concept == concept ? use : nil
  }

  /// Whether a note on a concept has a stem of that number.
  func notesOn(_ concept: Int32, hold stem: Int32) -> Bool {
    let range = noteConcepts.range(of: Int(stem))
    let place = range.partitioningIndex { noteConcepts.elements[$0] >= concept }
    return place < range.upperBound && noteConcepts.elements[place] == concept
  }

  /// All terms of a label.
  func terms(of label: Int32) -> Set<Int32> {
    Set(stemVectors[Int(label)].map(\.term))
  }

  /// The range of `words` that begin with `prefix`.
  func words(startingWith prefix: String) -> Range<Int> {
    let start = words.indices.partitioningIndex { words[$0] >= prefix }
    var end = start
    while end < words.count, words[end].hasPrefix(prefix) { end += 1 }
    return start..<end
  }
}

/// Collects what a `SimilarityIndex` holds, label by label.
struct SimilarityIndexBuilder {
  private(set) var keys: [UInt64: [Int32]] = [:]
  private(set) var grams: [UInt64: Int32] = [:]
  private(set) var gramVectors: [[(term: Int32, scale: Float)]] = []
  private(set) var stems: [String: Int32] = [:]
  private(set) var stemVectors: [[(term: Int32, scale: Float)]] = []
  private(set) var labelStems: [[Int32]] = []
  private(set) var labelExtras: [[[Int32]]] = []
  /// For each label what its head word stands for.
  private(set) var labelHeads: [[Int32]] = []
  private(set) var compacts: [[UInt32]] = []
  private(set) var words: [String: Int32] = [:]
  private var concepts: [Int32] = []
  private var formKeys = FormKeys()
  private let stemmers: StemTable
  private var expander: TermExpander
  private(set) var codeList: CodeList?

  init(languages: [Language]) {
    stemmers = StemTable(languages)
    expander = TermExpander(words: [], stemmers: stemmers)
  }

  /// Takes in the words by which compounds are recognised, and what the labels are codes and names of.
  mutating func collectWords(_ labels: [IndexedLabel]) {
    let forms = labels.map { LabelForm($0.text) }
    codeList = CodeList.fitting(forms)
    for (label, form) in zip(labels, forms) {
      for token in form.tokens where words[token] == nil {
        words[token] = term(stemmers.stem(token, label.language))
      }
    }
    expander = TermExpander(words: Set(words.keys), stemmers: stemmers)
  }

  mutating func add(_ label: IndexedLabel, number: Int32) {
    let form = LabelForm(label.text)
    let extras = expander.extras(of: form.tokens)
    var stems: [String] = []
    var scales: [Int32: Float] = [:]
    var core: [Int32] = []
    var coreExtras: [[Int32]] = []
    var head: [Int32] = []
    for (position, token) in form.tokens.enumerated() {
      let text = stemmers.stem(token, label.language)
      let stem = term(text)
      stems.append(text)
      scales[stem] = 1
      let further = extras[position].map { (term: term($0.text), scale: $0.scale) }
      for extra in further { scales[extra.term] = max(scales[extra.term] ?? 0, extra.scale) }
      if position == form.head.position { head = [stem] + further.map(\.term) }
      guard !form.isDecoration[position] else { continue }
      core.append(stem)
      coreExtras.append(further.map(\.term))
    }
    for (_, key) in formKeys.all(form, stems: stems, extras: extras, codeList) {
      keys[key, default: []].append(number)
    }
    gramVectors.append(vector(of: form))
    stemVectors.append(scales.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    labelStems.append(core)
    labelExtras.append(coreExtras)
    labelHeads.append(head)
    compacts.append(form.core.flatMap { $0.unicodeScalars.map(\.value) })
    concepts.append(label.concept)
  }

  private mutating func term(_ text: String) -> Int32 {
    let number = stems[text] ?? Int32(stems.count)
    stems[text] = number
    return number
  }

  private mutating func vector(of form: LabelForm) -> [(term: Int32, scale: Float)] {
    var ids: [Int32] = []
    CharacterGrams.forEach(form.tokens) { key in
      let id = grams[key] ?? Int32(grams.count)
      grams[key] = id
      ids.append(id)
    }
    return Self.scaled(Self.occurrences(ids))
  }

  /// Each term once with the number of its occurrences, in order of terms.
  static func occurrences(_ ids: [Int32]) -> [(term: Int32, scale: Float)] {
    var result: [(term: Int32, scale: Float)] = []
    for id in ids.sorted() {
      if result.last?.term == id {
        result[result.count - 1].scale += 1
      } else {
        result.append((id, 1))
      }
    }
    return result
  }

  /// Terms scaled by the logarithms of their occurrences.
  static func scaled(
    _ occurrences: [(term: Int32, scale: Float)]
  ) -> [(term: Int32, scale: Float)] {
    var result = occurrences
    for index in result.indices where result[index].scale > 1 {
      result[index].scale = 1 + Float.log(result[index].scale)
    }
    return result
  }

  func stemConcepts() -> [[SimilarityIndex.StemUse]] {
    var uses = [[Int32: SimilarityIndex.StemUse]](repeating: [:], count: stems.count)
    for (label, vector) in stemVectors.enumerated() {
      let concept = concepts[label]
      for entry in vector {
        let isHead = labelHeads[label].contains(entry.term)
        uses[Int(entry.term)][
          concept, default: SimilarityIndex.StemUse(concept: concept, count: 0, headCount: 0)
        ].count += 1
        if isHead { uses[Int(entry.term)][concept]?.headCount += 1 }
      }
    }
    return uses.map { $0.values.sorted { $0.concept < $1.concept } }
  }

  func noteStems(_ notes: [(concept: Int32, text: String)]) -> [String: [Int32]] {
    var result: [String: Set<Int32>] = [:]
    for note in notes {
      for token in Analyzer.tokens(of: note.text) where token.text.utf8.count > 2 {
        for stem in stemmers.stems(token.text) { result[stem, default: []].insert(note.concept) }
      }
    }
    return result.mapValues { $0.sorted() }
  }
}
