import RandomNumbers
import Testing

@testable import Documents

/// Where the objects of a PDF stand, and what its sections may cost.
@Suite struct `Places of objects in a PDF` {
  @Test func `are those of a dictionary, whatever numbers a file names`() throws {
    var random = SeededGenerator(seed: 13)
    for fileSize in [0, 100, 40_000, 50_000_000] {
      var places = PDFPlaces(fileSize: fileSize)
      var twin: [Int: PDFFile.Place] = [:]
      // Numbers around the bound between the two stores, and those that only a strange file has.
      let bound = min(fileSize / 4 + 64, PDFFile.objectLimit)
      let numbers = [0, 1, 2, 63, 64, 65, bound - 1, bound, bound + 1, -1, PDFFile.objectLimit]
      for _ in 0..<200 {
        let number = numbers[random.next(below: numbers.count)]
        let place: PDFFile.Place? =
          switch random.next(below: 4) {
          case 0: nil
          case 1: .free
          case 2: .compressed(stream: random.next(below: 9), index: random.next(below: 9))
          default: .offset(random.next(below: 1_000), generation: random.next(below: 3))
          }
        places[number] = place
        twin[number] = place
      }
      for number in numbers { #expect(places[number] == twin[number], "\(fileSize), \(number)") }
      #expect(places.highest == max(0, twin.keys.max() ?? 0))
      var seen: [Int: PDFFile.Place] = [:]
      try places.forEach { seen[$0] = $1 }
      #expect(seen == twin)
    }
  }

  @Test func `of no objects are none`() throws {
    let places = PDFPlaces()
    #expect(places.highest == 0)
    for number in [-1, 0, 1, Int.max, Int.min] { #expect(places[number] == nil) }
  }

  /// A file of a few bytes that names the highest object does not make an array up to it.
  @Test func `with high numbers cost no more than their count`() {
    var places = PDFPlaces(fileSize: 1_000)
    for number in 0..<100 { places[PDFFile.objectLimit - number] = .free }
    #expect(places.highest == PDFFile.objectLimit)
    #expect(places[PDFFile.objectLimit - 99] == .free && places[314] == nil)
  }
}

@Suite struct `Cross-reference sections of a PDF` {
  private func refusal(_ body: () throws(DocumentRefusal) -> Void) -> DocumentRefusal.Reason? {
    do {
      try body()
      return nil
    } catch { return error.reason }
  }

  @Test func `may be begun once each, so that no circle is followed`() throws {
    var budget = PDFSectionBudget()
    try budget.begin(9)
    #expect(budget.hasBegun(9) && !budget.hasBegun(10))
    #expect(refusal { () throws(DocumentRefusal) in try budget.begin(9) } == .damaged)
    try budget.begin(10)
  }

  @Test func `are a thousand at most, with the entries and bytes of one file together`() throws {
    var budget = PDFSectionBudget()
    for offset in 1...PDFFile.sectionLimit { try budget.begin(offset) }
    #expect(refusal { () throws(DocumentRefusal) in try budget.begin(0) } == .limit)
    try budget.take(entries: PDFFile.objectLimit)
    #expect(refusal { () throws(DocumentRefusal) in try budget.take(entries: 1) } == .limit)
    try budget.take(bytes: PDFFile.totalLimit - 1)
    try budget.take(bytes: 1)
    #expect(refusal { () throws(DocumentRefusal) in try budget.take(bytes: 1) } == .limit)
    // Numbers of a file that would overflow are beyond every limit.
    #expect(refusal { () throws(DocumentRefusal) in try budget.take(entries: .max) } == .limit)
    #expect(refusal { () throws(DocumentRefusal) in try budget.take(bytes: .max) } == .limit)
  }
}
