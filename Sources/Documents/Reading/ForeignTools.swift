internal import System

/// The programs of the system that read what our own readers do not.
package struct ForeignTools: Sendable {
  /// The programs in use.
  package enum Program: String, Sendable, CaseIterable {
    /// Text of PDF files.
    case pdftotext = "pdftotext"
    /// Text of Word 97 files.
    case antiword = "antiword"
    /// Text of Word 97 files.
    case catdoc = "catdoc"
    /// Tables of Excel 97 files.
    case xls2csv = "xls2csv"
    /// Text of PowerPoint 97 files.
    case catppt = "catppt"
    /// Everything of Office 97, slowly.
    case soffice = "soffice"
    /// Metadata of images, sound, film and other files without text.
    case exiftool = "exiftool"
    /// Text of DjVu files.
    case djvutxt = "djvutxt"
    /// Text of images and of scanned pages.
    case tesseract = "tesseract"
    /// Images of the pages of PDF files.
    case pdftoppm = "pdftoppm"
    /// Mails of Outlook's mailboxes.
    case readpst = "readpst"

    /// The Debian package that has it.
    package var debianPackage: String {
      switch self {
      case .pdftotext: "poppler-utils"
      case .antiword: "antiword"
      case .catdoc, .xls2csv, .catppt: "catdoc"
      case .soffice: "libreoffice"
      case .exiftool: "libimage-exiftool-perl"
      case .djvutxt: "djvulibre-bin"
      case .tesseract: "tesseract-ocr"
      case .pdftoppm: "poppler-utils"
      case .readpst: "pst-utils"
      }
    }
  }

  private let paths: [Program: String]

  /// Looks for the programs in `folders`, the first one winning.
  package init(folders: [String] = ["/usr/bin", "/usr/local/bin", "/bin"]) {
    var paths: [Program: String] = [:]
    for program in Program.allCases {
      paths[program] = folders.lazy.map { "\($0)/\(program.rawValue)" }
        .first { PathAccess.allows(.enter, at: $0) }
    }
    self.paths = paths
  }

  /// The programs with the size and the time of each, in words that change when one of them does; without those
  /// that recognize text, which is not reading.
  package var inventory: String {
    Program.allCases.filter { ![.tesseract, .pdftoppm].contains($0) }.map { program in
      guard let path = paths[program] else { return "\(program.rawValue): none" }
      guard let stamp = FileStamp(of: path) else { return "\(path): none" }
      return "\(path): \(stamp.size) \(stamp.modified)"
    }
    .joined(separator: "\n")
  }

  /// Where a program is, or `nil` if it is not installed.
  package func path(of program: Program) -> String? { paths[program] }

  /// What documents are read without where a program is not installed.
  private static let dispensable: [Program: String] = [
    .exiftool:
      "the metadata of files without text is left out, and tags of images stand beside them",
    .djvutxt: "the text of DjVu files is left out",
    .readpst: "the content of Outlook mailboxes is left out",
  ]

  /// What is remarked on a document that lacks what a program would have told; the same for all documents.
  static func remark(missing program: Program) -> String {
    "\(dispensable[program] ?? "what it reads is left out"): \(program.rawValue) is not installed"
      + " (Debian package '\(program.debianPackage)')"
  }

  /// All of those remarks.
  package static let missingRemarks = Set(dispensable.keys.map(remark))

  /// Where a program is.
  ///
  /// Throws `DocumentRefusal` naming the package to install if it is not there.
  package func require(_ program: Program, for format: String) throws(DocumentRefusal) -> String {
    if let path = paths[program] { return path }
    throw DocumentRefusal(
      .missingTool, "\(format) files are read by \(program.rawValue), which is not installed",
      hint: "install the Debian package '\(program.debianPackage)'.")
  }
}
