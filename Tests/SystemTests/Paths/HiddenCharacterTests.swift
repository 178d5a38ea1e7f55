import Testing

@testable import System

struct HiddenCharacterTests {
  /// The first plane, and what may be hidden beyond: Unicode has no other controls and formats there.
  private static let scalars = (Array(UInt32(0)..<0x10000) + Array(0xE0000..<0xE0200))
    .compactMap(Unicode.Scalar.init)

  @Test func `controls are those of Unicode`() {
    let found = Self.scalars.filter { HiddenCharacter($0) == .control }
    #expect(found == Self.scalars.filter { $0.properties.generalCategory == .control })
    #expect(found.count == 65)
  }

  @Test func `line and paragraph separators are all that there are`() {
    let found = Self.scalars.filter { HiddenCharacter($0) == .lineBreak }.map(\.value)
    let wanted = Self.scalars.filter {
      [.lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }.map(\.value)
    #expect(Array(found) == Array(wanted))
  }

  @Test func `what controls or has a direction is all that Unicode says does`() {
    // The property Bidi_Control of UAX #9.
    let wanted: [UInt32] =
      [0x61C, 0x200E, 0x200F] + Array(0x202A...0x202E) + Array(0x2066...0x2069)
    let found = Self.scalars.filter {
      [.directionControl, .directionMark].contains(HiddenCharacter($0))
    }.map(\.value)
    #expect(Array(found) == wanted)
  }

  @Test
  func `nothing else can be seen: it is ignored where it cannot be shown, or is an annotation`() {
    for scalar in Self.scalars {
      switch HiddenCharacter(scalar) {
      case .joiner, .byteOrderMark, .invisible, .tag:
        let isIgnorable = scalar.properties.isDefaultIgnorableCodePoint
        #expect(isIgnorable || (0xFFF9...0xFFFB).contains(scalar.value), "\(scalar.value)")
      default: break
      }
    }
  }

  @Test func `every kind has a character`() {
    let kinds = Set(Self.scalars.compactMap(HiddenCharacter.init))
    #expect(kinds == Set(HiddenCharacter.allCases))
  }

  @Test(
    arguments: [
      " ", "\u{A0}", "a", "~", "é", "資", "\u{3000}", "\u{2009}", "\u{AD}", "\u{301}", "😀",
      "\u{FE0F}",
      "\u{10FFFF}",
    ] as [Unicode.Scalar])
  func `letters, blanks, marks and signs are not hidden`(_ scalar: Unicode.Scalar) {
    #expect(HiddenCharacter(scalar) == nil)
  }

  @Test func `a path for people has nothing hidden in it, and tells names apart`() {
    for scalar in Self.scalars {
      guard let hidden = HiddenCharacter(scalar), scalar.value != 0x2F else { continue }
      let name = "a\(scalar)b"
      let shown = SharePath(bytes: Array(name.utf8)).display
      if hidden == .replacement {
        #expect(shown == name)
      } else {
        #expect(!shown.unicodeScalars.contains { HiddenCharacter($0) != nil }, "\(scalar.value)")
        #expect(shown.hasPrefix("a\\x") && shown.hasSuffix("b"))
      }
    }
  }
}
