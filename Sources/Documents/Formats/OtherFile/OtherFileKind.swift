/// The kinds of files without text: how each begins, and how it is called.
///
/// Sources of the signatures: the formats' own specifications, and the magic numbers of file(1).
enum OtherFileKind {
  /// A beginning, the names of what begins so, the likeliest first, and words for a person.
  private static let signatures: [(bytes: [UInt8], names: [String], words: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], ["png"], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], ["jpg"], "a JPEG image"), (Array("GIF8".utf8), ["gif"], "a GIF image"),
    (Array("BM".utf8), ["bmp"], "a BMP image"),
    ([0x49, 0x49, 0x2A, 0], ["tif", "dng", "nef", "cr2", "arw"], "a TIFF image"),
    ([0x4D, 0x4D, 0, 0x2A], ["tif", "dng", "nef"], "a TIFF image"),
    (Array("8BPS".utf8), ["psd"], "a Photoshop image"),
    ([0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20], ["jp2"], "a JPEG 2000 image"),
    ([0, 0, 1, 0], ["ico"], "an icon"),
    (Array("RIFF".utf8), ["wav", "avi", "webp"], "a RIFF media file"),
    (Array("ID3".utf8), ["mp3"], "an MP3 file"), (Array("OggS".utf8), ["ogg"], "an Ogg file"),
    (Array("fLaC".utf8), ["flac"], "a FLAC file"), (Array("FORM".utf8), ["aiff"], "an AIFF file"),
    (Array("MThd".utf8), ["mid"], "a MIDI file"),
    ([0x1A, 0x45, 0xDF, 0xA3], ["mkv", "webm"], "a Matroska media file"),
    ([0x30, 0x26, 0xB2, 0x75], ["wmv", "wma"], "a Windows media file"),
    ([0, 0, 1, 0xBA], ["mpg"], "an MPEG media file"), (Array("FLV".utf8), ["flv"], "a Flash video"),
    (Array("AC10".utf8), ["dwg"], "an AutoCAD drawing"),
    (Array("ISO-10303-21;".utf8), ["step"], "a STEP model"),
    (Array("AT&TFORM".utf8), ["djvu"], "a DjVu document"),
    (Array("%!PS".utf8), ["eps"], "a PostScript file"),
    (Array("!BDN".utf8), ["pst"], "an Outlook mailbox"),
    ([0x4C, 0, 0, 0, 1, 0x14, 2, 0], ["lnk"], "a Windows shortcut"),
    ([0x1F, 0x8B], ["gz"], "gzip-compressed"), (Array("BZh".utf8), ["bz2"], "bzip2-compressed"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], ["xz"], "xz-compressed"),
    ([0x37, 0x7A, 0xBC, 0xAF], ["7z"], "a 7-Zip archive"),
    (Array("Rar!".utf8), ["rar"], "a RAR archive"), (Array("MSCF".utf8), ["cab"], "a cabinet file"),
    ([0x7F, 0x45, 0x4C, 0x46], ["exe"], "a program"), (Array("MZ".utf8), ["exe"], "a program"),
    ([0xCA, 0xFE, 0xBA, 0xBE], ["exe"], "a program"),
    (Array("SQLite format 3".utf8), ["sqlite"], "an SQLite database"),
  ]

  /// The brands behind `ftyp` (ISO 14496-12) that are not film.
  private static let brands: [String: String] = [
    "heic": "heic", "heix": "heic", "mif1": "heic", "avif": "avif", "M4A ": "m4a", "qt  ": "mov",
  ]

  /// What no signature tells, by the extension alone.
  private static let others = [
    "mp4", "zip", "tar", "iso", "skp", "stl", "vsd", "one", "mdb", "accdb", "pub",
    "mpp", "indd", "cdr", "pages", "numbers", "key", "ttf", "bin",
  ]

  /// Drawings that are written in text which is not words; a look at the name decides.
  private static let drawings = ["dxf", "iges"]

  /// The names of all kinds.
  static let names: [String] = {
    var names = signatures.flatMap(\.names) + brands.values + others + drawings
    var seen: Set<String> = []
    names.removeAll { !seen.insert($0).inserted }
    return names.sorted()
  }()

  /// Other extensions.
  static let aliases: [String: String] = [
    "jpeg": "jpg", "jpe": "jpg", "tiff": "tif", "heif": "heic", "aif": "aiff", "oga": "ogg",
    "opus": "ogg", "m4v": "mp4", "3gp": "mp4", "mpeg": "mpg", "midi": "mid", "stp": "step",
    "igs": "iges", "djv": "djvu", "ps": "eps", "ost": "pst", "tgz": "gz",
    "jar": "zip", "vst": "vsd", "dll": "exe", "so": "exe", "db": "sqlite",
    "otf": "ttf",
  ]

  /// The kind of a file that begins so; `nil` if it may be another format's.
  static func name(head: [UInt8], fileExtension: String) -> String? {
    let named = DocumentFormat.byExtension[fileExtension]?.name ?? ""
    // Their text would pass for a document's, with thousands of numbers as its words.
    if drawings.contains(named) { return named }
    if let found = signature(of: head) {
      return found.names.contains(named) ? named : found.names.first
    }
    guard head.count > 12, head[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    return brands[String(decoding: head[8..<12], as: UTF8.self)] ?? "mp4"
  }

  /// What a file is in words, such as an attachment of which only the text counts.
  static func words(_ head: [UInt8]) -> String {
    signature(of: head)?.words ?? "neither text nor a known format"
  }

  /// The kind of a file of which nothing but the name is known.
  static func name(fileExtension: String) -> String {
    guard let found = DocumentFormat.byExtension[fileExtension], found.format == .otherFile else {
      return "bin"
    }
    return found.name
  }

  private static func signature(of head: [UInt8]) -> (names: [String], words: String)? {
    for (bytes, names, words) in signatures where head.starts(with: bytes) {
      // Two or three letters are a signature only if no text follows.
      if bytes.count > 3 || bytes.contains(where: { $0 >= 0x80 })
        || head.prefix(64).contains(where: { $0 < 9 })
      {
        return (names, words)
      }
    }
    return nil
  }
}
