/// The format of the paragraph that is open in an RTF file.
struct RTFParagraph {
  /// Where its text begins.
  var start = 0

  /// The number of its style.
  var style = 0

  /// The outline level, if it has one of its own.
  var outline: Int?
}

/// What stands beside the text of an RTF file: text boxes, notes, comments, headers and footers.
///
/// Their groups stand anywhere in a paragraph, in the midst of a word, too. As in Word's other formats a box follows
/// the paragraph that it is anchored in; the rest follows the text.
struct RTFAsides {
  /// The kinds, in the order in which they follow the text.
  enum Kind: Int, CaseIterable {
    case box, note, comment, running
  }

  /// A group that is open.
  private struct Group {
    let kind: Kind
    let depth: Int
    let start: Int
    let paragraph: RTFParagraph
    var boxes: [UInt8] = []
  }

  private var groups: [Group] = []
  private var boxes: [UInt8] = []
  private var texts: [Kind: [[UInt8]]] = [:]

  /// Each section and each kind of page repeats what stands above and below it.
  private static let runningLimit = 12

  /// The kind of a group by its control word; `nil` if it is none of these.
  static func kind(_ word: String) -> Kind? { kinds[word] }

  private static let kinds: [String: Kind] = [
    // Of Word 97 and later, and the drawings of Word 95.
    "shptxt": .box, "dptxbxtext": .box, "footnote": .note, "annotation": .comment,
    "header": .running, "headerl": .running, "headerr": .running, "headerf": .running,
    "footer": .running, "footerl": .running, "footerr": .running, "footerf": .running,
  ]

  /// Whether a paragraph that goes by may be a heading of the document.
  var mayBeHeading: Bool { groups.allSatisfy { $0.kind == .box || $0.kind == .note } }

  /// Begins a group, unless it has begun.
  ///
  /// - Parameters:
  ///   - kind: its kind.
  ///   - depth: how many groups are around it.
  ///   - start: where its text begins.
  ///   - paragraph: the paragraph around it.
  /// - Returns: the paragraph that it begins with.
  mutating func begin(
    _ kind: Kind, depth: Int, at start: Int, in paragraph: RTFParagraph
  ) -> RTFParagraph {
    if groups.last?.depth == depth { return paragraph }
    groups.append(Group(kind: kind, depth: depth, start: start, paragraph: paragraph))
    return RTFParagraph(start: start)
  }

  /// Whether the group with so many around it is one of these.
  func ends(depth: Int) -> Bool { groups.last?.depth == depth }

  /// Ends the innermost group, and takes its text away.
  ///
  /// - Parameter text: the text so far.
  /// - Returns: the paragraph around it.
  mutating func end(_ text: inout TextCollector) -> RTFParagraph {
    endParagraph(&text)
    guard let group = groups.popLast() else { return RTFParagraph(start: text.count) }
    let bytes = text.take(from: group.start)
    guard bytes.contains(where: { $0 > 0x20 }) else { return group.paragraph }
    if group.kind == .box {
      if groups.isEmpty {
        Self.append(bytes, to: &boxes)
      } else {
        Self.append(bytes, to: &groups[groups.count - 1].boxes)
      }
    } else if group.kind != .running
      || texts[.running, default: []].count < Self.runningLimit
        && !texts[.running, default: []].contains(bytes)
    {
      texts[group.kind, default: []].append(bytes)
    }
    return group.paragraph
  }

  /// Appends the boxes of a paragraph that has ended.
  mutating func endParagraph(_ text: inout TextCollector) {
    let inner = groups.last?.boxes ?? boxes
    guard !inner.isEmpty else { return }
    if groups.isEmpty { boxes = [] } else { groups[groups.count - 1].boxes = [] }
    text.endParagraph()
    text.append(inner)
    text.endParagraph()
  }

  /// Appends all that follows the text.
  mutating func finish(_ text: inout TextCollector) {
    while !groups.isEmpty { _ = end(&text) }
    endParagraph(&text)
    for kind in Kind.allCases {
      for bytes in texts[kind, default: []] {
        text.endParagraph()
        text.append(bytes)
      }
    }
  }

  private static func append(_ bytes: [UInt8], to boxes: inout [UInt8]) {
    if let last = boxes.last, last != 10 { boxes.append(10) }
    boxes += bytes
  }
}
