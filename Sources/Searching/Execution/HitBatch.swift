/// Documents with scores, in a buffer that is used again and again.
@safe final class HitBatch {
  nonisolated(unsafe) let documents: UnsafeMutablePointer<UInt32>
  nonisolated(unsafe) let scores: UnsafeMutablePointer<Float>

  /// The number of documents.
  var count = 0

  /// Whether the scores are known; documents of a filtered disjunction are narrowed first.
  var isScored = true

  /// Scores of at most this make no difference to whoever takes the batch.
  var threshold = -Float.infinity

  /// How many documents of one term are handed on together.
  static let usualCount = 2048

  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    // What is listed 16 at a time may write beyond the last.
    unsafe documents = .allocate(capacity: capacity + 16)
    unsafe scores = .allocate(capacity: capacity + 16)
    unsafe scores.initialize(repeating: 0, count: capacity + 16)
  }

  deinit {
    unsafe documents.deallocate()
    unsafe scores.deallocate()
  }

  /// Adds a document.
  func append(_ document: UInt32, _ score: Float) {
    precondition(count < capacity, "a batch is full")
    unsafe documents[count] = document
    unsafe scores[count] = score
    count += 1
  }

  /// Leaves those documents in the batch for whose place in it something holds.
  @inline(__always)
  func keep(where belongs: (_ place: Int) -> Bool) {
    var kept = 0
    for place in 0..<count where belongs(place) {
      unsafe documents[kept] = documents[place]
      unsafe scores[kept] = scores[place]
      kept += 1
    }
    count = kept
  }

  /// The document at a place.
  @inline(__always)
  func document(at place: Int) -> UInt32 {
    precondition(place >= 0 && place < count, "the place is within the batch")
    return unsafe documents[place]
  }

  /// Adds the documents of another batch, their scores to be found later.
  func append(contentsOf batch: HitBatch) {
    precondition(count + batch.count <= capacity, "a batch is full")
    unsafe (documents + count).update(from: batch.documents, count: batch.count)
    count += batch.count
  }

  /// Empties the batch.
  func removeAll() { count = 0 }
}
