import CPostings
import MappedStorage
import Taxonomy

/// Counts, for each segment, how many hits have each set of values of each facet.
@safe final class FacetCounter {
  private let segment: Segment
  private let selections: [FacetSelection]
  private let columns: [(column: FacetColumn, bytes: MappedArray<UInt8>)]
  private var counters: [[UInt32]]
  private var missing: [UInt32]
  private let allowed: [(column: Int?, values: [UInt8])]
  private var states: [UInt8]
  private var selected: [UInt32]
  private let counts: Bool

  /// The number of hits that pass all selections.
  private(set) var total = 0

  init(_ segment: Segment, _ selections: [FacetSelection], counts: Bool) throws {
    self.segment = segment
    self.selections = selections
    self.counts = counts
    columns = try segment.facets.map { ($0, try $0.verifiedColumn()) }
    counters = segment.facets.map { [UInt32](repeating: 0, count: $0.setCount) }
    missing = [UInt32](repeating: 0, count: selections.count)
    allowed = try selections.map { selection in
      guard let index = segment.facets.firstIndex(where: { $0.key == selection.key }) else {
        return (nil, [])
      }
      return (index, try selection.allowed(in: segment.facets[index]))
    }
    let size = selections.isEmpty ? 0 : SegmentMatcher.windowSize
    states = [UInt8](repeating: 0, count: size)
    selected = [UInt32](repeating: 0, count: size)
  }

  /// Counts the documents of a batch and leaves those in it that pass all selections.
  func count(_ batch: HitBatch) {
    if !selections.isEmpty { select(batch) }
    total += batch.count
    guard counts else { return }
    for index in columns.indices {
      unsafe add(batch.documents, batch.count, to: index)
    }
  }

  /// A document that fails just one selection still counts for that facet.
  private func select(_ batch: HitBatch) {
    for index in 0..<batch.count { states[index] = 0 }
    for (number, selection) in selections.enumerated() {
      let mark = UInt8(number + 1)
      if let column = allowed[number].column {
        unsafe columns[column].bytes.unsafeBuffer.withMemoryRebound(to: UInt8.self) { bytes in
          unsafe parlance_mark_failures(
            batch.documents, UInt32(batch.count), bytes.baseAddress,
            UInt32(columns[column].column.width), allowed[number].values, mark, &states)
        }
      } else if !selection.allowsWithoutValue {
        for index in 0..<batch.count { states[index] = states[index] == 0 ? mark : 255 }
      }
    }
    if counts {
      for number in selections.indices {
        let found = Int(
          unsafe parlance_select_state(
            batch.documents, states, UInt32(batch.count), UInt8(number + 1), &selected))
        if let column = allowed[number].column {
          unsafe selected.withUnsafeBufferPointer { buffer in
            if let address = buffer.baseAddress { unsafe add(address, found, to: column) }
          }
        } else {
          missing[number] += UInt32(found)
        }
      }
    }
    var kept = 0
    for index in 0..<batch.count where states[index] == 0 {
      unsafe batch.documents[kept] = batch.documents[index]
      unsafe batch.scores[kept] = batch.scores[index]
      kept += 1
    }
    batch.count = kept
  }

  private func add(_ documents: UnsafePointer<UInt32>, _ count: Int, to column: Int) {
    let (facet, bytes) = columns[column]
    unsafe parlance_count_values(
      documents, UInt32(count), UnsafeRawPointer(bytes.unsafeBuffer.baseAddress),
      UInt32(facet.width), &counters[column])
  }

  /// Adds the counts of this segment to those of the facets.
  func add(to rollup: inout FacetRollup) throws {
    for (index, entry) in columns.enumerated() {
      try rollup.add(counters[index], of: entry.column)
    }
    for key in rollup.keys where !columns.contains(where: { $0.column.key == key }) {
      let number = selections.firstIndex { $0.key == key }
      rollup.addMissing(total + (number.map { Int(missing[$0]) } ?? 0), to: key)
    }
  }
}

/// Counts of facet values over all segments, narrower values added to broader ones.
struct FacetRollup {
  /// The keys of the facets.
  let keys: [String]
  private let vocabulary: Vocabulary?
  private var facets: [String: Facet] = [:]

  private struct Facet {
    var numbers: [String: Int] = [:]
    var values: [(value: String, concept: ConceptOrdinal?)] = []
    var counts: [Int] = []
    var chains: [String: [Int]] = [:]
    var missing = 0
  }

  init(_ index: SearchIndex) {
    keys = index.facetKeys
    vocabulary = index.vocabulary
    for key in keys { facets[key] = Facet() }
  }

  /// Adds documents without a value.
  mutating func addMissing(_ count: Int, to key: String) { facets[key]?.missing += count }

  /// Adds how many documents have each set of values of a column.
  mutating func add(_ counters: [UInt32], of column: FacetColumn) throws {
    guard var facet = facets.removeValue(forKey: column.key) else { return }
    defer { facets[column.key] = facet }
    let scheme = vocabulary?.scheme(named: column.key)
    for (set, count) in counters.enumerated() where count > 0 {
      let members = try column.members(ofSet: set)
      if members.isEmpty {
        facet.missing += Int(count)
        continue
      }
      var numbers: [Int] = []
      for member in members {
        for number in chain(try column.value(member), scheme, &facet)
        where !numbers.contains(number) {
          numbers.append(number)
        }
      }
      for number in numbers { facet.counts[number] += Int(count) }
    }
  }

  /// A value and all that is broader within the facet.
  private func chain(
    _ value: String, _ scheme: SchemeOrdinal?, _ facet: inout Facet
  ) -> [Int] {
    if let known = facet.chains[value] { return known }
    var chain: [Int] = []
    if let vocabulary, let concept = vocabulary.concept(uri: value) {
      for broader in vocabulary.broaderClosure(of: concept)
      where broader == concept || scheme.map(vocabulary.schemes(of: broader).contains) ?? true {
        chain.append(Self.number(vocabulary.uri(of: broader), broader, &facet))
      }
    } else {
      chain = [Self.number(value, nil, &facet)]
    }
    facet.chains[value] = chain
    return chain
  }

  private static func number(
    _ value: String, _ concept: ConceptOrdinal?, _ facet: inout Facet
  ) -> Int {
    if let number = facet.numbers[value] { return number }
    facet.numbers[value] = facet.values.count
    facet.values.append((value, concept))
    facet.counts.append(0)
    return facet.values.count - 1
  }

  /// The facets in the order of the keys, with the values that occur.
  func makeCounts() -> [FacetCounts] {
    keys.compactMap { key in
      guard let facet = facets[key] else { return nil }
      let scheme = vocabulary?.scheme(named: key)
      var entries = facet.values.indices.filter { facet.counts[$0] > 0 }.map { index in
        FacetCounts.Entry(
          value: value(facet.values[index]), count: facet.counts[index],
          depth: depth(facet.values[index].concept, scheme))
      }
      entries.sort { left, right in
        if key == FacetKeys.year { return left.value.label > right.value.label }
        if left.count != right.count { return left.count > right.count }
        return (left.value.label, left.value.concept ?? "")
          < (right.value.label, right.value.concept ?? "")
      }
      let title = scheme.flatMap { vocabulary?.scheme($0).title() } ?? key
      return FacetCounts(key: key, title: title, entries: entries, missing: facet.missing)
    }
  }

  private func value(_ value: (value: String, concept: ConceptOrdinal?)) -> FacetValue {
    guard let vocabulary, let concept = value.concept else {
      return FacetValue(label: value.value, concept: nil)
    }
    return FacetValue(label: vocabulary.preferredLabel(of: concept), concept: value.value)
  }

  private func depth(_ concept: ConceptOrdinal?, _ scheme: SchemeOrdinal?) -> Int {
    guard let vocabulary, var concept else { return 0 }
    var depth = 0
    var seen: Set<ConceptOrdinal> = [concept]
    while let broader = vocabulary.broader(of: concept).first(where: { other in
      scheme.map { vocabulary.schemes(of: other).contains($0) } ?? true
    }), seen.insert(broader).inserted {
      depth += 1
      concept = broader
    }
    return depth
  }
}
