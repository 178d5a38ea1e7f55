internal import Model

/// The control words of RTF that are looked up.
enum RTFWords {
  /// Destinations whose content is not text of the document.
  static let skipped: Set<String> = [
    "colortbl", "pict", "objdata", "themedata", "colorschememapping", "datastore", "latentstyles",
    "listtable", "listoverridetable", "rsidtbl", "generator", "fldinst", "listtext", "pntext",
    "nonshppict", "shprslt", "xmlnstbl", "pgdsctbl", "revtbl", "filetbl", "bkmkstart", "bkmkend",
    "objclass", "objname", "sn", "sv", "atnid", "atnauthor", "panose", "falt",
    "linkval", "tc", "xe", "formfield", "pnseclvl", "background", "mmathPr", "wgrffmtfilter",
  ]

  /// Destinations marked `\*` that are read nevertheless.
  static let knownOptional: Set<String> = [
    "userprops", "shpinst", "shptxt", "do", "dptxbxtext", "annotation", "cs", "ts", "upr", "ud",
    "nesttableprops", "company",
    "category", "manager", "hlinkbase",
  ]

  /// Control words that stand for text.
  static let characters: [String: String] = [
    "emdash": "\u{2014}", "endash": "\u{2013}", "lquote": "\u{2018}", "rquote": "\u{2019}",
    "ldblquote": "\u{201C}", "rdblquote": "\u{201D}", "bullet": "\u{2022}", "emspace": " ",
    "enspace": " ", "qmspace": " ",
  ]

  /// The encoding of a font's character set.
  static func charset(_ number: Int) -> CharacterEncoding? {
    let pages = [
      0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
      177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
    ]
    // An ANSI font says nothing: the file's code page holds.
    return number == 0 ? nil : pages[number].flatMap { CharacterEncoding(codePage: $0) }
  }
}

/// The fields of RTF's information group.
enum RTFInfo {
  static let names = Set(texts.keys).union(["creatim", "revtim"])

  private static let texts: [String: PropertyMeaning] = [
    "title": .title, "subject": .field(.subject), "keywords": .keywords,
    "category": .field(.category), "author": .field(.author), "operator": .field(.author),
    "company": .field(.author), "manager": .field(.author), "doccomm": .field(.description),
    "comment": .field(.description),
  ]

  static func take(
    _ name: String, _ value: String, _ date: (year: Int, month: Int, day: Int),
    _ builder: inout DocumentBuilder
  ) {
    switch name {
    case "creatim": builder.offerCreated(calendarDate(date))
    case "revtim": builder.offerModified(calendarDate(date))
    default:
      guard let meaning = texts[name] else { return }
      builder.take(FoundProperty(name: name, meaning: meaning, value: value))
    }
  }

  private static func calendarDate(_ date: (year: Int, month: Int, day: Int)) -> CalendarDate? {
    // Programs without a clock write the year 0, 1601 or 1904.
    guard (1970...2100).contains(date.year) else { return nil }
    return CalendarDate(year: date.year, month: date.month, day: date.day)
  }
}
