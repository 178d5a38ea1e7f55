import Documents
import Foundation
import System
import TestSupport
import Testing

@testable import ParlanceKit

/// Pictures of Office files by a program that takes the arguments of LibreOffice's.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftoppm"),
    "pictures take poppler's pdftoppm (poppler-utils)"))
struct OfficePictureTests {
  private let folder: TemporaryFolder

  /// Makes the same PDF file of every input, and writes down each start, with the endings of its inputs.
  ///
  /// Of `bad` it makes nothing, at `crash` it ends, at `hang` it goes on for ever.
  private static let program = """
    #!/bin/sh
    while [ $# -gt 0 ]; do
      case $1 in
        -env:UserInstallation=file://*) profile=${1#*file://} ;;
        --convert-to) shift; format=$1 ;;
        --outdir) shift; out=$1 ;;
        --*) ;;
        *) inputs="$inputs $1" ;;
      esac
      shift
    done
    here=$(dirname "$0")
    grep -q BlockUntrustedRefererLinks "$profile/user/registrymodifications.xcu" || exit 9
    echo "$format $(for i in $inputs; do echo ${i##*.}; done | tr '\\n' ' ')" >>"$here/starts"
    for input in $inputs; do
      case $(head -c 10 $input) in
        bad*) echo 'Error: source file could not be loaded' >&2; continue ;;
        crash*) exit 77 ;;
        hang*) exec tail -f /dev/null ;;
      esac
      name=${input##*/}
      cp "$here/page.pdf" "$out/${name%.*}.pdf"
    done

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeProgram("soffice", Self.program)
    let sample = repositoryFile(
      "Samples/share/marketing/references/CS_Nordbank_archive_EN_print.pdf")
    try FileManager.default.copyItem(
      at: URL(fileURLWithPath: sample), to: folder.url(of: "page.pdf"))
  }

  private func file(_ name: String, _ text: String) throws -> OfficePictures.Wish {
    try Data(text.utf8).write(to: folder.url(of: name))
    let path = SharePath(
      URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path + "/" + name)
    return (path, try #require(FirstPage.state(of: path)))
  }

  private func pictures(seconds: Double = 60) -> OfficePictures {
    OfficePictures(folder.path + "/soffice", seconds: seconds)
  }

  private var starts: [String] {
    let text = try? String(contentsOf: folder.url(of: "starts"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// Whether there is a picture, by the places of those that were come to.
  private func made(_ pictures: OfficePictures, _ wishes: [OfficePictures.Wish]) -> [Int: Bool] {
    pictures.pictures(of: wishes).mapValues { $0 != nil }
  }

  @Test func `what is of one kind is made by one start, of a file without a page nothing`() throws {
    let wishes = [
      try file("a.docx", "one"), try file("b.xlsx", "two"), try file("c.doc", "three"),
      try file("d.rtf", "bad"), try file("e.odt", "four"),
    ]
    let pictures = pictures()
    #expect(made(pictures, wishes) == [0: true, 2: true, 3: false, 4: true])
    #expect(
      starts == [
        #"pdf:writer_pdf_Export:{"PageRange":{"type":"string","value":"1"}} docx doc rtf odt "#
      ])
    #expect(made(pictures, [wishes[1]]) == [0: true])
    #expect(starts.last?.hasPrefix("pdf:calc_pdf_Export:") == true)
    let picture = try #require(pictures.pictures(of: [wishes[0]])[0] ?? nil)
    #expect(picture.type == "image/jpeg")
    #expect(starts.count == 2)
  }

  @Test func `copies are made once, and a file that says the same later is known`() throws {
    let wishes = [
      try file("a.docx", "one"), try file("b.docx", "one"), try file("c.docx", "bad"),
    ]
    let pictures = pictures()
    #expect(made(pictures, wishes) == [0: true, 2: false])
    let later = try file("d.doc", "one")
    #expect(made(pictures, [wishes[1], later, wishes[2]]) == [0: true, 1: true, 2: false])
    #expect(starts.count == 1)
  }

  @Test(arguments: ["crash", "hang"])
  func `a file that ends the program, or has it go on for ever, costs its own picture alone`(
    fault: String
  ) throws {
    let wishes = [
      try file("a.docx", fault), try file("b.docx", "two"), try file("c.docx", "three"),
    ]
    let slow = pictures(seconds: 2)
    #expect(made(slow, wishes) == [0: false])
    #expect(made(pictures(), Array(wishes.dropFirst())) == [0: true, 1: true])
    // It is not tried again.
    #expect(made(slow, wishes)[0] == false)
    #expect(starts.count { $0.hasSuffix("docx docx docx ") } <= 1)
  }

  @Test func `a program that is gone, or a file, is no reason to ask for ever`() throws {
    let gone = OfficePictures(folder.path + "/none", seconds: 60)
    let wishes = [try file("a.docx", "one"), try file("b.docx", "two")]
    #expect(made(gone, wishes) == [0: false])
    let pictures = pictures()
    try FileManager.default.removeItem(at: folder.url(of: "a.docx"))
    #expect(made(pictures, wishes) == [0: false, 1: true])
  }

  @Test func `a start has few files, and not many bytes`() throws {
    let wishes = try (0..<12).map { try file("\($0).docx", "number \($0)") }
    #expect(made(pictures(), wishes).count == 8)
    let small = OfficePictures(folder.path + "/soffice", seconds: 60, mostBytes: 20)
    #expect(made(small, wishes).count == 2)
    // One that is larger by itself is passed over, and not in the way of others.
    let large = [try file("large.docx", String(repeating: "x", count: 21)), wishes[0]]
    #expect(made(small, large) == [0: false, 1: true])
  }

  @Test func `a file without a picture of its own shows the one that is made, if it was asked for`()
    throws
  {
    let wish = try file("a.docx", "one")
    let old = try file("b.ppt", "two")
    let asked = Thumbnails(office: pictures())
    for path in [wish.path.string, old.path.string] {
      try #require(waitUntil { asked.picture(ofDocument: path) != nil })
    }
    let usual = Thumbnails()
    #expect(usual.picture(ofDocument: old.path.string) == nil)
    let count = starts.count
    _ = usual.picture(ofDocument: wish.path.string)
    // Whoever has one needs no other.
    let held = folder.url(of: "held.docx")
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 100)
    try Data(StoredArchive.bytes([("docProps/thumbnail.jpeg", jpeg)])).write(to: held)
    let path = held.resolvingSymlinksInPath().path
    try #require(waitUntil { asked.picture(ofDocument: path) != nil })
    #expect(asked.picture(ofDocument: path)?.bytes == jpeg)
    #expect(starts.count == count)
  }
}
