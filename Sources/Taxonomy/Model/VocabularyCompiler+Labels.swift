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
    addByConcept(
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
