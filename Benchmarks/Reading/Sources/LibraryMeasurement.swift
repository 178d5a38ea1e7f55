import BenchmarkSupport
import Documents
import Glibc
import MappedStorage
import Model
import System

/// Measures what libraries could do instead; `Benchmarks/Reading/libraries.py` sets their results beside it.
struct LibraryMeasurement {
  let repetitions: Int

  /// Prints the megabytes per second of `Checksum` over blocks of some sizes.
  func measureChecksum() {
    for size in [64, 4096, 1 << 20] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let rounds = max(1, repetitions * (64 << 20) / size / 64)
      var sum: UInt64 = 0
      let start = processorSeconds()
      for _ in 0..<rounds { sum &+= Checksum.of(bytes) }
      let seconds = processorSeconds() - start
      let speed = Double(rounds * size) / seconds / 1e6
      print("checksum\t\(size)\t\(speed)\t\(Checksum.of(bytes))\t\(sum)")
    }
  }

  /// Reads each file of a folder many times; prints processor time and what was remarked, writes the texts.
  func measureReading(_ folder: String, into texts: String) throws {
    let reader = DocumentReader()
    var total = 0.0
    for name in try OpenFolder.names(in: folder) {
      let bytes = try MappedBytes.contents(of: "\(folder)/\(name)")
      var result = reader.read(bytes, name: name)
      let start = processorSeconds()
      for _ in 0..<repetitions { result = reader.read(bytes, name: name) }
      total += processorSeconds() - start
      guard case .success(let document) = result else {
        print("refused\t\(name)")
        continue
      }
      try OutputFile("\(texts)/\(name)").write(Array(document.text.utf8), replaces: true)
      print("read\t\(name)\t\(document.remarks.joined(separator: "; "))")
    }
    print("seconds\t\(total / Double(max(1, repetitions)))")
  }
}
