internal import Model

extension DocumentFormat {
  /// Appointments and tasks (iCalendar).
  static let calendar = DocumentFormat(
    "calendar", names: ["ics"], aliases: ["ical": "ics", "ifb": "ics"], beginsWithFrame: ["ics"],
    reading: .text({ $0.head.starts(with: "begin:vcalendar".utf8) ? "ics" : nil }) {
      _, bytes, builder, context in
      try CalendarReader.read(bytes, &builder, context)
    })
}

/// Reads calendars: what each entry is called, says and when it begins.
enum CalendarReader {
  /// Reads a file.
  ///
  /// - Throws: `DocumentRefusal` when the time is over.
  static func read(_ bytes: [UInt8], _ builder: inout DocumentBuilder, _ context: ReadingContext)
    throws
  {
    var components: [String] = []
    try ContentLine.forEach(in: bytes, context) { line in
      switch line.name {
      case "BEGIN":
        guard components.count < 20 else { return false }
        components.append(line.value.uppercased())
      case "END": _ = components.popLast()
      // An entry lies right in the calendar: what is deeper, such as an alarm, has descriptions of
      // its own.
      default: take(line, isEntry: components.count == 2, &builder)
      }
      return !builder.text.isFull
    }
    if let heading = builder.headings.first { builder.offerTitle(heading) }
  }

  private static func take(
    _ line: ContentLine, isEntry: Bool, _ builder: inout DocumentBuilder
  ) {
    switch line.name {
    case "X-WR-CALNAME" where !isEntry:
      builder.offerTitle(line.value)
      builder.add(line.name, line.value, .title)
    case "SUMMARY" where isEntry:
      builder.addHeading(line.value)
      append(line.value, &builder)
    case "DESCRIPTION" where isEntry, "LOCATION" where isEntry, "COMMENT" where isEntry:
      append(line.value, &builder)
    case "CATEGORIES": builder.addKeywords(line.name, line.value)
    case "ORGANIZER": builder.add(line.name, line.parameter("CN") ?? line.value, .author)
    case "URL": builder.add(line.name, line.value)
    case "DTSTART" where isEntry: builder.offerCreated(MetadataDates.date(day(line.value)))
    case "LAST-MODIFIED" where isEntry: builder.offerModified(MetadataDates.date(day(line.value)))
    default: break
    }
  }

  /// The day of `20100312T080000Z`.
  private static func day(_ value: String) -> String { String(value.prefix { $0 != "T" }) }

  private static func append(_ text: String, _ builder: inout DocumentBuilder) {
    builder.text.append(text.utf8)
    builder.text.endParagraph()
  }
}
