import MappedStorage
internal import System

/// Documents that are not written yet: inverted by as many threads as there are cores, each of which
/// fills a segment of its own.
struct PendingSegments {
  private let resolver: TagResolver
  private let vectors: VectorModel?
  private var workers: [Worker]
  private var waiting: [IndexDocument] = []
  private var waitingBytes = 0
  /// The worker and the number within its segment of each document, by identifier.
  private var places: [String: (worker: Int, document: Int)] = [:]

  /// Documents that are handed to the threads together; fewer in all are left to one.
  static let batchSize = 4096

  /// Bytes of text that are handed to the threads together.
  private static let batchBytes = 16 << 20

  private static let threads = max(1, min(8, Processors.count))

  /// What one thread works on; nobody else touches it while it does.
  ///
  /// `concurrentMap` returns only when all threads are done, and each has its own.
  private final class Worker: @unchecked Sendable {
    var accumulator: SegmentAccumulator
    var dead: [Int] = []
    var knownValues = KnownValues()

    init(_ vectors: VectorModel?) { accumulator = SegmentAccumulator(vectors: vectors) }
  }

  init(_ resolver: TagResolver, vectors: VectorModel?) {
    self.resolver = resolver
    self.vectors = vectors
    workers = [Worker(vectors)]
  }

  /// The number of documents, those replaced since included.
  var count: Int { waiting.count + workers.reduce(0) { $0 + $1.accumulator.count } }

  /// Whether the segments should be written before more is added.
  var isFull: Bool { workers.contains { $0.accumulator.isFull } }

  /// Adds a document, in place of an earlier one with the same identifier.
  mutating func add(_ document: IndexDocument) {
    remove(id: document.id)
    waiting.append(document)
    waitingBytes += document.text.utf8.count
    // Known by its place in the batch until the batch is handed over.
    places[document.id] = (-1, waiting.count - 1)
    if waiting.count == Self.batchSize || waitingBytes > Self.batchBytes { handOver() }
  }

  /// Removes the document with an identifier, if there is one.
  mutating func remove(id: String) {
    guard let place = places.removeValue(forKey: id) else { return }
    if place.worker < 0 {
      // To take it out of the batch would move all behind it, whose places are noted by number.
      handOver(except: place.document)
    } else {
      workers[place.worker].dead.append(place.document)
    }
  }

  /// Writes the segments.
  ///
  /// - Parameters:
  ///   - nextName: gives the name of the next file of a kind, `seg` or `live`.
  ///   - folder: the folder of the index.
  /// - Returns: the entries of the manifest.
  /// - Throws: `IndexError.tooLarge`, `StorageError`.
  mutating func write(_ nextName: (String) -> String, in folder: String) throws -> [Manifest.Entry]
  {
    if !waiting.isEmpty { handOver(isLast: true) }
    let filled = workers.filter { $0.accumulator.count > $0.dead.count }
    let names = filled.map { _ in nextName("seg") }
    _ = try concurrentMap(filled.count, workers: filled.count) { _ in
    } _: { number, _ in
      try filled[number].accumulator.write(to: folder + "/" + names[number])
    }
    var entries: [Manifest.Entry] = []
    for (worker, name) in zip(filled, names) {
      var entry = Manifest.Entry(name: name)
      if !worker.dead.isEmpty {
        var live = LiveDocuments.all(worker.accumulator.count)
        for document in worker.dead { live[document >> 6] &= ~(1 << UInt64(document & 63)) }
        let name = nextName("live")
        try LiveDocuments.write(live, to: folder + "/" + name)
        entry.live = name
      }
      entries.append(entry)
    }
    workers = [Worker(vectors)]
    places.removeAll()
    return entries
  }

  /// Gives the waiting documents to the threads, in as many parts as there are threads.
  private mutating func handOver(except dropped: Int? = nil, isLast: Bool = false) {
    let documents = waiting
    waiting.removeAll(keepingCapacity: true)
    waitingBytes = 0
    // A few documents make one segment: one a thread would slow each search down until they are
    // merged.
    if !isLast || workers.count > 1 {
      while dropped == nil, workers.count < Self.threads { workers.append(Worker(vectors)) }
    }
    let parts = workers.count
    let bounds = (0...parts).map { documents.count * $0 / parts }
    for part in 0..<parts {
      for number in bounds[part]..<bounds[part + 1] {
        let place = workers[part].accumulator.count + number - bounds[part]
        if number == dropped {
          workers[part].dead.append(place)
        } else {
          places[documents[number].id] = (part, place)
        }
      }
    }
    let workers = workers
    let resolver = resolver
    _ = concurrentMap(parts, workers: parts) { part in
      for document in documents[bounds[part]..<bounds[part + 1]] {
        let worker = workers[part]
        let facets = resolver.facets(of: document, knowing: &worker.knownValues)
        let version = DocumentVersion(path: document.path) { resolver.names(in: facets) }
        worker.accumulator.add(document, facets: facets, version: version)
      }
    }
  }
}
