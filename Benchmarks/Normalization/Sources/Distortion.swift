import Matching
import RandomNumbers

/// Makes of a vocabulary's labels what people type: other case and spacing, words before and after,
/// dates, versions and file endings, swapped letters, words of other labels.
struct Distortion {
  private let labels: [String]
  private var random = SeededGenerator(seed: 11)

  private static let before = ["Customer", "Internal", "EMEA", "2009", "Copy of", "New", "Q3"]
  private static let after = [
    "final", "v3", "2009-03-31", "draft", "for partners", "EN", "(signed)", "overview", "Berlin",
  ]
  private static let endings = [".docx", ".pdf", "", "", "", ".pptx"]

  /// Distortions of labels.
  init(labels: [String]) { self.labels = labels }

  /// A label of its own, as `number` is part of every second one.
  mutating func label(_ number: Int) -> String {
    var text = labels[Int(random.next() % UInt64(labels.count))]
    switch random.next() % 6 {
    case 0: text = text.uppercased()
    case 1: text = text.split(separator: " ").joined(separator: "_")
    case 2: text = swapped(text)
    case 3: text = text.split(separator: " ").reversed().joined(separator: " ")
    case 4:
      text = "\(text) \(labels[Int(random.next() % UInt64(labels.count))])"
    default: text = text.lowercased()
    }
    if random.next() & 1 == 0 { text = "\(pick(Self.before)) \(text)" }
    text += " \(pick(Self.after))"
    if number & 1 == 0 { text += " \(number)" }
    return text + pick(Self.endings)
  }

  private mutating func pick(_ words: [String]) -> String {
    words[Int(random.next() % UInt64(words.count))]
  }

  /// Two neighbouring letters swapped.
  private mutating func swapped(_ text: String) -> String {
    var letters = Array(text)
    guard letters.count > 3 else { return text }
    let place = Int(random.next() % UInt64(letters.count - 1))
    letters.swapAt(place, place + 1)
    return String(letters)
  }
}
