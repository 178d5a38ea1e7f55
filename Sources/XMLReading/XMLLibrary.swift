internal import CLibXML2

/// The library that reads XML, as it is linked or loaded.
package enum XMLLibrary {
  /// The version of libxml2, such as "2.9.14".
  package static var version: String {
    version(from: unsafe String(cString: parlance_xml_version()))
  }

  /// The version of liblzma, with which libxml2 reads compressed files; `nil` if it was built without.
  package static var lzmaVersion: String? {
    unsafe parlance_lzma_version().map { unsafe String(cString: $0) }
  }

  /// A version as people write it, of libxml2's number, such as 20914, with whatever a distribution puts behind it.
  static func version(from number: String) -> String {
    let digits = number.prefix { $0.isASCII && $0.isNumber }
    guard let value = Int(digits), value >= 10_000 else { return number }
    return "\(value / 10_000).\(value / 100 % 100).\(value % 100)" + number.dropFirst(digits.count)
  }
}
