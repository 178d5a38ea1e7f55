import Documents
import Model
import RandomNumbers
import Testing

@Suite struct `Compound files` {
  private func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }

  @Test func `an Outlook message gives subject, body and attachments`() throws {
    var builder = CompoundBuilder()
    builder.add("__properties_version1.0", [UInt8](repeating: 0, count: 32))
    builder.add("__substg1.0_0037001F", utf16("Grüße aus Wien"))
    builder.add("__substg1.0_0C1A001F", utf16("Ann Bell"))
    // Long enough for sectors of its own.
    let body = String(repeating: "Price list attached. ", count: 300)
    builder.add("__substg1.0_1000001F", utf16(body))
    builder.add("__substg1.0_007D001F", utf16("Date: Fri, 12 Mar 2010 08:00:00 +0100\n\n"))
    let attachment = builder.addStorage("__attach_version1.0_#00000000")
    builder.add("__substg1.0_3707001F", utf16("prices.xlsx"), in: attachment)
    builder.add("__substg1.0_37010102", SampleDocuments.spreadsheet, in: attachment)
    let document = try readDocument(builder.build(), "a.msg")
    #expect(document.format == "msg")
    #expect(document.title == "Grüße aus Wien")
    #expect(document.values(.author) == ["Ann Bell"])
    #expect(document.text.hasPrefix("Price list attached. Price list"))
    #expect(document.text.hasSuffix("prices.xlsx\nPrices\nProduct\tPrice\nAcme Vault\t199.5"))
    #expect(document.dates(.metadata) == ["2010-03-12"])
  }

  @Test func `without a program the refusal names the package`() {
    var builder = CompoundBuilder()
    builder.add("WordDocument", [UInt8](repeating: 0, count: 100))
    var reader = DocumentReader(tools: ForeignTools(folders: []))
    reader.limits.seconds = 5
    guard case .failure(let refusal) = reader.read(builder.build(), name: "a.doc") else {
      Issue.record("read without a program")
      return
    }
    #expect(refusal.reason == .missingTool)
    #expect(refusal.hint == "install the Debian package 'antiword'.")
  }

  @Test func `what asks for a password is refused`() {
    var word = CompoundBuilder()
    var stream = [UInt8](repeating: 0, count: 100)
    stream[11] = 1
    word.add("WordDocument", stream)
    #expect(refusal(word.build(), "a.doc") == .encrypted)
    var package = CompoundBuilder()
    package.add("EncryptionInfo", [4])
    package.add("EncryptedPackage", [4])
    #expect(refusal(package.build(), "a.docx") == .encrypted)
    var other = CompoundBuilder()
    other.add("Something", [4])
    #expect(refusal(other.build(), "a.doc") == .unsupportedFormat)
    #expect(refusal(other.build(), "a.db") == nil)
  }

  @Test(arguments: 1...2) func `mutated messages never crash or loop`(seed: UInt64) {
    var builder = CompoundBuilder()
    builder.add("__properties_version1.0", [UInt8](repeating: 0, count: 64))
    builder.add("__substg1.0_1000001F", utf16(String(repeating: "body ", count: 900)))
    let original = builder.build()
    var generator = SeededGenerator(seed: seed)
    var readable = 0
    for _ in 0..<400 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...5, using: &generator) {
        // Half of the changes hit the header and the allocation table.
        let end = Bool.random(using: &generator) ? 1024 : bytes.count
        bytes[Int.random(in: 8..<end, using: &generator)] =
          [0, 1, 2, 0x7F, 0xFE, 0xFF].randomElement(using: &generator) ?? 0
      }
      if refusal(bytes, "a.msg") == nil { readable += 1 }
    }
    #expect((1..<400).contains(readable))
  }
}
