/// A piece of HTML.
///
/// Whatever comes in as text or as the value of an attribute is escaped: nothing of a document or a query can
/// become markup.
struct HTML: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []

  /// Stands before the addresses of pages of this workspace, for the path that it is served below; no text has it.
  private static let pathMark: UInt8 = 0

  /// The attributes that hold addresses.
  private static let addresses: Set<String> = ["href", "src", "action"]

  /// Nothing.
  static let nothing = HTML()

  private init() {}

  /// Pieces one after the other.
  init(_ pieces: [HTML]) { bytes = pieces.flatMap(\.bytes) }

  /// Text.
  static func text(_ text: String) -> HTML {
    var html = HTML()
    html.append(escaping: text)
    return html
  }

  /// An element with what is in it.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - attributes: its attributes; those without a value are left out, an empty value stays.
  ///   - content: what is in it; nothing for the elements that cannot hold anything.
  ///   - isOfWorkspace: whether an address that is a path is one of this workspace.
  init(
    _ name: StaticString, _ attributes: [(StaticString, String?)] = [], _ content: [HTML] = [],
    isOfWorkspace: Bool = true
  ) {
    // The names are literals of the program: only values can come from outside.
    bytes.append(UInt8(ascii: "<"))
    bytes += Array("\(name)".utf8)
    for case (let name, let value?) in attributes {
      bytes += Array(" \(name)=\"".utf8)
      if isOfWorkspace, value.utf8.first == UInt8(ascii: "/"), Self.addresses.contains("\(name)") {
        bytes.append(Self.pathMark)
      }
      append(escaping: value)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
    // An end tag of such an element would be an error to every validator.
    if Self.void.contains("\(name)") { return }
    for piece in content { bytes += piece.bytes }
    bytes += Array("</\(name)>".utf8)
  }

  /// An element that holds text.
  init(_ name: StaticString, _ attributes: [(StaticString, String?)] = [], _ text: String) {
    self.init(name, attributes, [.text(text)])
  }

  /// An element without content as XML writes it.
  var closed: HTML {
    var html = self
    html.bytes.removeLast()
    html.bytes += Array("/>".utf8)
    return html
  }

  /// The piece as text.
  var markup: String { String(decoding: bytes.filter { $0 != Self.pathMark }, as: UTF8.self) }

  /// The elements without an end.
  private static let void: Set<String> = ["br", "hr", "img", "input", "link", "meta"]

  /// A whole document.
  ///
  /// - Parameters:
  ///   - language: its language.
  ///   - base: the path that the workspace is served below, such as `/sales`; empty at the root.
  ///   - content: what is in it.
  /// - Returns: its bytes.
  static func document(language: String, below base: String = "", _ content: [HTML]) -> [UInt8] {
    let root = HTML(
      "html", [("lang", language), ("data-base", base.isEmpty ? nil : base)], content)
    let pieces = root.bytes.split(separator: pathMark, omittingEmptySubsequences: false)
    return Array("<!DOCTYPE html>\n".utf8) + pieces.joined(separator: Array(base.utf8))
  }

  /// Control characters, which no page needs, and U+FFFE and U+FFFF, which no XML may have (XML 1.0, 2.2), are shown as what
  /// replaces what cannot be shown.
  private mutating func append(escaping text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      case 0x09, 0x0A: bytes.append(byte)
      case 0..<0x20, 0x7F: bytes += Array("\u{FFFD}".utf8)
      case 0xBE, 0xBF:
        let isNone = bytes.suffix(2) == [0xEF, 0xBF]
        bytes.append(isNone ? 0xBD : byte)
      default: bytes.append(byte)
      }
    }
  }
}

extension HTML {
  /// A link.
  static func link(_ address: String, _ text: String, _ name: String? = nil) -> HTML {
    HTML("a", [("href", address), ("class", name)], text)
  }

  /// What fetches the file of a document, also by the key `o`.
  static func file(_ id: String, _ text: String) -> HTML {
    HTML("a", [("href", "/file?id=\(FormFields.field(id))"), ("data-key", "o")], text)
  }

  /// Text in which byte ranges are marked.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - ranges: ranges of its UTF-8, ascending; those that overlap another or lie outside are left out.
  ///   - mark: makes an element of what stands in a range, given its number and text.
  /// - Returns: the marked text.
  static func text(
    _ text: String, marking ranges: [Range<Int>], _ mark: (Int, String) -> HTML
  ) -> HTML {
    let bytes = Array(text.utf8)
    var pieces: [HTML] = []
    var place = 0
    func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    for (number, range) in ranges.enumerated()
    where range.lowerBound >= place && range.upperBound <= bytes.count && !range.isEmpty {
      pieces.append(.text(piece(place..<range.lowerBound)))
      pieces.append(mark(number, piece(range)))
      place = range.upperBound
    }
    pieces.append(.text(piece(place..<bytes.count)))
    return HTML(pieces)
  }
}

extension HTML {
  /// The keys that answer on a page, which a person may turn off.
  static func keys(_ keys: [(key: String, meaning: String)]) -> HTML {
    HTML(
      "p", [("class", "note"), ("data-keys", "")],
      SearchView.joined(
        keys.map { HTML([HTML("kbd", [], $0), .text(" \($1)")]) }, " · "))
  }

  /// The names of concepts of a facet, which boxes propose.
  static func names(ofFacet facet: String, _ names: [String]) -> HTML {
    HTML(
      "datalist", [("id", "names-\(facet)")], names.map { HTML("option", [("value", $0)]) })
  }
}

extension FormFields.Field {
  /// The field in a form, where nobody sees it.
  var hidden: HTML { HTML("input", [("type", "hidden"), ("name", name), ("value", value)]) }
}
