/// A piece of a query with its place.
struct QueryToken: Equatable {
  /// What a piece is.
  enum Kind: Equatable {
    case word
    case prefix
    case everything
    case phrase(beginsLast: Bool)
    case field(String)
    case open
    case close
    case not
    case and
    case or
    case near(Int)
  }

  var kind: Kind
  var text: String
  /// The column of its first character, from 1.
  var column: Int
  /// The column behind its last character.
  var end: Int
}
