import Foundation
import Glibc
import TestSupport
import Testing

@testable import System

/// What the programs of the system say of accounts, to be compared with.
private func output(_ program: String, _ arguments: String...) throws -> String {
  let outcome = try ChildProcess(program, arguments).run()
  return String(decoding: outcome.output, as: UTF8.self)
    .trimmingCharacters(in: .whitespacesAndNewlines)
}

struct AccountTests {
  @Test(arguments: ["root", "daemon", "nobody", "www-data"])
  func `an account has the number and the groups that id shows`(_ name: String) throws {
    let account = try #require(Account(named: name))
    #expect("\(account.user)" == (try output("/usr/bin/id", "-u", name)))
    let groups = try output("/usr/bin/id", "-G", name).split(separator: " ").compactMap {
      UInt32($0)
    }
    #expect(Set(account.groups) == Set(groups))
  }

  @Test(arguments: ["", "0", "root\0", "no such account", "root:x", "../root"])
  func `what is no name of an account is none`(_ name: String) {
    #expect(Account(named: name) == nil)
  }

  @Test func `this process is of the account that id shows`() throws {
    let current = Account.current
    #expect("\(current.user)" == (try output("/usr/bin/id", "-ru")))
    #expect(current.groups.contains(getgid()))
    #expect(Account.name == (try output("/usr/bin/id", "-un")))
  }

  @Test func `a group has the number of the list of groups`() throws {
    for (name, number) in [("root", UInt32(0)), ("daemon", 1), ("adm", 4)] {
      #expect(Account.group(named: name) == number)
    }
    for name in ["", "0", "root\0", "no such group"] { #expect(Account.group(named: name) == nil) }
  }

  @Test func `the machine has the name that uname shows`() throws {
    #expect(Account.host == (try output("/bin/uname", "-n")))
  }
}
