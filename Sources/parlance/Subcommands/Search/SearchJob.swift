import ParlanceKit
import System

/// What `parlance search` is asked to do, and doing it.
struct SearchJob: Equatable {
  /// The words of the query.
  var words: [String] = []
  /// The folder of the workspace, if one is named.
  var workspace: String?
  /// The form of the answer.
  var format = SearchFormat.table
  /// Whether paths end with NUL.
  var isNullTerminated = false
  /// Filters on facets, `key=value`.
  var facets: [String] = []
  /// The earliest date.
  var since: String?
  /// The run before what is wanted, or `last`.
  var newSince: String?
  /// How many values of each facet a table shows.
  var facetLimit = 8
  /// The facet whose values are wanted, and after a `=` what their labels have.
  var values: String?
  /// The periods by which hits are counted.
  var histogram: SearchService.Period?
  /// The order of the hits.
  var order = SearchService.Order.relevance
  /// How many hits to print, and to leave out before.
  var limit = 10
  var offset = 0
  /// Whether to print the number of hits alone.
  var printsCount = false
  /// Whether to take scores apart.
  var explains = false
  /// Whether labels are words.
  var isLiteral = false
  /// Whether mentions count as values.
  var countsMentions = false
  /// Whether copies are hits of their own.
  var showsAllCopies = false
  /// The document whose like is wanted.
  var like: String?
  /// Whether to open the first hit.
  var opens = false
  /// The file of queries.
  var batch: String?

  /// What is wrong with the job as a whole, if anything is.
  var objection: String? {
    for (name, count) in [("limit", limit), ("offset", offset), ("facet-limit", facetLimit)]
    where !SearchService.Request.hitCounts.contains(count) {
      let range = SearchService.Request.hitCounts
      return "--\(name) is a number from \(range.lowerBound) to \(range.upperBound), not \(count)"
    }
    if opens, limit == 0 { return "--open needs a hit, and --limit 0 asks for none" }
    if isNullTerminated, format != .paths { return "-0 goes with --format paths" }
    for text in facets where SearchService.Filter(text) == nil {
      return "'\(text)' is not a facet filter; write --facet key=value"
    }
    if let since, CalendarDate(since) == nil {
      return "'\(since)' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
    }
    if let newSince, SearchService.Run(newSince) == nil {
      return "'\(newSince)' is not a run; write its number, or last"
    }
    if batch == nil { return format == .trec ? "--format trec goes with --batch" : countObjection }
    if !words.isEmpty { return "--batch brings its queries itself" }
    if format != .trec, format != .jsonl { return "--batch goes with --format trec or jsonl" }
    if printsCount || opens || values != nil || histogram != nil {
      return "--count, --open, --values and --histogram do not go with --batch"
    }
    return nil
  }

  private var countObjection: String? {
    printsCount && values != nil ? "--count does not go with --values" : nil
  }

  /// Searches and prints.
  ///
  /// - Throws: what searching throws; `ExitStatus.nothing` if nothing was found.
  func run() throws {
    let workspace = try GlobalOptions.existingWorkspace(named: workspace)
    BorrowedRights.giveUp(unlessFor: workspace)
    guard workspace.mayRead else { throw WorkspaceError.notShared(path: workspace.folder) }
    let session = try SearchOpening.open(workspace)
    let search = try session.prepare(request, takesOtherQueries: batch != nil)
    // All that is in the workspace is open by now; what comes, other programs too, goes without the
    // rights.
    BorrowedRights.giveUp()
    if let batch { return try answer(batch, search) }
    let answer = try SearchOpening.waiting { try search.answer() }
    // Asked only where nothing was found; who may merely search is not the one to begin.
    if answer.total == 0, format == .table, workspace.mayWrite, let beginning = workspace.beginning
    {
      Diagnostics.note("\(workspace.root): \(beginning.finding)\n\(beginning.hint)")
    }
    try report(answer)
  }

  /// How long a search engine has for its answer.
  private static let engineSeconds = 30

  /// Searches by a search engine and prints; what is not answered whole ends with `ExitStatus.partly`.
  ///
  /// - Parameter open: opens the session of a workspace with the engine.
  /// - Throws: what searching throws; `ExitStatus`.
  func run(_ open: (Workspace) throws -> RemoteSession) throws {
    BorrowedRights.giveUp()
    let workspace = try GlobalOptions.existingWorkspace(named: workspace)
    let session = try open(workspace)
    let answer = try session.search(request, within: Self.engineSeconds)
    if let partial = answer.partial {
      Diagnostics.warning("this is not the whole answer: \(partial)")
    }
    do {
      try report(answer)
    } catch ExitStatus.nothing where answer.partial != nil { throw ExitStatus.partly }
    if answer.partial != nil { throw ExitStatus.partly }
  }

  /// Prints an answer.
  ///
  /// - Throws: `ExitStatus.nothing` if nothing was found.
  private func report(_ answer: SearchService.Answer) throws {
    if printsCount {
      StandardOutput.shared.writeLine(String(answer.total))
    } else {
      try SearchReport(answer: answer, request: request, facetLimit: facetLimit)
        .print(format.general ?? .table, isNullTerminated: isNullTerminated)
    }
    if answer.total == 0 { throw ExitStatus.nothing }
    if opens {
      guard let hit = answer.hits.first else { throw ExitStatus.nothing }
      try DocumentOpener.open(hit)
    }
  }

  private var request: SearchService.Request {
    var request = SearchService.Request(words.joined(separator: " "))
    request.filters = facets.compactMap { SearchService.Filter($0) }
    request.since = since
    request.newSince = newSince.flatMap { SearchService.Run($0) }
    request.histogram = histogram
    // The absolute path of a file, else the name as it is given.
    request.like = like.map { SharePath($0).resolved()?.string ?? $0 }
    request.values = values.map { SearchService.ValueLookup($0) }
    request.isLiteral = isLiteral
    request.countsMentions = countsMentions
    request.collapsesCopies =
      [.table, .json, .jsonl].contains(format) && batch == nil && !showsAllCopies
    request.order = order
    request.offset = offset
    request.limit = printsCount || values != nil ? 0 : limit
    request.wantsExplanations = explains
    request.countsFacets =
      ([.table, .json].contains(format) && !printsCount) || values != nil
    request.ranksWider = format == .trec
    request.wantsPassages = ![.paths, .trec].contains(format) && !printsCount
    return request
  }

  /// Answers the queries of a file.
  ///
  /// A query that cannot be understood is reported with its place, and the others are answered.
  private func answer(_ path: String, _ search: PreparedSearch) throws {
    let batch = try QueryBatch(path: path)
    let form: QueryBatch.Form = format == .trec ? .trec : .jsonLines
    if form == .trec { tellPlainWords(batch.queriesWithOperators) }
    let summary: QueryBatch.Summary
    do {
      summary = try batch.answer(
        with: search, form: form, isStopped: { Interruption.isRequested }
      ) { answer in
        switch answer {
        case .success(let lines): StandardOutput.shared.write(lines)
        case .failure(let error): Diagnostics.report(error)
        }
      }
    } catch is CancellationError {
      throw ExitStatus.interrupted
    }
    if summary.failures > 0 {
      throw summary.failures == summary.queries ? ExitStatus.failure : .partly
    }
    if summary.answered == 0, limit > 0 { throw ExitStatus.nothing }
  }

  /// Says how many queries have operators that a TREC run does not obey.
  private func tellPlainWords(_ count: Int) {
    guard count > 0 else { return }
    Diagnostics.note(
      "\(count) quer\(count == 1 ? "y has" : "ies have") operators or fields; --format trec takes "
        + "every query for words, --format jsonl as written")
  }
}

extension SearchJob {
  /// The job that arguments ask for, if they are of the usual kinds.
  ///
  /// The argument parser takes longer than most searches, so that plain words and common options are
  /// read here. For whatever is not certain, errors and `--help` included, the job is `nil` and the
  /// argument parser must look.
  ///
  /// - Parameter arguments: those of the process, its own name first.
  init?(quickly arguments: [String]) {
    guard arguments.count > 1, arguments[1] == "search" else { return nil }
    self.init()
    var index = 2
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      guard argument.hasPrefix("-") else {
        words.append(argument)
        continue
      }
      if ["--literal", "--mentions", "--count", "--explain", "--all-copies"].contains(argument) {
        guard setFlag(argument) else { return nil }
        continue
      }
      var name = argument
      let value: String
      if let equals = argument.firstIndex(of: "=") {
        name = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
      } else {
        guard index < arguments.count, !arguments[index].hasPrefix("-") else { return nil }
        value = arguments[index]
        index += 1
      }
      guard !value.isEmpty, set(name, value) else { return nil }
    }
    if objection != nil { return nil }
  }

  /// Sets a flag; `false` if it is set already.
  private mutating func setFlag(_ name: String) -> Bool {
    let before = self
    switch name {
    case "--literal": isLiteral = true
    case "--mentions": countsMentions = true
    case "--count": printsCount = true
    case "--all-copies": showsAllCopies = true
    default: explains = true
    }
    return self != before
  }

  /// Sets an option; `false` if there is none of that name here, or the value is none of its own.
  private mutating func set(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--facet": facets.append(value)
    case "--workspace": workspace = value
    case "--since": since = value
    case "--limit":
      guard let number = Int(value) else { return false }
      limit = number
    case "--facet-limit":
      guard let number = Int(value) else { return false }
      facetLimit = number
    case "--format":
      guard let format = SearchFormat(rawValue: value) else { return false }
      self.format = format
    case "--sort":
      guard let order = SearchService.Order(rawValue: value) else { return false }
      self.order = order
    default: return false
    }
    return true
  }
}
