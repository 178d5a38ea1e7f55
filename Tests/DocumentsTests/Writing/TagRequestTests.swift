import Model
import Testing

@testable import Documents

/// What becomes of what stands in a document: others' words stay, Parlance's own follow what is asked for.
struct TagRequestTests {
  private func property(
    _ value: String?, before: String? = nil, overwriting: Bool = false
  ) -> TagRequest.Property {
    TagRequest.Property(
      facet: "product", value: value, previous: before, overwritesOthers: overwriting)
  }

  @Test(
    arguments: [
      // What is asked for, what was written the last time, what stands there.
      ("A", nil, nil, .set("A")), ("A", nil, "", .set("A")), ("A", nil, "A", .keep),
      ("A", "B", "B", .set("A")), ("A", "B", nil, .set("A")), ("A", "B", "A", .keep),
      // Another's value gives way only to one that holds all of its labels.
      ("A", nil, "Theirs", .keep), ("A; Theirs", nil, "Theirs", .set("A; Theirs")),
      ("A", "B", "Theirs", .keep), ("A", "B", "B; Theirs", .keep),
      ("A; Theirs", "B", "B; Theirs", .set("A; Theirs")),
      ("Theirs; A", nil, "A; Theirs", .set("Theirs; A")),
      // What is not asked for any more goes if it is what was written.
      (nil, "B", "B", .remove), (nil, "B", "C", .keep), (nil, "B", nil, .keep),
      (nil, nil, "Theirs", .keep), (nil, nil, nil, .keep), (nil, "B", "b", .keep),
    ] as [(String?, String?, String?, TagRequest.PropertyChange)])
  func `a property keeps what is others'`(
    value: String?, before: String?, current: String?, change: TagRequest.PropertyChange
  ) {
    #expect(property(value, before: before).change(from: current) == change)
  }

  @Test(
    arguments: [
      ("A", nil, "Theirs", .set("A")), ("A", "B", "B; Theirs", .set("A")), ("A", nil, "A", .keep),
      (nil, "B", "Theirs", .keep),
    ] as [(String?, String?, String?, TagRequest.PropertyChange)])
  func `unless it may be overwritten`(
    value: String?, before: String?, current: String?, change: TagRequest.PropertyChange
  ) {
    #expect(property(value, before: before, overwriting: true).change(from: current) == change)
  }

  @Test func `properties are those of both times, in the order of the alphabet, the mark behind`() {
    let request = TagRequest(
      TagValues(facets: ["type": ["A", "B"], "audience": []]),
      previous: TagValues(facets: ["product": ["P"], "type": ["C"]]),
      mark: TagMark(run: "1", account: "ann", entries: []))
    #expect(
      request.properties.map(\.facet) == ["audience", "product", "type", FacetProperties.markKey])
    #expect(request.properties.prefix(3).map(\.value) == [nil, nil, "A; B"])
    #expect(request.properties.prefix(3).map(\.previous) == [nil, "P", "C"])
    #expect(TagRequest(TagValues()).properties.isEmpty)
  }

  @Test(arguments: [
    (["a"], [], ["theirs"], ["theirs", "a"]), (["a", "a", ""], [], [], ["a"]),
    (["a"], [], ["a", "theirs"], ["a", "theirs"]),
    (["a"], ["b"], ["b", "theirs"], ["theirs", "a"]),
    ([], ["b"], ["b", "theirs"], ["theirs"]), ([], [], ["theirs"], ["theirs"]),
    (["b", "a"], ["a"], ["a"], ["a", "b"]), (["A"], [], ["a"], ["a", "A"]), ([], ["b"], [], []),
    ([], ["b"], ["b", "b"], []),
  ])
  func `of a list of terms others' stay where they are, new ones follow`(
    wanted: [String], before: [String], current: [String], expected: [String]
  ) {
    let request = TagRequest(TagValues(keywords: wanted), previous: TagValues(keywords: before))
    #expect(request.terms(changing: current) == expected)
    // Terms in elements of their own become the same list.
    let change = request.termChange(from: current)
    #expect(current.filter { !change.removed.contains($0) } + change.added == expected)
    #expect(change.removed.isSubset(of: current) && change.removed.isDisjoint(with: wanted))
  }

  @Test(
    arguments: [
      (nil, [], .set("Flyer")), ("", [], .set("Flyer")), ("Theirs", [], .keep),
      ("Old", [], .set("Flyer")), ("Flyer", [], .keep),
      // What others say there already, or in another place, is not said again.
      ("Old", ["Old"], .keep), (nil, ["Flyer"], .keep), (nil, ["Other"], .set("Flyer")),
    ] as [(String?, [String], TagRequest.PropertyChange)])
  func `a category of others is never overwritten`(
    current: String?, others: [String], change: TagRequest.PropertyChange
  ) {
    var before = TagValues(facets: ["type": ["Old"]])
    before.othersCategories = Set(others)
    let request = TagRequest(
      TagValues(facets: ["type": ["Flyer"]]), previous: before, overwritesOthers: true)
    #expect(request.categoryChange(from: current) == change)
  }

  @Test func `without a type there is nothing to say of a category`() {
    let request = TagRequest(TagValues(facets: ["product": ["A"]]))
    #expect(request.categoryChange(from: nil) == .keep)
    #expect(request.categoryChange(from: "Theirs") == .keep)
    let gone = TagRequest(TagValues(), previous: TagValues(facets: ["type": ["Old"]]))
    #expect(gone.categoryChange(from: "Old") == .remove)
    #expect(gone.categoryChange(from: "Theirs") == .keep)
  }
}
