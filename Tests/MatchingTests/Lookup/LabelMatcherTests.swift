import MappedStorage
import RandomNumbers
import Taxonomy
import Testing
import TextAnalysis

@testable import Matching

struct LabelMatcherTests {
  private struct Place: Hashable, Comparable {
    let start: Int
    let end: Int
    let labels: [Int]

    static func < (first: Place, second: Place) -> Bool {
      (first.start, second.end) < (second.start, first.end)
    }
  }

  @Test(arguments: LabelOverlap.allCases)
  func `finds what a naive search finds`(overlap: LabelOverlap) throws {
    var random = SeededGenerator(seed: 42)
    let words = ["a", "Data", "sheet", "x-ray", "Ärger", "internationalization", "3.5", "s", "資"]
    let gaps = [" ", " ", " ", "-", "-", ", ", ". ", "\n\n", "/", ""]
    for round in 0..<150 {
      func phrase(_ range: ClosedRange<Int>, _ gaps: [String]) -> String {
        (0..<Int.random(in: range, using: &random)).map { _ in
          words[Int.random(in: 0..<words.count, using: &random)]
            + gaps[Int.random(in: 0..<gaps.count, using: &random)]
        }.joined()
      }
      let labels = (0..<Int.random(in: 1...30, using: &random)).map { _ in phrase(1...4, [" "]) }
      var builder = LabelIndexBuilder()
      for (number, label) in labels.enumerated() {
        builder.add(Analyzer.tokens(of: label).map(\.key), label: UInt32(number))
      }
      let matcher = LabelMatcher(try builder.makeIndex())
      let text = phrase(0...(round == 0 ? 3000 : 60), gaps)
      let found = matcher.matches(in: text, overlap: overlap).map { found in
        Place(
          start: Int(found.start), end: Int(found.end),
          labels: matcher.index.labels(ofGroup: Int(found.group)).map { Int($0.rawValue) }.sorted())
      }
      #expect(Set(found).count == found.count)
      #expect(
        found.sorted() == naive(labels, in: text, overlap: overlap), "\(text.debugDescription)")
    }
  }

  @Test(arguments: [3, 2000])
  func `a name that many concepts bear has each label once, in order`(count: UInt32) throws {
    var builder = LabelIndexBuilder()
    let name = Analyzer.tokens(of: "Alpha").map(\.key)
    for label in 0..<count {
      builder.add(name, label: label)
      builder.add(name, label: label)
    }
    let index = try builder.makeIndex()
    #expect(index.groupCount == 1)
    #expect(index.labels(ofGroup: 0).map(\.rawValue) == Array(0..<count))
  }

  /// All labels by comparing every one with every place.
  private func naive(_ labels: [String], in text: String, overlap: LabelOverlap) -> [Place] {
    let tokens = Analyzer.tokens(of: text)
    let bytes = Array(text.utf8)
    var byTokens: [[String]: [Int]] = [:]
    for (number, label) in labels.enumerated() {
      byTokens[Analyzer.tokens(of: label).map(\.text), default: []].append(number)
    }
    struct Found {
      let place: Place
      let first: Int
      let next: Int
    }
    func places(from start: Int, joined: Bool) -> [Found] {
      var result: [Found] = []
      var path: [String] = []
      var next = start
      if joined {
        guard start + 1 < tokens.count,
          tokens[start].range.upperBound + 1
            == tokens[start + 1].range.lowerBound,
          bytes[tokens[start].range.upperBound] == UInt8(ascii: "-"),
          tokens[start].text.utf8.count + tokens[start + 1].text.utf8.count <= 16
        else { return [] }
        path = [tokens[start].text + tokens[start + 1].text]
        next = start + 2
      } else {
        path = [tokens[start].text]
        next = start + 1
      }
      while true {
        if let labels = byTokens[path] {
          result.append(
            Found(
              place: Place(
                start: tokens[start].range.lowerBound, end: tokens[next - 1].range.upperBound,
                labels: labels.sorted()), first: start, next: next))
        }
        guard next < tokens.count, tokens[next].separation <= .soft else { break }
        path.append(tokens[next].text)
        next += 1
        if path.count > 12 { break }
      }
      return result
    }
    func places(at position: Int) -> [Found] {
      let here = places(from: position, joined: false)
      guard here.allSatisfy({ $0.next <= position + 1 }) else { return here }
      let joined = places(from: position, joined: true)
      return overlap == .leftmostLongest && !joined.isEmpty ? joined : here + joined
    }
    func longest(at position: Int) -> Found? {
      places(at: position).max { $0.next < $1.next }
    }
    var all: [Found] = []
    func isBetter(_ first: [Found], _ second: [Found]) -> Bool {
      func worth(_ choice: [Found]) -> [Int] {
        [
          choice.reduce(0) { $0 + $1.next - $1.first }, -choice.count,
          choice.reduce(0) { $0 + $1.place.end - $1.place.start },
        ] + choice.flatMap { [-$0.first, $0.next] }
      }
      return worth(second).lexicographicallyPrecedes(worth(first))
    }
    /// Adds the best choice of all that overlaps from a place on, or that place where nothing crosses it.
    func addPreferred(_ first: Found) -> Int {
      guard
        (first.first + 1..<first.next).contains(where: { start in
          longest(at: start).map { $0.next > first.next } ?? false
        })
      else {
        all.append(first)
        return first.next
      }
      var chain: [[Found]] = []
      var end = first.next
      while chain.count < min(end - first.first, 64) {
        let position = first.first + chain.count
        let plain = places(from: position, joined: false)
        let isShort = plain.allSatisfy { $0.next <= position + 1 }
        chain.append(plain + (isShort ? places(from: position, joined: true) : []))
        end = max(end, chain[chain.count - 1].map(\.next).max() ?? end)
      }
      var best = [[Found]](repeating: [], count: end - first.first + 1)
      for (number, here) in chain.enumerated().reversed() {
        best[number] = best[number + 1]
        for found in here {
          let choice = [found] + best[found.next - first.first]
          if isBetter(choice, best[number]) { best[number] = choice }
        }
      }
      all += best[0]
      return best[0].last?.next ?? end
    }
    var position = 0
    while position < tokens.count {
      let here = places(at: position)
      if overlap == .leftmostLongest {
        if let longest = here.max(by: { $0.next < $1.next }) {
          position = addPreferred(longest)
          continue
        }
      } else {
        all += here
      }
      position += 1
    }
    guard overlap == .longestFirst else { return all.map(\.place).sorted() }
    let ranked = all.sorted {
      ($1.next - $1.first, $1.place.end - $1.place.start, $0.place.start)
        < ($0.next - $0.first, $0.place.end - $0.place.start, $1.place.start)
    }
    var kept: [Place] = []
    for candidate in ranked
    where kept.allSatisfy({ $0.end <= candidate.place.start || $0.start >= candidate.place.end }) {
      kept.append(candidate.place)
    }
    return kept.sorted()
  }

  @Test(arguments: [
    ("I love Big Apple and Bay Area.", ["Big Apple", "Bay Area"]),
    ("Big Apple and Bay", ["Big Apple", "and Bay"]),
    ("New York City Hall Plaza", ["New York", "City Hall Plaza"]),
    ("New York City", ["New York City"]),
    ("The Big Apple Juice Bar Menu.", ["Big Apple", "Juice Bar Menu"]),
    ("The Big Apple Juice Bar.", ["Apple Juice"]),
    ("Data Protection Officer Training Course", ["Data Protection", "Officer Training Course"]),
    ("a Data Protection Officer", ["Protection Officer"]),
    ("San Francisco Bay Area", ["San Francisco", "Bay Area"]),
    ("San Francisco Bay and Bay Area", ["San Francisco Bay", "Bay Area"]),
  ])
  func `of names that overlap those are taken that cover most of the text`(
    text: String, expected: [String]
  ) throws {
    let labels = [
      "Big Apple", "and Bay", "Bay Area", "New York", "New York City", "City Hall Plaza",
      "Apple Juice", "Juice Bar Menu", "Data Protection", "Protection Officer",
      "Officer Training Course", "San Francisco", "San Francisco Bay",
    ]
    for padding in [0, 500, 507, 508, 509, 510, 511, 512] {
      var builder = LabelIndexBuilder()
      for (number, label) in labels.enumerated() {
        builder.add(Analyzer.tokens(of: label).map(\.key), label: UInt32(number))
      }
      let whole = String(repeating: "hay ", count: padding) + text
      let found = LabelMatcher(try builder.makeIndex()).matches(in: whole)
      #expect(
        found.map { String(decoding: Array(whole.utf8)[$0.range], as: UTF8.self) } == expected)
    }
  }

  @Test func `keeps offsets across batches`() throws {
    var builder = LabelIndexBuilder()
    builder.add(Analyzer.tokens(of: "needle in the haystack").map(\.key), label: 7)
    let matcher = LabelMatcher(try builder.makeIndex())
    for padding in [0, 1, 500, 505, 508, 509, 510, 511, 512, 513, 2000] {
      let text = String(repeating: "hay ", count: padding) + "Needle in the haystack."
      let found = matcher.matches(in: text)
      #expect(found.map(\.range) == [padding * 4..<padding * 4 + 22])
      #expect(found.first?.firstToken == UInt32(padding))
      #expect(found.first?.tokenCount == 4)
    }
  }
}
