package import Documents
package import Model

/// What settings files say of a share: `parlance.yaml` in the workspace and beside the share.
package struct ShareSettings: Sendable, Hashable {
  /// The tags that every document below a folder has.
  package struct FolderTags: Sendable, Hashable {
    /// The folder within the share, without slashes at its ends.
    package var folder: String
    /// The facet and a label of the concept.
    package var facet: String
    package var label: String
    /// Where that is said.
    package var source: Place
  }

  /// A line of a settings file.
  package struct Place: Sendable, Hashable, CustomStringConvertible {
    /// The file.
    package var path: String
    /// The line, from 1.
    package var line: Int
    /// `path:line`.
    package var description: String { "\(path):\(line)" }
  }

  /// Where tags are written.
  package var place: TagPlace?

  /// Whether files may be overwritten where they stand that cannot be replaced.
  package var writesInPlace: Bool?

  /// Patterns of the files that count; all do if it is empty.
  package var include: [String] = []

  /// Patterns of files and folders that are left out.
  package var exclude: [String] = []

  /// The largest file that is read, in bytes; `nil` for the usual limit.
  package var largestFile: Int?

  /// Which number of `03/10/2016` is the day where the document does not show it.
  package var dateOrder: DateOrder?

  /// Whether the text of images and of scanned pages is recognized; it is not unless that is said.
  package var recognition: Recognition?

  /// The languages of such text, as Tesseract names them.
  package var recognitionLanguages: String?

  /// How many minutes a run may take for that; what is left waits for the next one.
  package var recognitionMinutes: Double?

  /// Whether text is recognized.
  package enum Recognition: String, Sendable, CaseIterable {
    /// Where Tesseract is installed.
    case auto = "auto"
    /// Never.
    case off = "off"
  }

  /// The scores at which tags are taken, by the key of the scheme.
  package var thresholds: [String: TaggingPreferences.Threshold] = [:]

  /// The tags of folders.
  package var folders: [FolderTags] = []

  /// Where each setting is said, by its name.
  package var sources: [String: Place] = [:]

  /// Nothing said.
  package init() {}

  /// What decides how files are read, in words: another means that all are read anew.
  var reading: String {
    [largestFile.map { "largest-file \($0)" }, dateOrder.map { "date-order \($0.rawValue)" }]
      .compactMap(\.self).joined(separator: ", ")
  }

  /// The rules of what a walk leaves out.
  var rules: IgnoreRules {
    var rules = IgnoreRules.usual
    rules.exclude(exclude)
    rules.include(only: include)
    return rules
  }
}

/// The names of settings in files.
enum SettingName: String, CaseIterable {
  case place = "write-to"
  case inPlace = "in-place"
  case include = "include"
  case exclude = "exclude"
  case largestFile = "largest-file"
  case dateOrder = "date-order"
  case recognition = "ocr"
  case recognitionLanguages = "ocr-languages"
  case recognitionMinutes = "ocr-minutes"
  case thresholds = "thresholds"
  case folders = "facets"
  case shares = "shares"
}
