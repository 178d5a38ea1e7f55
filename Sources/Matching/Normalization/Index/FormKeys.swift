internal import MappedStorage

/// Makes the whole-form keys of labels, in bytes that it keeps from label to label.
struct FormKeys {
  private var bytes: [UInt8] = []

  /// The keys of a label's forms, each with its kind.
  ///
  /// - Parameters:
  ///   - form: the label.
  ///   - stems: the stems of its tokens.
  ///   - extras: what its tokens stand for beside.
  ///   - codes: the list of codes in use, if there is one.
  ///   - isKnown: for each token whether any label has its stem; a form of stems of which one is nobody's is left out,
  ///     as no label can have it. All forms if `nil`.
  /// - Returns: the keys, of an empty label that of its characters alone.
  mutating func all(
    _ form: LabelForm, stems: [String], extras: [[TermExpander.Extra]], _ codes: CodeList?,
    isKnown: [Bool]? = nil
  ) -> [(FormKind, UInt64)] {
    var keys: [(FormKind, UInt64)] = [(.raw, key(.raw, CollectionOfOne(form.raw)))]
    guard !form.tokens.isEmpty else { return keys }
    keys.reserveCapacity(FormKind.allCases.count + 1)
    keys.append((.folded, key(.folded, form.tokens)))
    keys.append((.compact, key(.compact, form.tokens, isSpaced: false)))
    if isKnown?.allSatisfy({ $0 }) ?? true {
      keys.append((.stems, key(.stems, stems)))
      keys.append((.sortedStems, key(.sortedStems, Set(stems).sorted())))
    }
    if let core = Self.names(stems, isKnown, where: { !form.isDecoration[$0] }) {
      keys.append((.coreStems, key(.coreStems, core)))
    }
    // What is not glued on, and what says the kind, in notions.
    if let names = Self.names(stems, isKnown, extras, where: { !form.isDecoration[$0] }) {
      keys.append((.notions, key(.notions, names)))
    }
    if let names = Self.names(stems, isKnown, extras, where: { !form.head.isAside[$0] }) {
      keys.append((.kind, key(.kind, names)))
    }
    if let initials = LabelForm.initials(form.core) {
      keys.append((.initials, key(.initials, CollectionOfOne(initials))))
    }
    if let codes, let number = codes.number(of: form) {
      keys.append((.notions, key(.notions, CollectionOfOne("=\(codes.name) \(number)"))))
    }
    return keys
  }

  /// The key of words of a kind, with blanks between them or without.
  private mutating func key(
    _ kind: FormKind, _ words: some Collection<String>, isSpaced: Bool = true
  ) -> UInt64 {
    bytes.removeAll(keepingCapacity: true)
    var isFirst = true
    for word in words {
      if isSpaced, !isFirst { bytes.append(0x20) }
      isFirst = false
      bytes.append(contentsOf: word.utf8)
    }
    return kind.key(&bytes)
  }

  /// The distinct stems at some places, in order, or where a token stands for a notion that; `nil` if one of the stems is nobody's.
  private static func names(
    _ stems: [String], _ isKnown: [Bool]?, _ extras: [[TermExpander.Extra]] = [],
    where counts: (Int) -> Bool
  ) -> [String]? {
    var names: [String] = []
    for position in stems.indices where counts(position) {
      let notion = extras.isEmpty ? nil : extras[position].last { Synonyms.isNotion($0.text) }
      if notion == nil, !(isKnown?[position] ?? true) { return nil }
      let name = notion?.text ?? stems[position]
      if !names.contains(name) { names.append(name) }
    }
    names.sort()
    return names
  }
}
