extension DocumentFormat {
  /// Links to pages, as browsers under Windows keep them.
  static let shortcut = DocumentFormat(
    "link to a page", names: ["url"], beginsWithFrame: ["url"],
    reading: .text({ $0.head.starts(with: "[internetshortcut]".utf8) ? "url" : nil }) {
      _, bytes, builder, _ in
      ShortcutReader.read(bytes, &builder)
    })
}

/// Reads the address that a shortcut leads to; what it is called is the file's name.
enum ShortcutReader {
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder) {
    let text = String(
      decoding: CharacterDetection.decode(bytes).text.prefix(64 << 10), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].uppercased() == "URL" else { continue }
      builder.add("URL", String(parts[1]))
      builder.text.append(parts[1].utf8)
      builder.text.endParagraph()
      return
    }
  }
}
