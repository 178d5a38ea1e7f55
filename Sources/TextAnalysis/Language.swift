/// A natural language that the analyzer has a stemmer for, by its ISO 639-1 code.
package enum Language: String, CaseIterable, Sendable {
  case arabic = "ar"
  case armenian = "hy"
  case basque = "eu"
  case catalan = "ca"
  case danish = "da"
  case dutch = "nl"
  case english = "en"
  case finnish = "fi"
  case french = "fr"
  case german = "de"
  case greek = "el"
  case hindi = "hi"
  case hungarian = "hu"
  case indonesian = "id"
  case irish = "ga"
  case italian = "it"
  case lithuanian = "lt"
  case nepali = "ne"
  case norwegian = "no"
  case portuguese = "pt"
  case romanian = "ro"
  case russian = "ru"
  case serbian = "sr"
  case spanish = "es"
  case swedish = "sv"
  case tamil = "ta"
  case turkish = "tr"
  case yiddish = "yi"

  /// The language of a BCP 47 tag such as `en-GB`, by its first part; `nb` and `nn` are Norwegian.
  package init?(tag: String) {
    let code = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    switch code {
    case "nb", "nn": self = .norwegian
    case "eng": self = .english
    case "deu", "ger": self = .german
    case "fra", "fre": self = .french
    case "spa": self = .spanish
    case "ita": self = .italian
    case "por": self = .portuguese
    case "nld", "dut": self = .dutch
    default:
      guard let language = Language(rawValue: code) else { return nil }
      self = language
    }
  }

  /// The name that libstemmer knows it by: the English one in small letters.
  package var stemmerName: String {
    // Not "\(self)": reflection takes longer than stemming a page.
    switch self {
    case .arabic: "arabic"
    case .armenian: "armenian"
    case .basque: "basque"
    case .catalan: "catalan"
    case .danish: "danish"
    case .dutch: "dutch"
    case .english: "english"
    case .finnish: "finnish"
    case .french: "french"
    case .german: "german"
    case .greek: "greek"
    case .hindi: "hindi"
    case .hungarian: "hungarian"
    case .indonesian: "indonesian"
    case .irish: "irish"
    case .italian: "italian"
    case .lithuanian: "lithuanian"
    case .nepali: "nepali"
    case .norwegian: "norwegian"
    case .portuguese: "portuguese"
    case .romanian: "romanian"
    case .russian: "russian"
    case .serbian: "serbian"
    case .spanish: "spanish"
    case .swedish: "swedish"
    case .tamil: "tamil"
    case .turkish: "turkish"
    case .yiddish: "yiddish"
    }
  }
}
