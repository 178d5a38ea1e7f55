internal import Glibc
internal import System

/// What the process takes of the machine, under the names that Prometheus's own clients give it.
///
/// Source: https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
enum ProcessFigures {
  /// When the server began, in seconds since 1970.
  private static let begun = Int(time(nil))

  /// Has the server begun now.
  static func begin() { _ = begun }

  /// The figures as Prometheus reads them; those that the system does not tell are left out.
  static var text: String {
    figure("process_start_time_seconds", "gauge", "When the process began.", "\(begun)")
      + figure("process_cpu_seconds_total", "counter", "Processor time used.", "\(processorTime)")
      + figure(
        "process_resident_memory_bytes", "gauge", "Memory in use, mapped files included.",
        memory.map { "\($0)" })
      + figure("process_open_fds", "gauge", "Open files and connections.", files.map { "\($0)" })
  }

  private static func figure(
    _ name: String, _ kind: String, _ help: String, _ value: String?
  ) -> String {
    value.map { "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n\(name) \($0)\n" } ?? ""
  }

  private static var processorTime: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The second number of `statm` (proc(5)) are the pages in memory.
  private static var memory: Int? {
    guard let bytes = try? FileDescriptor(reading: "/proc/self/statm").bytes(in: 0..<4096) else {
      return nil
    }
    let numbers = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return numbers.dropFirst().first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
  }

  /// One of them is that by which they are counted.
  private static var files: Int? {
    (try? OpenFolder.names(in: "/proc/self/fd")).map { max(0, $0.count - 1) }
  }
}
