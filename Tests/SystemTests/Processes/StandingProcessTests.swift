import System
import Testing

@Suite struct `Standing process` {
  private func echo(_ script: String, seconds: Double = 30) throws -> StandingProcess {
    var child = ChildProcess("/bin/sh", ["-c", script])
    child.limits.seconds = seconds
    return try StandingProcess(child)
  }

  private let mark = Array("done\n".utf8)

  @Test func `answers one request after the other`() throws {
    let process = try echo("n=0; while read line; do n=$((n+1)); echo $n $line; echo done; done")
    for number in 1...50 {
      let answer = try process.answer(to: Array("word\n".utf8), endingWith: mark)
      #expect(String(decoding: answer, as: UTF8.self) == "\(number) word\n")
    }
  }

  @Test func `requests and complaints larger than a pipe go through`() throws {
    let process = try echo(
      "while read line; do echo ${#line}; yes oops | head -c 300000 >&2; echo done; done")
    let long = [UInt8](repeating: 0x61, count: 400_000) + [10]
    for _ in 0..<2 {
      let answer = try process.answer(to: long, endingWith: mark)
      #expect(String(decoding: answer, as: UTF8.self) == "400000\n")
    }
  }

  @Test func `a program that ends, hangs or writes without end gives no answer`() throws {
    func failure(_ script: String) -> ChildProcess.Failure? {
      do {
        _ = try echo(script, seconds: 0.3).answer(to: Array("x\n".utf8), endingWith: mark)
      } catch { return error as? ChildProcess.Failure }
      return nil
    }
    if case .unstartable? = failure("read line; exit 0") {} else { Issue.record("it ended") }
    if case .late? = failure("read line; sleep 60") {} else { Issue.record("it hangs") }
    if case .late? = failure("yes") {} else { Issue.record("it does not end") }
  }

  @Test func `another process opens a file of this one at its beginning`() throws {
    let file = try FileDescriptor.memory(Array("content".utf8))
    let process = try echo("while read path; do cat $path; echo done; done")
    for _ in 0..<2 {
      let answer = try process.answer(to: Array("\(file.pathForOthers)\n".utf8), endingWith: mark)
      #expect(String(decoding: answer, as: UTF8.self) == "content")
    }
  }
}
