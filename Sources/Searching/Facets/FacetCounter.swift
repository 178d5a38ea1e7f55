import CPostings
import MappedStorage
import System
import Taxonomy

/// Counts, for each segment, how many hits have each set of values of each facet.
@safe final class FacetCounter {
  private let segment: Segment
  private let selections: [FacetSelection]
  private let columns: [(column: FacetColumn, bytes: MappedArray<UInt8>)]
  /// For each column four sets of counters side by side, or one where sets of values are many.
  private var counters: [[UInt32]]
  private var missing: [UInt32]
  /// What each part of a selection lets stay, and the mark of what fails it.
  private let tests: [(column: Int?, values: [UInt8], keepsMissing: Bool, mark: UInt8)]
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
    counters = segment.facets.map {
      [UInt32](repeating: 0, count: $0.setCount * (Self.isShared($0) ? 1 : Self.copies))
    }
    missing = [UInt32](repeating: 0, count: selections.count)
    columnsOfSelections = selections.map { selection in
      segment.facets.firstIndex { $0.key == selection.key }
    }
    var tests: [(column: Int?, values: [UInt8], keepsMissing: Bool, mark: UInt8)] = []
    for (number, selection) in selections.enumerated() {
      let parts = [
        (selection.inclusion, UInt8(number + 1)), (selection.exclusion, Self.failsForGood),
      ]
      for case (let part?, let mark) in parts {
        let column = columnsOfSelections[number]
        tests.append(
          (
            column, try column.map { try part.allowed(in: segment.facets[$0]) } ?? [],
            part.allowsWithoutValue, mark
          ))
      }
    }
    self.tests = tests
    let size = selections.isEmpty ? 0 : SegmentMatcher.windowSize
    states = [UInt8](repeating: 0, count: size)
    selected = [UInt32](repeating: 0, count: size)
  }

  /// How many sets of counters a column has whose sets of values are few: neighbors are often alike, and one
  /// counter cannot be raised twice without waiting.
  private static let copies = 4

  /// Whether a column has one set of counters, since adding up four would take too long.
  private static func isShared(_ column: FacetColumn) -> Bool { column.setCount > 2048 }

  /// Counts the documents of a batch and leaves those in it that pass all selections.
  func count(_ batch: HitBatch) {
    let counted = selectAlone(batch)
    if counted == nil, !selections.isEmpty { select(batch) }
    total += batch.count
    guard counts else { return }
    for index in columns.indices where index != counted {
      unsafe add(batch.documents, batch.count, to: index)
    }
  }

  /// The facet of the only filter, to be counted and applied while scores are added up; `nil` if there are other
  /// filters, or none.
  ///
  /// What is left is then counted by `countSelected`.
  func makeSelection() -> SelectedColumn? {
    guard let column = columnOfOnlyFilter else { return nil }
    let (facet, bytes) = columns[column]
    let selection = SelectedColumn(
      column: column, bytes, width: facet.width, allowed: tests[0].values,
      copies: Self.isShared(facet) ? 1 : Self.copies)
    selectedColumn = selection
    return selection
  }

  /// Counts the documents of a batch that pass the only filter, if there is one.
  func countSelected(_ batch: HitBatch) {
    total += batch.count
    guard counts else { return }
    for index in columns.indices where index != selectedColumn?.column {
      unsafe add(batch.documents, batch.count, to: index)
    }
  }

  private var selectedColumn: SelectedColumn?

  /// The column of the only filter, if that asks for values of a facet that the segment has.
  private var columnOfOnlyFilter: Int? {
    guard counts, tests.count == 1, selections.count == 1, tests[0].mark != Self.failsForGood
    else { return nil }
    return tests[0].column
  }

  /// The state of a document that fails several selections, or has a value that is ruled out.
  private static let failsForGood: UInt8 = 255

  /// For each selection the number of its column, if the segment has one.
  private let columnsOfSelections: [Int?]

  /// Counts by the facet of the only filter and applies it in one go, as most filtered searches do.
  ///
  /// - Returns: the number of the column that was counted; `nil` if there are other filters, and nothing
  ///   was done.
  private func selectAlone(_ batch: HitBatch) -> Int? {
    guard let column = columnOfOnlyFilter else { return nil }
    let (facet, bytes) = columns[column]
    batch.count = Int(
      unsafe parlance_count_and_keep(
        batch.documents, batch.isScored ? batch.scores : nil, UInt32(batch.count),
        UnsafeRawPointer(bytes.unsafeBuffer.baseAddress), UInt32(facet.width), tests[0].values,
        &counters[column], Self.isShared(facet) ? 0 : UInt32(facet.setCount)))
    return column
  }

  /// A document that fails just one selection still counts for that facet, unless it is ruled out.
  private func select(_ batch: HitBatch) {
    for index in 0..<batch.count { states[index] = 0 }
    for test in tests {
      if let column = test.column {
        unsafe columns[column].bytes.unsafeBuffer.withMemoryRebound(to: UInt8.self) { bytes in
          unsafe parlance_mark_failures(
            batch.documents, UInt32(batch.count), bytes.baseAddress,
            UInt32(columns[column].column.width), test.values, test.mark, &states)
        }
      } else if !test.keepsMissing {
        for index in 0..<batch.count {
          states[index] = states[index] == 0 ? test.mark : Self.failsForGood
        }
      }
    }
    if counts {
      for number in selections.indices {
        let found = Int(
          unsafe parlance_select_state(
            batch.documents, states, UInt32(batch.count), UInt8(number + 1), &selected))
        if let column = columnsOfSelections[number] {
          unsafe selected.withUnsafeBufferPointer { buffer in
            if let address = buffer.baseAddress { unsafe add(address, found, to: column) }
          }
        } else {
          missing[number] += UInt32(found)
        }
      }
    }
    batch.keep { states[$0] == 0 }
  }

  private func add(_ documents: UnsafePointer<UInt32>, _ count: Int, to column: Int) {
    let (facet, bytes) = columns[column]
    unsafe parlance_count_values(
      documents, UInt32(count), UnsafeRawPointer(bytes.unsafeBuffer.baseAddress),
      UInt32(facet.width), &counters[column],
      Self.isShared(facet) ? 0 : UInt32(facet.setCount))
  }

  /// How many hits have each set of values of a column.
  private func sums(_ column: Int) -> [UInt32] {
    let facet = columns[column].column
    if Self.isShared(facet) { return counters[column] }
    let all = counters[column]
    let count = facet.setCount
    var sums = [UInt32](repeating: 0, count: count)
    for copy in 0..<Self.copies {
      for set in 0..<count { sums[set] &+= all[copy * count + set] }
    }
    return sums
  }

  /// Adds the counts of this segment to those of the facets.
  func add(to rollup: inout FacetRollup, segment number: Int) throws {
    if let selectedColumn { selectedColumn.move(to: &counters[selectedColumn.column]) }
    for (index, entry) in columns.enumerated() {
      try rollup.add(sums(index), of: entry.column, in: number)
    }
    let present = Set(columns.map(\.column.key))
    // Where a segment has no such column, all hits lack a value, those too that only the filter on
    // this facet keeps out.
    for key in rollup.keys where !present.contains(key) {
      let number = selections.firstIndex { $0.key == key }
      rollup.addMissing(total + (number.map { Int(missing[$0]) } ?? 0), to: key)
    }
  }
}
