/// Text as XML people mean it: line breaks and indentation are not part of a label.
enum TextNormalization {
  /// Replaces each run of white space by one space and cuts it off at both ends.
  static func collapsed(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var pendingSpace = false
    for byte in bytes {
      if isWhiteSpace(byte) {
        pendingSpace = !result.isEmpty
      } else {
        if pendingSpace { result.append(0x20) }
        pendingSpace = false
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The words of a list separated by commas.
  static func words(_ list: String) -> [String] {
    list.split(separator: ",").map { collapsed($0.utf8) }.filter { !$0.isEmpty }
  }

  /// The name among `candidates` that is nearest to a mistyped one, if it is near at all.
  static func nearest(to name: String, among candidates: [String]) -> String? {
    let limit = max(1, name.utf8.count / 3)
    return candidates.map { (distance(name, $0), $0) }.filter { $0.0 <= limit }
      .min { $0.0 < $1.0 }?.1
  }

  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// The Levenshtein distance in bytes, ASCII case ignored.
  private static func distance(_ left: String, _ right: String) -> Int {
    let goal = Array(right.lowercased().utf8)
    var row = Array(0...goal.count)
    for (index, byte) in left.lowercased().utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in goal.indices {
        let substitution = diagonal + (goal[column] == byte ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
      }
    }
    return row[goal.count]
  }
}
