internal import Compressing
import System

/// What the readers of one worker share: limits, tools, the inflate state, and when to give up.
final class ReadingContext {
  let limits: ReadingLimits
  let tools: ForeignTools
  let facets: [String]
  let dateOrder: DateOrder?
  let inflater = Inflater()
  let isCancelled: () -> Bool

  /// Where programs that need files of their own have them; made at the first use.
  private(set) lazy var scratch = ScratchFolder()

  /// ExifTool, started at its first use; `nil` where it is not installed.
  private(set) lazy var exifTool = tools.path(of: .exiftool)
    .map { ExifTool($0, limits: limits.child) }

  /// How deep the current document is nested in others.
  var depth = 0

  private var deadline = 0.0
  private var conversions = 0

  init(
    limits: ReadingLimits, tools: ForeignTools, facets: [String], dateOrder: DateOrder? = nil,
    isCancelled: @escaping () -> Bool
  ) {
    self.limits = limits
    self.tools = tools
    self.facets = facets
    self.dateOrder = dateOrder
    self.isCancelled = isCancelled
  }

  /// Begins a document: from here on its time is counted.
  func begin() {
    depth = 0
    conversions = 0
    deadline = MonotonicClock.seconds + limits.seconds
  }

  /// Counts the time anew after a program has had its own limit.
  func restartClock() {
    deadline = MonotonicClock.seconds + limits.seconds
  }

  /// Counts a conversion by a program that takes long: a message may have hundreds of old office files.
  ///
  /// - Throws: `DocumentRefusal` if the document had as many as one may have.
  func countConversion() throws {
    guard conversions < limits.conversions else {
      throw DocumentRefusal(
        .limit, "more than \(limits.conversions) files of one document would have to be converted")
    }
    conversions += 1
  }

  /// Ends the reading of a document that takes too long; to be called every few thousand steps.
  ///
  /// - Throws: `DocumentRefusal` when the time is over or the run is cancelled.
  func checkTime() throws {
    if isCancelled() { throw DocumentRefusal(.cancelled, "") }
    if MonotonicClock.seconds > deadline {
      throw DocumentRefusal(.timeout, "reading took more than \(limits.seconds) s")
    }
  }

  func makeBuilder() -> DocumentBuilder {
    DocumentBuilder(limits: limits, facets: facets, dateOrder: dateOrder)
  }
}
