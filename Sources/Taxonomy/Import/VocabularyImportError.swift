/// Why a document could not be imported, beside not being well-formed XML (`XMLError`).
package enum VocabularyImportError: Error, Hashable, Sendable {
  /// The root element is that of no known dialect.
  case unknownDialect(path: String, line: Int, column: Int, root: String, namespace: String)

  /// The document breaks the rules of its dialect: the findings, at least one.
  case invalid(path: String, dialect: VocabularyFormat, findings: [VocabularyFinding])
}

extension VocabularyImportError {
  /// The same error, the document known by another path.
  package func naming(_ other: String) -> VocabularyImportError {
    switch self {
    case .unknownDialect(_, let line, let column, let root, let namespace):
      return .unknownDialect(
        path: other, line: line, column: column, root: root, namespace: namespace)
    case .invalid(let path, let dialect, let findings):
      let renamed = findings.map { finding in
        var finding = finding
        if finding.path == path { finding.path = other }
        return finding
      }
      return .invalid(path: other, dialect: dialect, findings: renamed)
    }
  }
}

extension VocabularyImportError: CustomStringConvertible {
  /// One `path:line:column: error: …` for each defect, each followed by its hint.
  package var description: String {
    switch self {
    case .unknownDialect(let path, let line, let column, let root, let namespace):
      let inNamespace = namespace.isEmpty ? "" : " of namespace \"\(namespace)\""
      let formats = VocabularyFormat.allCases.map(\.rawValue).joined(separator: ", ")
      return """
        \(path):\(line):\(column): error: <\(root)>\(inNamespace) is not the root element \
        of a vocabulary format
        Hint: name the format with --as: \(formats).
        """
    case .invalid(let path, let dialect, let findings):
      let shown = findings.prefix(Self.shownFindings).map(\.diagnostic).joined(separator: "\n")
      let rest = findings.count - Self.shownFindings
      return shown
        + (rest > 0 ? "\n\(path): error: and \(rest) more breaches of \(dialect.title)" : "")
    }
  }

  private static let shownFindings = 20
}

extension VocabularyFinding {
  /// `path:line:column: severity: message`, then the remedy as a hint.
  package var diagnostic: String {
    var place = path
    if line > 0 { place += ":\(line)" + (column > 0 ? ":\(column)" : "") }
    let head = (place.isEmpty ? "" : place + ": ") + "\(severity.rawValue): \(message)"
    return remedy.isEmpty ? head : head + "\nHint: \(remedy)"
  }
}
