import ArgumentParser
import Glibc
import ParlanceKit
import System

/// Which documents and facets a retag is about, and where it writes.
struct RetagChoices: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only changes of this facet, or those that bring or take a value of it; repeatable.",
      valueName: "key[=value]"))
  var only: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only documents that have this tag now, or with key= none of that facet; repeatable.",
      valueName: "key=value"))
  var facet: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Only files changed on this day or later (2026-11-01, 2026-11), or within 7d or 12h.",
      valueName: "date"))
  var since: String?

  @Option(
    name: .customLong("files0-from"),
    help: ArgumentHelp(
      "Only the files named in a file (- is standard input), each name ended by NUL.",
      valueName: "file"), completion: .file())
  var files0From: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Where tags are written; settled for the workspace by the first run.",
      valueName: "catalog|documents|sidecar|xattr"))
  var writeTo: TagPlace?

  @Flag(
    name: .long,
    help: "Write over files where they stand that cannot be replaced, such as those of others.")
  var inPlace = false

  @Flag(name: .long, help: "Replace also what came with the documents; never a person's word.")
  var overwrite = false

  @Option(name: .long, help: "The score from which a tag is taken without asking, 0 to 1.")
  var threshold: Double?

  @Option(name: .long, help: "Look at no more than this many documents that are due.")
  var limit: Int?

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold is a number from 0 to 1")
    }
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
    if let since, Self.nanoseconds(since) == nil {
      throw ValidationError(
        "--since is a day such as 2026-11-01, in the years 1678 to 2261, or a time back such as 7d or 12h"
      )
    }
    for text in facet where !text.contains("=") {
      throw ValidationError("'\(text)' is not a facet filter; write --facet key=value")
    }
  }

  /// The options of the session that these choices come to.
  ///
  /// - Parameter session: the session, which knows the facets and their labels.
  /// - Returns: the options.
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have.
  func options(_ session: RetagSession) throws -> RetagOptions {
    var options = RetagOptions()
    options.overwritesSource = overwrite
    options.threshold = threshold
    options.writesInPlace = inPlace
    try options.restrict(to: only, of: session.choices)
    return options
  }

  /// The documents that these choices are about.
  ///
  /// - Parameter session: the session, which knows the share, the facets and their labels.
  /// - Returns: the scope.
  /// - Throws: `RequestError` for a facet or value that the vocabulary does not have;
  ///   `FileListError` for a file outside the share.
  func scope(_ session: RetagSession) throws -> RetagScope {
    var scope = RetagScope()
    scope.since = since.flatMap(Self.nanoseconds)
    try scope.restrict(to: facet, of: session.choices)
    if let files0From {
      scope.paths = try FileList.paths(
        in: try StandardInput.contents(or: files0From), share: session.root)
    }
    return scope
  }

  /// The time that a day begins here, or a number of days or hours ago, in nanoseconds since 1970.
  private static func nanoseconds(_ text: String) -> Int64? {
    if let unit = text.last, unit == "d" || unit == "h", let count = Int64(text.dropLast()),
      (0...100_000).contains(count)
    {
      let seconds = count * (unit == "d" ? 86_400 : 3_600)
      return Int64(time(nil)).subtracting(seconds)?.multiplied(by: 1_000_000_000)
    }
    // Nanoseconds since 1970 in 64 bits reach from 1677 to 2262.
    guard let date = CalendarDate(text)?.firstDay, let month = date.month, let day = date.day,
      (1678...2261).contains(date.year)
    else { return nil }
    return LocalTime.startOfDay(year: date.year, month: month, day: day)
      .multiplied(by: 1_000_000_000)
  }
}
