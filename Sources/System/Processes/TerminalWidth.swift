internal import CPlatform

/// How wide a terminal is.
package enum TerminalWidth {
  /// The columns of the terminal at a descriptor, or 0 if there is none.
  package static func of(descriptor: Int32) -> Int { Int(parlance_terminal_width(descriptor)) }
}
