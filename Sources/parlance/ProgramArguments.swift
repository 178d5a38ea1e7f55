import ArgumentParser
import CArguments

/// The arguments that the kernel gave to the program.
///
/// `CommandLine.arguments` asks `/proc`: where that is not mounted there are none, every command would
/// look like none at all and end with the overview and 0.
enum ProgramArguments {
  /// The name of the program, then its arguments.
  ///
  /// - Throws: `ValidationError` if the program was started without even a name.
  static func all() throws -> [String] {
    let count = Int(parlance_argument_count())
    guard count > 0 else { throw ValidationError("the program was started without arguments") }
    return (0..<count).map { index in
      guard let argument = unsafe parlance_argument(Int32(index)) else { return "" }
      return unsafe String(cString: argument)
    }
  }
}
