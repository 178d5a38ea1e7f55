import Model

/// The form in which a run keeps the assignments before and after it: fields separated by the ASCII
/// unit separator, assignments by the record separator, deflated.
enum AssignmentCoding {
  private static let unit: Character = "\u{1F}"
  private static let record: Character = "\u{1E}"

  static func encode(_ assignments: [StoredAssignment]) -> [UInt8] {
    let text = assignments.map { assignment in
      [
        assignment.concept, assignment.facet, String(assignment.score),
        assignment.origin.rawValue, assignment.evidence.jsonText,
      ]
      // Neither stands in a URI or in JSON; a key that had one would shift the fields of all that
      // follows.
      .map { $0.filter { $0 != unit && $0 != record } }
      .joined(separator: String(unit))
    }
    .joined(separator: String(record))
    return Compression.compress(Array(text.utf8))
  }

  /// The assignments back; `nil` if the bytes are damaged.
  static func decode(_ bytes: [UInt8]) -> [StoredAssignment]? {
    guard let plain = Compression.decompress(bytes) else { return nil }
    var result: [StoredAssignment] = []
    for part in String(decoding: plain, as: UTF8.self).split(separator: record) {
      let fields = part.split(separator: unit, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 5, let score = Double(fields[2]),
        let origin = StoredAssignment.Origin(rawValue: fields[3]),
        let evidence = [Evidence](jsonText: fields[4])
      else { return nil }
      result.append(
        StoredAssignment(
          concept: fields[0], facet: fields[1], score: score, origin: origin, evidence: evidence))
    }
    return result
  }
}
