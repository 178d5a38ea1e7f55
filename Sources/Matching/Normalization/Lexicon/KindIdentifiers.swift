internal import Knowledge

/// What published lists of kinds of documents call the entries that their URIs stand for.
enum KindIdentifiers {
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for line in ResourceLines(PackageResources.kind_identifiers_tsv) {
      let columns = String(decoding: line, as: UTF8.self).split(separator: "\t")
      precondition(columns.count == 2, "kind-identifiers.tsv: two columns: \(columns)")
      names[String(columns[0])] = String(columns[1])
    }
    return names
  }()

  /// The English name of what a URI stands for, or `nil` if no list has it.
  static func name(of uri: String) -> String? {
    // The lists name entries by `http`; addresses are copied from browsers with `https`.
    let isSecure = uri.hasPrefix("https:")
    return names[isSecure ? "http:" + uri.dropFirst("https:".count) : uri]
  }
}
