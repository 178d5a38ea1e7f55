import MappedStorage

/// Compiles the labels.
extension VocabularyCompiler {
  mutating func compileLabels() {
    for index in builder.labels.indices {
      let label = builder.labels[index]
      let concept = ordinal(
        label.concept, usedAs: "the owner of a label",
        at: SourcePosition(source: UInt32(label.source), line: label.line))
      builder.labels[index].concept = concept ?? Self.none
    }
    let (labels, offsets) = addByConcept(
      count: builder.labels.count, .labels, .labelOffsets,
      concept: { compiler, index in compiler.builder.labels[index].concept },
      record: { compiler, index in compiler.builder.labels[index] },
      isSame: { compiler, left, right in compiler.isSame(left, right) },
      hash: { compiler, label in
        compiler.hash(
          label.text, Int(label.language), Int(label.kind), Int(label.role), Int(label.from),
          Int(label.until))
      })
    builder.labels = []
    add(.labelExtras, builder.labelExtras)
    add(.shownLabels, shownLabels(labels, offsets))
  }

  /// The label that shows each concept in English; see `Vocabulary.preferredLabel(of:language:)`.
  ///
  /// It is found once here, since a concept may have thousands of labels and be named for each of them.
  private func shownLabels(_ labels: [LabelRecord], _ offsets: [UInt32]) -> [UInt32] {
    let ranks = (0..<UInt32(builder.languages.count)).map { number in
      switch builder.languages.string(of: number) {
      case "en": 0
      case "": 1
      default: 2
      }
    }
    return (0..<conceptCount).map { concept in
      var shown = (rank: Int.max, label: Self.none)
      for index in offsets[concept]..<offsets[concept + 1] {
        let label = labels[Int(index)]
        // An empty label is kept, since a source has it, and names nothing.
        if label.text.length == 0 { continue }
        let isPreferred = label.kind == Label.Kind.preferred.rawValue
        let isCode = label.role == Label.Role.code.rawValue
        // A code is shown only where nothing else is: people do not know a concept by it.
        let rank = isPreferred ? ranks[Int(label.language)] : isCode ? 4 : 3
        if rank < shown.rank { shown = (rank, index) }
      }
      return shown.label
    }
  }

  /// Whether two labels of a concept say the same.
  func isSame(_ left: LabelRecord, _ right: LabelRecord) -> Bool {
    left.language == right.language && left.kind == right.kind && left.role == right.role
      && left.from == right.from && left.until == right.until && isSame(left.text, right.text)
      && isSame(datatype(of: left), datatype(of: right))
  }

  private func datatype(of label: LabelRecord) -> StringReference {
    label.extras == .max ? .empty : builder.labelExtras[Int(label.extras)].datatype
  }

  func isSame(_ left: StringReference, _ right: StringReference) -> Bool {
    builder.text.isSame(left, right)
  }
}
