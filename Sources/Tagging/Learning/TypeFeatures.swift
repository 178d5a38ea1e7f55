internal import Documents
internal import Glibc
internal import Model

/// What a document looks like to a type classifier: words by place, and layout, as numbers by the hashes of their
/// names.
///
/// Groups (title, path, headings, beginning, text, layout) have length 1 each times a weight, so
/// that a long text does not drown a title. Names are made where somebody is shown them.
struct TypeFeatures {
  /// A feature of the document.
  struct Feature: BitwiseCopyable {
    /// The hash of its name.
    let hash: UInt64
    var value: Float
    fileprivate let origin: Origin
  }

  /// What a feature is made of.
  fileprivate struct Origin: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable {
      case word, pair, first, last, ending, firstEnding, beginning, whole
    }

    let kind: Kind

    /// The number of its prefix, or of its whole name.
    let name: Int32

    /// The numbers of its text and word.
    var text: Int32 = 0
    var word: Int32 = 0
  }

  /// The features, each once.
  private(set) var features: [Feature] = []

  private var group = FeatureGroup()
  private var names: [String] = []
  private var texts: [FoldedWords] = []

  init(_ document: Document) {
    let document = document.withoutMarkup()
    let sketch = DocumentSketch(document)
    addWords(sketch.title, prefix: "title", pairs: true, edges: true)
    close(weight: 2)
    if let path = document.path {
      let parts = path.split(separator: "/")
      if let file = parts.last {
        addWords(Array(DocumentScan.stem(file).utf8), prefix: "file", pairs: true, edges: true)
      }
      for folder in parts.dropLast() { addWords(Array(folder.utf8), prefix: "folder") }
      close(weight: 1.2)
      addPlace(parts.dropLast())
    }
    for heading in sketch.headings.prefix(40) {
      addWords(heading, prefix: "heading", pairs: true, edges: true)
    }
    close(weight: 1.2)
    for field in document.metadata {
      addWords(Array(field.value.utf8), prefix: "field \(field.name)")
    }
    close(weight: 0.8)
    addWords(sketch.beginning, prefix: "beginning", pairs: true)
    close(weight: 0.9)
    addWords(sketch.body, prefix: "text")
    close(weight: 0.9)
    for (name, value) in sketch.layout { add("layout \(name)", value) }
    if let format = document.format { add("format \(format)", 0.5) }
  }

  /// The name of a feature.
  func name(of feature: Feature) -> String {
    let origin = feature.origin
    let name = names[Int(origin.name)]
    if origin.kind == .whole { return name }
    let words = texts[Int(origin.text)]
    let word = Int(origin.word)
    return switch origin.kind {
    case .word, .whole: "\(name) \(words.text(word))"
    case .pair: "\(name) \(words.text(word)) \(words.text(word + 1))"
    case .first: "\(name) ^\(words.text(word))"
    case .last: "\(name) \(words.text(word))$"
    case .ending: "\(name) ~\(String(decoding: words.ending(word), as: UTF8.self))"
    case .firstEnding: "\(name) ~^\(String(decoding: words.ending(word), as: UTF8.self))"
    case .beginning: "\(name) \(String(decoding: words.beginning(word), as: UTF8.self))~"
    }
  }

  /// Adds a feature by its whole name; features without a value are none.
  mutating func add(_ name: String, _ value: Float) {
    guard value != 0 else { return }
    names.append(name)
    features.append(
      Feature(
        hash: FeatureName(name).hash, value: value,
        origin: Origin(kind: .whole, name: Int32(names.count - 1))))
  }

  /// The folder itself, and less each one above it, to be known again as a whole.
  private mutating func addPlace(_ folders: ArraySlice<Substring>) {
    var path = ""
    for (number, folder) in folders.enumerated() {
      path += "\(folder)/"
      add("place \(path)", number + 1 == folders.count ? 1.2 : 0.5)
    }
  }

  private mutating func addWords(
    _ text: [UInt8], prefix: String, pairs: Bool = false, edges: Bool = false
  ) {
    let words = FoldedWords(text)
    guard words.count > 0 else { return }
    names.append(prefix)
    texts.append(words)
    let name = Int32(names.count - 1)
    let number = Int32(texts.count - 1)
    func origin(_ kind: Origin.Kind, _ word: Int) -> Origin {
      Origin(kind: kind, name: name, text: number, word: Int32(word))
    }
    let start = FeatureName(prefix).with(CollectionOfOne(Self.blank))
    for word in 0..<words.count {
      let one = start.with(words[word])
      group.add(one.hash, 1, origin(.word, word))
      guard pairs, word + 1 < words.count else { continue }
      let pair = one.with(CollectionOfOne(Self.blank)).with(words[word + 1])
      group.add(pair.hash, 1, origin(.pair, word))
    }
    guard edges else { return }
    addShapes(words, start, origin)
    let last = words.count - 1
    group.add(start.with(CollectionOfOne(Self.caret)).with(words[0]).hash, 1, origin(.first, 0))
    group.add(
      start.with(words[last]).with(CollectionOfOne(Self.dollar)).hash, 1, origin(.last, last))
  }

  private static let blank = UInt8(ascii: " ")
  private static let caret = UInt8(ascii: "^")
  private static let dollar = UInt8(ascii: "$")
  private static let tilde = UInt8(ascii: "~")

  /// Beginnings and ends of words, so that "installing" and "configuring" have something in common.
  private mutating func addShapes(
    _ words: FoldedWords, _ start: FeatureName, _ origin: (Origin.Kind, Int) -> Origin
  ) {
    let ending = start.with(CollectionOfOne(Self.tilde))
    let firstEnding = ending.with(CollectionOfOne(Self.caret))
    for word in 0..<words.count where words[word].count > 4 {
      group.add(
        (word == 0 ? firstEnding : ending).with(words.ending(word)).hash, Self.shapeWeight,
        origin(word == 0 ? .firstEnding : .ending, word))
      group.add(
        start.with(words.beginning(word)).with(CollectionOfOne(Self.tilde)).hash,
        Self.shapeWeight, origin(.beginning, word))
    }
  }

  private static let shapeWeight: Float = 0.7

  /// Scales the open group to a length of `weight`, counts damped, and adds it.
  private mutating func close(weight: Float) {
    for place in group.entries.indices {
      let count = group.entries[place].count
      group.entries[place].count = count == 1 ? 1 : 1 + log(count)
    }
    let length = group.entries.reduce(0) { $0 + $1.count * $1.count }.squareRoot()
    if length > 0 {
      for entry in group.entries {
        features.append(
          Feature(hash: entry.hash, value: entry.count / length * weight, origin: entry.origin))
      }
    }
    group.removeAll()
  }
}

/// Counts of features by the hashes of their names, in the order in which they came.
private struct FeatureGroup {
  struct Entry: BitwiseCopyable {
    let hash: UInt64
    var count: Float
    let origin: TypeFeatures.Origin
  }

  var entries: [Entry] = []

  /// The numbers of the entries by hash; a vacant place has -1.
  private var places = [Int32](repeating: -1, count: 64)

  mutating func add(_ hash: UInt64, _ count: Float, _ origin: TypeFeatures.Origin) {
    if entries.count * 2 >= places.count { grow() }
    let place = place(of: hash)
    if places[place] >= 0 {
      entries[Int(places[place])].count += count
    } else {
      places[place] = Int32(entries.count)
      entries.append(Entry(hash: hash, count: count, origin: origin))
    }
  }

  mutating func removeAll() {
    for place in places.indices { places[place] = -1 }
    entries.removeAll(keepingCapacity: true)
  }

  private mutating func grow() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for (number, entry) in entries.enumerated() { places[place(of: entry.hash)] = Int32(number) }
  }

  private func place(of hash: UInt64) -> Int {
    let mask = places.count - 1
    // The low bits of the hash depend on the low bits of the letters alone.
    var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while places[place] >= 0, entries[Int(places[place])].hash != hash {
      place = (place + 1) & mask
    }
    return place
  }
}
