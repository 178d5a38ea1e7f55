/// The stems of the words that begin with a prefix in any of some segments.
struct PrefixStems {
  private let fields: [FieldPostings]
  /// For each segment the stems in ascending order.
  private var lists: [[UInt32]] = []

  /// Finds the stems.
  ///
  /// - Throws: `IndexError`.
  init(_ prefix: [UInt8], _ segments: [Segment]) throws {
    fields = segments.map { $0.postings(.text) }
    for segment in segments {
      let range = try segment.surfaces.range(ofPrefix: prefix)
      let records = unsafe try segment.surfaceRecords.address(of: range)
      var stems = (0..<range.count).map { unsafe records[$0].stem }
      stems.sort()
      var count = 0
      for stem in stems where count == 0 || stems[count - 1] != stem {
        stems[count] = stem
        count += 1
      }
      stems.removeLast(stems.count - count)
      lists.append(stems)
    }
  }

  /// The stems as terms in the order of their bytes, each with its place in every segment.
  ///
  /// - Throws: `IndexError`.
  func planned() throws -> [PlannedTerm] {
    var result: [PlannedTerm] = []
    var heads = lists.map { _ in 0 }
    var terms = try lists.indices.map { try term(of: $0, 0) }
    while let least = Self.least(terms) {
      var planned = PlannedTerm(
        field: .text, text: String(decoding: least, as: UTF8.self), ordinals: [],
        documentFrequency: 0, weight: 0)
      planned.ordinals.reserveCapacity(fields.count)
      for (segment, field) in fields.enumerated() {
        var ordinal: Int?
        if terms[segment] == least {
          ordinal = Int(lists[segment][heads[segment]])
          heads[segment] += 1
          terms[segment] = try term(of: segment, heads[segment])
        } else {
          // Other forms of the stem may occur here.
          ordinal = try field.terms.ordinal(of: least)
        }
        if let ordinal { planned.documentFrequency += try field.documentFrequency(ordinal) }
        planned.ordinals.append(ordinal)
      }
      result.append(planned)
    }
    return result
  }

  private static func least(_ terms: [[UInt8]?]) -> [UInt8]? {
    var least: [UInt8]?
    for case .some(let term) in terms {
      if least.map({ term.lexicographicallyPrecedes($0) }) ?? true { least = term }
    }
    return least
  }

  private func term(of segment: Int, _ index: Int) throws -> [UInt8]? {
    guard index < lists[segment].count else { return nil }
    return try fields[segment].terms.bytes(of: Int(lists[segment][index]))
  }
}
