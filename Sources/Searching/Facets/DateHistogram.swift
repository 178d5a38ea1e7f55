import MappedStorage
package import Model
internal import Taxonomy

/// How many hits each year, month or day has.
package struct DateHistogram: Sendable, Equatable {
  /// The length of a period.
  package enum Unit: String, Sendable, CaseIterable {
    case year = "year"
    case month = "month"
    case day = "day"

    /// What a stored date, `year * 10000 + month * 100 + day`, is divided by.
    fileprivate var divisor: Int32 {
      switch self {
      case .year: 10_000
      case .month: 100
      case .day: 1
      }
    }
  }

  /// A period with its hits.
  package struct Entry: Sendable, Equatable {
    /// The period; a document whose date states no month or day counts for the year or month alone.
    package var period: CalendarDate

    /// The number of hits.
    package var count: Int
  }

  /// The length of the periods.
  package let unit: Unit

  /// The periods that have hits, the earliest first.
  package private(set) var entries: [Entry] = []

  /// How many hits have no date.
  package private(set) var undated = 0

  /// The periods by their number, with the hits so far.
  private var counts: [Int32: Int] = [:]

  init(_ unit: Unit) { self.unit = unit }

  /// A histogram of dates that were counted elsewhere, the parts below the unit 0.
  init(_ unit: Unit, counts: [(date: Int32, count: Int)], undated: Int) {
    self.unit = unit
    self.undated = undated
    entries = counts.sorted { $0.date < $1.date }.compactMap { entry in
      CalendarDate(rawValue: entry.date).map { Entry(period: $0, count: entry.count) }
    }
  }

  /// Counts the documents of a batch.
  mutating func count(_ batch: HitBatch, _ dates: MappedArray<Int32>) {
    var last: (number: Int32, count: Int) = (0, 0)
    // Neighbors often share a period.
    for position in 0..<batch.count {
      let number = dates[Int(batch.document(at: position))] / unit.divisor
      if number == last.number {
        last.count += 1
      } else {
        counts[last.number, default: 0] += last.count
        last = (number, 1)
      }
    }
    counts[last.number, default: 0] += last.count
  }

  /// The periods counted, in order.
  func finished() -> DateHistogram {
    var result = DateHistogram(unit)
    result.undated = counts[0] ?? 0
    for (number, count) in counts.sorted(by: { $0.key < $1.key }) where count > 0 {
      guard let period = CalendarDate(rawValue: number * unit.divisor) else { continue }
      result.entries.append(Entry(period: period, count: count))
    }
    return result
  }
}
