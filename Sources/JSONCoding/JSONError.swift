/// Where and why a text is not JSON.
package struct JSONError: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Code: Hashable, Sendable {
    /// The text ends within a value.
    case unexpectedEnd
    /// A character that cannot stand here.
    case unexpectedCharacter
    /// Something follows the value.
    case trailingCharacters
    /// A number that JSON does not know, such as `01` or `1.`.
    case malformedNumber
    /// A `\` sequence that JSON does not know.
    case malformedEscape
    /// A control character within a string, which must be escaped.
    case controlCharacter
    /// Arrays and objects within each other beyond `JSONReader.depthLimit`.
    case tooDeep
    /// More values than `InputLimits.jsonValues`.
    case tooManyValues
    /// A line of JSON Lines is longer than `InputLimits.lineLength`.
    case lineTooLong
  }

  /// What is wrong.
  package let code: Code

  /// The offset of the byte at which reading stopped.
  package let offset: Int

  /// The line, from 1.
  package let line: Int

  /// The column in bytes, from 1.
  package let column: Int
}

extension JSONError: CustomStringConvertible {
  /// The cause in words, without the place.
  package var description: String {
    switch code {
    case .unexpectedEnd: "the JSON text ends within a value"
    case .unexpectedCharacter: "unexpected character in JSON"
    case .trailingCharacters: "characters after the JSON value"
    case .malformedNumber: "not a JSON number"
    case .malformedEscape: "not a JSON escape sequence"
    case .controlCharacter: "a control character in a JSON string must be escaped"
    case .tooDeep: "JSON values are nested deeper than \(JSONReader.depthLimit)"
    case .tooManyValues: "the JSON text has more than \(InputLimits.jsonValues) values"
    case .lineTooLong:
      "the line is longer than \(InputLimits.shown(InputLimits.lineLength))"
    }
  }
}
