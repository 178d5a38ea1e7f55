import Cataloging
import Foundation
import Model
import ParlanceKit
import RandomNumbers
import Retagging
import TestSupport
import Testing

/// A workspace that is used every night, and what has to hold in the morning.
struct ScriptedYear {
  private let folder: TemporaryFolder
  private var share: ScriptedShare
  private var workspace: Workspace
  private var random: SeededGenerator
  private var release = 0
  private var options = RetagOptions()

  /// What people said of documents: by name and concept, whether it belongs there.
  private var words: [String: [String: Bool]] = [:]

  /// The last night on which a document could not be written.
  private var held = 0

  /// The number of each document in the catalog, by the name that stays with it.
  private var numbers: [String: Int64] = [:]

  /// In whose name each run was made that the catalog has.
  private var accounts: [Int64: String] = [:]

  /// What happened, so that a year that went by without anything is noticed.
  private(set) var counts: [String: Int] = [:]

  private static let types = ["brochure", "price-list", "quote"].map { base + "type/" + $0 }
  private static let products = ["vault", "jetty"].map { base + "product/" + $0 }
  private static let base = "https://id.example/"

  init(seed: UInt64, place: TagPlace) throws {
    folder = try TemporaryFolder()
    share = try ScriptedShare(in: folder)
    random = SeededGenerator(seed: seed)
    workspace = try Workspace(root: folder.path)
    options.place = place
    try importRelease()
  }

  private mutating func count(_ event: String) { counts[event, default: 0] += 1 }

  // MARK: The vocabulary

  /// The next release: every name is another one, and what it was called before leads to it.
  private mutating func importRelease() throws {
    release += 1
    func concept(_ id: String, _ name: String) -> String {
      let current = Self.edition(release)
      let formers = Set((0..<release).map(Self.edition)).subtracting([current]).sorted()
        .map { "<alias>\(name)\($0)</alias>" }.joined()
      return "<concept id=\"\(id)\"><name>\(name)\(current)</name>\(formers)</concept>"
    }
    try folder.write(
      "v\(release).xml",
      """
      <vocabulary xmlns="urn:parlance:vocabulary:1" base="\(Self.base)">
        <scheme id="type" assign="one"><title>Types</title>
          \(concept("type/brochure", "Brochure"))\(concept("type/price-list", "Price list"))
          \(concept("type/quote", "Quote"))</scheme>
        <scheme id="product"><title>Products</title>
          \(concept("product/vault", "Harbor Vault"))\(concept("product/jetty", "Jetty"))</scheme>
      </vocabulary>
      """)
    _ = try workspace.sources.importing([folder.path + "/v\(release).xml"])
  }

  /// The first names are plain; every third release is about something else.
  private static func edition(_ release: Int) -> String {
    release / 3 == 0 ? "" : " \(release / 3)"
  }

  // MARK: A night

  /// Lets people do something, runs, and looks whether all is as it should be.
  mutating func pass(night: Int) throws {
    try share.release()
    if night.isMultiple(of: 30) {
      try importRelease()
      count("release")
    }
    for _ in 0..<random.next(below: 3) { try happen(night) }
    if night % 120 == 119 { try loseWorkspace() }
    let before = try share.contents()
    let run = try retag(night)
    if let run {
      let undone = try RunUndo(workspace, account: account(night + 1)).undo(run)
      accounts[try #require(undone.run)] = account(night + 1)
      #expect(try share.contents() == before, "night \(night): undo of run \(run)")
      count("undo")
      _ = try retag(night)
    }
    try checkWords(night)
    try checkDocuments(night)
  }

  /// Two accounts look after the share by turns.
  private func account(_ night: Int) -> String { night.isMultiple(of: 2) ? "ann" : "bo" }

  private mutating func happen(_ night: Int) throws {
    let name = share.names[random.next(below: share.names.count)]
    let event = random.next(below: 13)
    switch event {
    case 0, 1: try event == 0 ? share.move(name) : share.renameFolder()
    case 2: try share.edit(name)
    case 3, 4:
      try share.hold(name, isLocked: event == 3)
      held = night
    // A copy knows what was written into the document, and what was held was not.
    case 5:
      if night > held + 1, let copy = try share.copy(name) { words[copy] = words[name] }
    case 6: if let gone = try share.deleteCopy() { words[gone] = nil }
    // A share of which nothing is known has nothing to lose.
    case 7: if night > 1 { try loseMount() }
    case 8: try say(night, name, Self.types[random.next(below: 3)], true)
    case 9: try say(night, name, Self.products[random.next(below: 2)], true)
    case 10: try say(night, name, (Self.types + Self.products)[random.next(below: 5)], false)
    case 11: if try share.giveAway(name) { count("other owner") }
    // On another disk and back, without its times and as another file.
    default: if night > held + 1, try share.replaceByCopy(name) { count("copied over") }
    }
  }

  /// A person assigns a concept, or takes it away.
  private mutating func say(
    _ night: Int, _ name: String, _ concept: String, _ isAssigned: Bool
  ) throws {
    let path = try #require(share.paths[name])
    let facet = concept.contains("/type/") ? "type" : "product"
    var session = try RetagSession(workspace, folder: share.root)
    session.account = account(night)
    let edits = [TagEdit(facet: facet, concept: concept, isAssigned: isAssigned)]
    let edited = try session.editing.edited(edits, path: path, options: options)
    if let applied = try session.editing.apply(edited) {
      accounts[applied.run] = account(night)
      let line = try #require(applied.lines.first)
      #expect(
        line.place == edited.line.place && line.risk == edited.line.risk,
        "night \(night): promised \(Promise(edited.line)), came \(Promise(line))")
    }
    if facet == "type", isAssigned {
      for (other, isThere) in words[name, default: [:]] where isThere && other.contains("/type/") {
        words[name]?[other] = nil
      }
    }
    words[name, default: [:]][concept] = isAssigned
    count("word")
  }

  /// A run that finds an empty folder changes nothing and says why.
  private mutating func loseMount() throws {
    try share.unmounted {
      #expect(throws: ShareLoss.self) {
        try RetagSession(workspace, folder: share.root, isRehearsal: true).reading
          .refresh()
      }
      #expect(throws: ShareLoss.self) {
        try RetagSession(workspace, folder: share.root).reading.refresh()
      }
    }
    count("lost mount")
  }

  /// The workspace is gone the morning after a night on which everything was written.
  private mutating func loseWorkspace() throws {
    try share.release()
    _ = try retag(0)
    try FileManager.default.removeItem(atPath: workspace.folder)
    _ = try workspace.sources.importing([folder.path + "/v\(release).xml"])
    (numbers, accounts) = ([:], [:])
    let recovered = try #require(try WorkspaceRecovery(workspace, folder: share.root).recover())
    #expect(recovered.warnings.isEmpty, "\(recovered.warnings)")
    #expect(recovered.place == options.place)
    count("lost workspace")
    try checkWords(0)
    try checkDocuments(0)
  }

  // MARK: What has to hold

  /// What a plan says of a document.
  private struct Promise: Hashable, CustomStringConvertible {
    let path: String
    let outcome: String
    let place: TagPlace
    let risk: String
    let reason: String
    let tags: [String]

    init(_ line: RetagLine) {
      path = line.path
      outcome = line.outcome.rawValue
      place = line.place
      risk = line.risk.rawValue
      reason = line.reason
      tags = line.after.map { "\($0.concept) \($0.origin)" }
    }

    var description: String { "\(path): \(outcome) \(place.rawValue) \(risk) \(reason) \(tags)" }
  }

  private func plan(
    isRehearsal: Bool, night: Int = 0
  ) throws -> (session: RetagSession, plan: RetagPlan) {
    var session = try RetagSession(workspace, folder: share.root, isRehearsal: isRehearsal)
    session.account = account(night)
    _ = try session.reading.refresh()
    let plan = try #require(try session.planning.plan(options))
    return (session, try #require(try session.planning.preview(plan)))
  }

  /// One nightly run: what a dry run says is what comes of it, and again there is nothing to do.
  ///
  /// - Returns: the run, if there was something to do.
  private mutating func retag(_ night: Int) throws -> Int64? {
    let files = try share.contents()
    let promised = try plan(isRehearsal: true).plan.lines.map(Promise.init)
    #expect(try share.contents() == files, "night \(night): a dry run changes files")
    let (session, plan) = try plan(isRehearsal: false, night: night)
    #expect(plan.lines.map(Promise.init) == promised, "night \(night)")
    guard plan.isDifferent else {
      try session.writing.settle(plan)
      return nil
    }
    count("run")
    let applied = try session.writing.apply(plan)
    accounts[applied.run] = account(night)
    for (line, promise) in zip(applied.lines, promised) where promise.outcome == "change" {
      let isRefused = !promise.place.isInFiles && options.place.isInFiles
      #expect(
        line.outcome == (isRefused ? .refused : .changed) && line.place == promise.place,
        "night \(night): promised \(promise), came \(Promise(line))")
    }
    try checkTags(promised, night)
    let again = try self.plan(isRehearsal: true).plan
    #expect(
      again.lines.allSatisfy { $0.outcome != .change || $0.isPassing },
      "night \(night): \(again.lines.filter { $0.outcome == .change }.map(Promise.init))")
    return applied.run
  }

  /// What the plan promised of the tags is what the catalog has.
  private func checkTags(_ promised: [Promise], _ night: Int) throws {
    let catalog = try workspace.openCatalog()
    let root = try #require(try catalog.shares().first)
    for promise in promised where promise.outcome == "change" {
      let known = try catalog.entry(at: promise.path, in: root)
      let tags = try known.map { try catalog.assignments(of: $0.id) } ?? []
      let kept = tags.filter { $0.isTag }.map { "\($0.concept) \($0.origin)" }
      #expect(kept.sorted() == promise.tags.sorted(), "night \(night): \(promise)")
    }
  }

  /// No word of a person is lost, and nothing that Parlance wrote is taken for another's.
  private func checkWords(_ night: Int) throws {
    let catalog = try workspace.openCatalog()
    let root = try #require(try catalog.shares().first)
    for name in share.names {
      let path = try #require(share.paths[name])
      guard let known = try catalog.entry(at: path, in: root) else {
        Issue.record("night \(night): \(name) is not known at \(path)")
        continue
      }
      let tags = try catalog.assignments(of: known.id)
      let decisions = try catalog.decisions(on: known.id)
      for tag in tags where tag.origin == .person {
        #expect(
          words[name]?[tag.concept] == true, "night \(night): nobody gave \(name) \(tag.concept)")
      }
      for tag in tags where tag.origin == .source {
        #expect(
          share.isGiven(name) && tag.concept == Self.base + "type/quote",
          "night \(night): \(name) came with \(tag.concept)")
      }
      for (concept, isThere) in words[name, default: [:]] {
        let tag = tags.first { $0.concept == concept && $0.isTag }
        #expect(
          isThere ? tag?.origin == .person : tag == nil,
          "night \(night): \(name) \(isThere ? "has" : "has not") \(concept): \(tags)")
        #expect(
          isThere || decisions.contains { $0.concept == concept && !$0.isAccepted },
          "night \(night): that \(name) has not \(concept) is forgotten: \(decisions)")
      }
    }
  }

  /// Each document is one of the catalog's and the same as ever, the share holds nothing else, and each run has who
  /// made it.
  private mutating func checkDocuments(_ night: Int) throws {
    let catalog = try workspace.openCatalog()
    let root = try #require(try catalog.shares().first)
    let entries = Dictionary(
      uniqueKeysWithValues: try catalog.entries(of: root).map { ($0.path, $0.id) })
    #expect(Set(entries.keys) == Set(share.paths.values), "night \(night)")
    for (name, path) in share.paths {
      let number = entries[path]
      #expect(
        numbers[name] == nil || numbers[name] == number,
        "night \(night): \(name) is another document at \(path)")
      numbers[name] = number
    }
    numbers = numbers.filter { share.paths[$0.key] != nil }
    let files = Set(try share.contents().keys.filter { !$0.contains(".~lock.") })
    let known = Set(share.paths.values)
    #expect(
      files.isSuperset(of: known) && files.isSubset(of: known.union(known.map { $0 + ".xmp" })),
      "night \(night): \(files.symmetricDifference(known).sorted())")
    for run in try catalog.runs() {
      #expect(run.state != .running, "night \(night): run \(run.id)")
      guard let account = accounts[run.id] else { continue }
      #expect(run.account == account, "night \(night): run \(run.id)")
    }
  }
}
