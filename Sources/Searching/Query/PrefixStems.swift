import MappedStorage

/// The stems of the words that begin with one of some prefixes in any of some segments.
struct PrefixStems {
  /// For each segment the stems that occur there, ascending.
  private(set) var ordinals: [[UInt32]] = []

  /// The sum of the documents that have each of the stems.
  private(set) var documentFrequency = 0

  /// Finds the stems.
  ///
  /// - Throws: `IndexError`.
  init(_ prefixes: [[UInt8]], _ segments: [Segment]) throws {
    let fields = segments.map { $0.postings(.text) }
    for segment in segments {
      var stems = try Self.stems(prefixes, segment)
      if segment.isTrimmed {
        // A stem that only documents have which may not be seen would tell that they are there.
        stems = try stems.filter { try segment.seenFrequency(Int($0), in: .text) > 0 }
      }
      ordinals.append(stems)
    }
    // What each has by itself: stems taken over from another segment would be looked for everywhere
    // once more.
    let own = ordinals
    for (number, field) in fields.enumerated() {
      // A stem of another segment may occur here in other forms.
      for other in fields.indices where other != number {
        let found = try field.terms.ordinals(
          of: own[other], in: fields[other].terms, knowing: ordinals[number])
        ordinals[number] = Self.merged(ordinals[number], found)
      }
      for ordinal in ordinals[number] {
        documentFrequency += try segments[number].seenFrequency(Int(ordinal), in: .text)
      }
    }
  }

  private static func stems(_ prefixes: [[UInt8]], _ segment: Segment) throws -> [UInt32] {
    var stems: [UInt32] = []
    for prefix in prefixes {
      for words in [segment.surfaces, segment.spellings] where words.count > 0 {
        stems += try words.stems(in: words.terms.range(ofPrefix: prefix))
      }
    }
    stems.sort()
    var count = 0
    for stem in stems where count == 0 || stems[count - 1] != stem {
      stems[count] = stem
      count += 1
    }
    stems.removeLast(stems.count - count)
    return stems
  }

  /// Two ascending lists in one; they have nothing in common.
  private static func merged(_ first: [UInt32], _ second: [UInt32]) -> [UInt32] {
    if second.isEmpty { return first }
    return (first + second).sorted()
  }
}

extension TermDictionary {
  /// The ordinals of terms of another dictionary that occur in this one, too, beside those known.
  ///
  /// Between two known terms that follow each other there is mostly nothing, so that most terms need
  /// no search.
  ///
  /// - Parameters:
  ///   - terms: ordinals of the other dictionary, ascending.
  ///   - other: the other dictionary.
  ///   - known: ordinals of this one, ascending.
  /// - Returns: the ordinals of those terms that occur here and are not known, ascending.
  /// - Throws: `IndexError`.
  /// - Complexity: O(terms + known), and O(log count) for each term that lies between known ones.
  func ordinals(
    of terms: [UInt32], in other: TermDictionary, knowing known: [UInt32]
  ) throws -> [UInt32] {
    var found: [UInt32] = []
    var next = 0
    var low = 0
    for term in terms {
      let range = try other.range(of: Int(term))
      let arena = other.verifiedBytes
      let bytes = arena.span.extracting(range)
      var order = -1
      while next < known.count {
        order = try self.order(Int(known[next]), beside: bytes)
        if order >= 0 { break }
        low = Int(known[next]) + 1
        next += 1
      }
      if next < known.count, order == 0 { continue }
      let high = next < known.count ? Int(known[next]) : count
      guard low < high else { continue }
      low = try lowerBound(bytes, in: low..<high)
      if low < high, try self.order(low, beside: bytes) == 0 {
        found.append(UInt32(low))
        low += 1
      }
    }
    return found
  }
}
