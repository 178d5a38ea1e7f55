internal import Cataloging
internal import Documents
internal import Model
internal import System
internal import Taxonomy

/// Works out what is to be written for the lines of a plan.
struct PlannedWrites {
  /// What is to be written of some lines.
  struct Part {
    /// The items; their numbers are the indices of the lines.
    var items: [TagWritingItem] = []

    /// What stands there once it is written, by the number of the item.
    var values: [Int64: WrittenValues] = [:]
  }

  /// How many lines are worked out at once: a multiple of what is written in one group.
  static let partCount = 1_024

  private let plan: RetagPlan
  private let catalog: Catalog
  private let vocabulary: Vocabulary
  private let run: String
  private let previous: [Int64: [TagPlace: String]]
  private let rejected: [Int64: [StoredDecision]]
  private let account = Account.name

  /// The writes of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - catalog: the catalog that it was made from.
  ///   - vocabulary: gives the labels that are written.
  ///   - run: the run that the marks name; `nil` before there is one.
  /// - Throws: `CatalogError`.
  init(_ plan: RetagPlan, _ catalog: Catalog, _ vocabulary: Vocabulary, run: Int64? = nil) throws {
    self.plan = plan
    self.catalog = catalog
    self.vocabulary = vocabulary
    self.run = run.map(String.init) ?? ""
    previous = try catalog.writtenContents(in: plan.share)
    let rejected = try catalog.rejections(in: plan.share)
    // A run finds them in the catalog, with what others said meanwhile.
    self.rejected = run == nil ? rejected.merging(plan.decided) { $1 } : rejected
  }

  /// What is to be written for the lines at some indices.
  ///
  /// - Throws: `CatalogError`.
  /// - Complexity: one stored document for each line that writes into a document.
  func part(_ due: some Sequence<Int>) throws -> Part {
    var part = Part()
    for index in due {
      let (item, values) = try write(index)
      part.items.append(item)
      part.values[item.id] = values
    }
    return part
  }

  private func write(_ index: Int) throws -> (TagWritingItem, WrittenValues) {
    let line = plan.lines[index]
    var wanted = wanted(line)
    var last = WrittenValues.standing(
      at: plan.place, in: previous[line.document] ?? [:], path: line.path
    ).values
    var either = wanted.values
    either.formUnion(last)
    let others = try plan.others(among: either, of: line, catalog)
    // What the author wrote as well is not Parlance's to take out.
    last.subtract(others)
    if plan.writesInto(line) { wanted.claim(besides: others) }
    var standing = wanted
    standing.entries += others.filter {
      wanted.values.facets[$0.facet]?.contains($0.label) ?? false
    }
    wanted.entries += others
    let item = TagWritingItem(
      id: Int64(index), path: plan.filePath(of: line),
      request: TagRequest(
        wanted.values, previous: last, overwritesOthers: plan.overwritesOthers,
        mark: wanted.mark(run: run, account: account)),
      expected: line.state, mayOverwrite: plan.writesInPlace, takesOut: plan.takesOut)
    return (item, standing)
  }

  /// What is to stand in or beside the document of a line.
  private func wanted(_ line: RetagLine) -> WrittenValues {
    plan.takesOut
      ? WrittenValues()
      : WrittenValues(of: line.after, rejected: rejected[line.document] ?? [], in: vocabulary)
  }
}
