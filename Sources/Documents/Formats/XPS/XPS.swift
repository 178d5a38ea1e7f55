internal import System

extension DocumentFormat {
  /// Pages as Windows prints them into a file; of Microsoft's kind and of ECMA-388.
  static let xps = DocumentFormat(
    "XPS", names: ["xps"], aliases: ["oxps": "xps"],
    reading: .archive(
      { parts, _ in
        guard let types = try parts.contents("[Content_Types].xml"),
          BytePattern.contains("ms-package.xps-fixeddocumentsequence+xml", in: types)
        else { return nil }
        return "xps"
      },
      { _, parts, builder in try XPSReader.read(&parts, &builder) }))
}
