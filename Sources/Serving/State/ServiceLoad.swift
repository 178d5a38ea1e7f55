internal import Synchronization

/// How many requests are being answered, and what became of those before.
final class ServiceLoad: Sendable {
  private struct State {
    var running = 0
    var counts: [Key: Int] = [:]
    var lines: [String: Int] = [:]
    var buckets: [String: [Int]] = [:]
    var seconds: [String: Double] = [:]
  }

  private struct Key: Hashable {
    var route: String
    var status: Int
  }

  private let state = Mutex(State())

  /// The upper bounds, in seconds, of the classes by which times are counted.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

  /// A request waits for its turn, or is answered.
  func enter() { state.withLock { $0.running += 1 } }

  /// It was answered.
  func leave() { state.withLock { $0.running -= 1 } }

  /// Counts an answer.
  func count(_ route: String, _ status: Int, seconds: Double) {
    state.withLock { state in
      state.counts[Key(route: route, status: status), default: 0] += 1
      // What took longer than the last class is in none but that of all, as Prometheus has it.
      let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
      state.buckets[route, default: Array(repeating: 0, count: Self.bounds.count + 1)][bucket] += 1
      state.seconds[route, default: 0] += seconds
    }
  }

  /// Counts lines that were answered.
  func count(_ route: String, lines: Int) {
    state.withLock { $0.lines[route, default: 0] += lines }
  }

  /// What was counted, as Prometheus reads it.
  var text: String {
    let state = state.withLock { $0 }
    var lines = [
      "# HELP parlance_requests_total Requests answered, by route and status.",
      "# TYPE parlance_requests_total counter",
    ]
    for (key, count) in state.counts.sorted(by: {
      ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
    }) {
      lines.append(
        "parlance_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
    }
    lines += [
      "# HELP parlance_request_seconds How long answers took, by route.",
      "# TYPE parlance_request_seconds histogram",
    ]
    for (route, buckets) in state.buckets.sorted(by: { $0.key < $1.key }) {
      // A class of Prometheus includes all that is below it.
      var sum = 0
      for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], buckets) {
        sum += count
        lines.append(
          "parlance_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(sum)")
      }
      lines.append(
        "parlance_request_seconds_sum{route=\"\(route)\"} \(state.seconds[route] ?? 0)")
      lines.append("parlance_request_seconds_count{route=\"\(route)\"} \(sum)")
    }
    lines += [
      "# HELP parlance_lines_total Lines answered while requests came, by route.",
      "# TYPE parlance_lines_total counter",
    ]
    for (route, count) in state.lines.sorted(by: { $0.key < $1.key }) {
      lines.append("parlance_lines_total{route=\"\(route)\"} \(count)")
    }
    lines += [
      "# HELP parlance_requests_running Requests that are being answered or wait for their turn.",
      "# TYPE parlance_requests_running gauge",
      "parlance_requests_running \(state.running)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
