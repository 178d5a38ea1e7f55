internal import XMLReading

/// The text of an office document while its elements go by: paragraphs, line breaks, tabs and table
/// cells, without what is left out.
///
/// Word, presentations and OpenDocument nest the same things under other names. A paragraph in a cell ends
/// in a blank, a cell in a tab, a row in a line feed, so that a table has one line for each row. A text box
/// is anchored anywhere in a paragraph, in the midst of a word, too: its text follows the paragraph.
struct RunningText {
  /// A text box that is open, or the page around all of them.
  private struct Box {
    /// Where its text begins.
    var start = 0

    /// The texts of the boxes in its open paragraph.
    var inner: [UInt8] = []
  }

  /// The text so far.
  var collected: TextCollector

  private var cellDepth = 0
  private var skippedDepth = 0
  private var boxes = [Box()]
  private var steps: ReadingSteps

  init(_ collected: TextCollector, _ context: ReadingContext) {
    self.collected = collected
    steps = ReadingSteps(context)
  }

  /// Whether what goes by now is taken.
  var isTaken: Bool { skippedDepth == 0 }

  /// Whether a table cell is open.
  var isInCell: Bool { cellDepth > 0 }

  /// Begins another part: one that ended in an error leaves elements open.
  mutating func beginPart() {
    while boxes.count > 1 { endBox() }
    appendBoxes()
    cellDepth = 0
    skippedDepth = 0
  }

  /// Begins a text box within a paragraph.
  mutating func beginBox() { boxes.append(Box(start: collected.count)) }

  /// Ends a text box: what was collected in it waits for the end of the paragraph around it.
  mutating func endBox() {
    appendBoxes()
    guard boxes.count > 1, let box = boxes.popLast() else { return }
    let text = collected.take(from: box.start)
    let outer = boxes.count - 1
    if let last = boxes[outer].inner.last, last != 10, !text.isEmpty {
      boxes[outer].inner.append(isInCell ? 0x20 : 10)
    }
    boxes[outer].inner += text
  }

  /// Appends the boxes of a paragraph that has ended.
  mutating func appendBoxes() {
    let inner = boxes[boxes.count - 1].inner
    guard !inner.isEmpty else { return }
    boxes[boxes.count - 1].inner = []
    endParagraph()
    collected.append(inner)
    endParagraph()
  }

  /// Counts an element that begins; returns whether it is taken.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  mutating func begins() throws -> Bool {
    try steps.next()
    if skippedDepth == 0, !collected.isFull { return true }
    skippedDepth += 1
    return false
  }

  /// Counts an element that ends; returns whether it was taken.
  mutating func ends() -> Bool {
    if skippedDepth == 0 { return true }
    skippedDepth -= 1
    return false
  }

  /// Leaves out the element that has just begun, with all that is in it.
  mutating func skipElement() { skippedDepth = 1 }

  mutating func append(_ piece: XMLBytes) {
    if isTaken { collected.append(piece) }
  }

  mutating func lineBreak() { collected.append(isInCell ? 0x20 : 10) }

  mutating func tab() { collected.append(isInCell ? 0x20 : 9) }

  mutating func endParagraph() {
    if isInCell { collected.space() } else { collected.endParagraph() }
  }

  mutating func beginCell() { cellDepth += 1 }

  /// Ends a cell; one of a table within a cell ends in a blank, as the row is that of the outer table.
  mutating func endCell() {
    cellDepth -= 1
    tab()
  }

  mutating func endRow() {
    if !isInCell { collected.endParagraph() }
  }
}

/// Ends the reading of elements when the time is over.
struct ReadingSteps {
  private let context: ReadingContext
  private var count = 0

  /// So many elements take far less than the time limit, and asking for the time at each takes longer
  /// than most of them.
  private static let interval = 16_384

  init(_ context: ReadingContext) { self.context = context }

  /// Counts a step.
  ///
  /// - Throws: `DocumentRefusal` when the time is over or the run is cancelled.
  mutating func next() throws {
    count += 1
    if count % Self.interval == 0 { try context.checkTime() }
  }
}
