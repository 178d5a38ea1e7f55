/// Notices in the order in which they came up, each once.
package struct NoticeList: Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
  private var notices: [Understanding.Notice] = []
  /// The notices, to find one among thousands.
  private var known: Set<Understanding.Notice> = []

  /// The first notices of each kind and piece.
  package init(_ notices: some Sequence<Understanding.Notice>) {
    for notice in notices { append(notice) }
  }

  /// The notices given.
  package init(arrayLiteral notices: Understanding.Notice...) { self.init(notices) }

  /// Where the notices begin.
  package var startIndex: Int { 0 }

  /// Behind the last notice.
  package var endIndex: Int { notices.count }

  /// A notice by its place.
  package subscript(place: Int) -> Understanding.Notice { notices[place] }

  /// Adds a notice, unless the same was told before.
  mutating func append(_ notice: Understanding.Notice) {
    if known.insert(notice).inserted { notices.append(notice) }
  }
}

extension NoticeList: Equatable {
  /// Whether the same is told in the same order.
  package static func == (left: NoticeList, right: NoticeList) -> Bool {
    left.notices == right.notices
  }
}
