import Foundation
import TestSupport
import Testing

/// What `import`, `check`, `diff` and `export` say of input that is none, and that nothing changes.
struct VocabularyInputTests {
  private static let good = """
    <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
    <scheme id="product"><title>Products</title>
    <concept id="archive"><name>Harbor Archive</name></concept>
    </scheme></vocabulary>
    """

  /// A file that cannot be imported, and what is said of it.
  struct BadFile: Sendable, CustomTestStringConvertible {
    var name: String
    var content: String?
    var message: String
    var testDescription: String { name }
  }

  static let badFiles = [
    BadFile(name: "missing.xml", content: nil, message: "cannot be read: No such file"),
    BadFile(name: "empty.xml", content: "", message: "empty"),
    BadFile(
      name: "blank.xml", content: " \n", message: "blank.xml:1:1: error: the document is cut"),
    BadFile(
      name: "table.csv", content: "uri,label\n\"x", message: "table.csv:2:1: error: a quoted field"),
    BadFile(
      name: "cut.ttl", content: "@prefix a: <urn:a:> .\na:b a:c",
      message: "cut.ttl:2:8: error: the document ends where an IRI"),
    BadFile(name: "cut.json", content: "{\n \"@id\": ", message: "cut.json:2:"),
    BadFile(
      name: "page.xml", content: "<html><body/></html>",
      message: "page.xml:1:1: error: <html> is not the root element of a vocabulary format"),
    BadFile(
      name: "cut.xml", content: String(good.prefix(200)),
      message: "error: the document is cut off"),
    BadFile(
      name: "mixed.xml", content: good.replacingOccurrences(of: "</name>", with: "</nam>"),
      message: "mixed.xml:3:"),
    BadFile(
      name: "unknown.xml", content: good.replacingOccurrences(of: "name>", with: "nane>"),
      message: "unknown.xml:3:23: error: <nane> is not an element of Parlance vocabulary XML"),
    BadFile(
      name: "rdf.xml",
      content: """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>
        """,
      message: "rdf.xml:1:1: error: no concept was found in this document read as SKOS RDF/XML"),
    BadFile(
      name: "empty.ttl", content: "@prefix a: <urn:a:> .\na:b a:c a:d .",
      message: "empty.ttl:1:1: error: no concept was found in this document read as SKOS Turtle"),
    BadFile(
      name: "empty.jsonld", content: #"{"@id": "urn:a:b", "urn:a:c": "d"}"#,
      message:
        "empty.jsonld:1:1: error: no concept was found in this document read as SKOS JSON-LD"),
    BadFile(
      name: "folder", content: nil, message: "folder: cannot be read: Is a directory"),
  ]

  /// Documents that import refuses and other commands read: they hold nothing, or more than is understood.
  private static let readableFiles: Set = ["unknown.xml", "rdf.xml", "empty.ttl", "empty.jsonld"]

  private func withTool(_ body: (Tool) throws -> Void) throws {
    let tool = try Tool()
    defer { tool.remove() }
    try tool.write(Self.good, to: "good.xml")
    try FileManager.default.createDirectory(
      at: tool.folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
    try body(tool)
  }

  /// Every file of the workspace with its content.
  private func content(_ tool: Tool) throws -> [String: Data] {
    let root = tool.folder.appendingPathComponent(".parlance")
    var result: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      result[name] = try? Data(contentsOf: root.appendingPathComponent(name))
    }
    return result
  }

  @Test(arguments: badFiles)
  func `names place and remedy of a bad file and leaves the workspace as it was`(
    file: BadFile
  ) throws {
    try withTool { tool in
      if let content = file.content { try tool.write(content, to: file.name) }
      let first = try tool.run("import", file.name)
      #expect(first.status == 2)
      #expect(first.errors.contains(file.message), "\(first.errors)")
      #expect(first.output == "")
      let workspace = tool.folder.appendingPathComponent(".parlance").path
      #expect(!FileManager.default.fileExists(atPath: workspace))

      #expect(try tool.run("import", "good.xml").status == 0)
      let before = try content(tool)
      #expect(before.count >= 4)
      #expect(try tool.run("import", "good.xml", file.name).status == 2)
      #expect(try tool.run("import", "--replace", file.name).status == 2)
      #expect(try content(tool) == before)

      #expect(
        try tool.run("export", file.name, "--to", "skos", "--output", "out.rdf").status == 2
          || Self.readableFiles.contains(file.name))
      #expect(
        try tool.run("diff", "good.xml", file.name).status == 2
          || Self.readableFiles.contains(file.name))
    }
  }

  @Test func `a file read as the wrong dialect is refused`() throws {
    try withTool { tool in
      let zthes = try tool.run("import", "good.xml", "--as", "zthes")
      #expect(zthes.status == 2)
      #expect(zthes.errors.contains("good.xml:1:1: error: no concept was found"))
      #expect(zthes.errors.contains("--as"))
      let skos = try tool.run("import", "good.xml", "--as", "skos")
      #expect(skos.status == 2)
      #expect(skos.errors.contains("good.xml:"))
      let none = try tool.run("import", "good.xml", "--as", "nonsense")
      #expect(none.status == 64)
      #expect(none.errors.contains("parlance"))
    }
  }

  @Test func `a workspace that cannot be written is an error with its path`() throws {
    try withTool { tool in
      try tool.write("in the way", to: ".parlance")
      let result = try tool.run("import", "good.xml")
      #expect(result.status == 2)
      #expect(result.errors.contains(".parlance"))
      #expect(try tool.run("import", "good.xml", "--workspace", "no/such/folder").status == 2)
    }
  }

  @Test func `a file is the same however its path is written`() throws {
    try withTool { tool in
      try FileManager.default.createDirectory(
        at: tool.folder.appendingPathComponent("in/here"), withIntermediateDirectories: true)
      #expect(try tool.run("import", "./good.xml", "good.xml").status == 0)
      try tool.write(
        Self.good.replacingOccurrences(of: "Harbor Archive", with: "Harbor Vault"), to: "good.xml")
      #expect(try tool.run("import", "folder/../good.xml", "--format", "json").status == 0)
      let sources = try tool.run("import", "good.xml", "--format", "json").object()["sources"]
      #expect(sources as? [String] == ["good.xml"])
      #expect(try tool.run("show", "Harbor Archive").status == 1)
      #expect(try tool.run("show", "Harbor Vault").status == 0)
      // Two files of one name in two folders are two sources.
      try tool.write(
        Self.good.replacingOccurrences(of: "product", with: "other"), to: "in/good.xml")
      let two = try tool.run("import", "in/good.xml", "--format", "json").object()["sources"]
      #expect(two as? [String] == ["good.xml", "in/good.xml"])
    }
  }

  @Test func `a strict import refuses errors and says how many`() throws {
    try withTool { tool in
      try tool.write(
        Self.good.replacingOccurrences(of: "</name>", with: "</name><related ref='gone'/>"),
        to: "dangling.xml")
      let result = try tool.run("import", "dangling.xml", "--strict")
      #expect(result.status == 2)
      #expect(result.errors.contains("dangling.xml:3:50: error: \"https://id.example/gone\""))
      #expect(try tool.run("import", "dangling.xml").status == 0)
    }
  }

  @Test(
    arguments: [
      ("<name>B</name><alias>B</alias>", "S13"), ("<name>B</name><name>C</name>", "S14"),
      ("<name>B</name><related ref='a'/><broader ref='a'/>", "S27"),
      (
        "<name>B</name><match type='related' href='https://id.example/a'/><broader ref='a'/>", "S27"
      ),
      ("<name>B</name><match type='exact' href='u:x'/><match type='broad' href='u:x'/>", "S46"),
      (
        "<name>B</name><broader ref='c'/></concept><concept id='c'><name>C</name><broader ref='b'/>",
        "broader than each other"
      ),
    ])
  func `a strict import refuses whatever check calls an error`(content: String, message: String)
    throws
  {
    try withTool { tool in
      try tool.write(
        """
        <vocabulary xmlns="urn:parlance:vocabulary:1" base="https://id.example/" xml:lang="en">
        <scheme id="s"><title>S</title><concept id="a"><name>A</name></concept>
        <concept id="b">\(content)</concept></scheme></vocabulary>
        """, to: "faulty.xml")
      let result = try tool.run("import", "faulty.xml", "--strict")
      #expect(result.status == 2)
      #expect(result.errors.contains(message))
      #expect(result.errors.contains("faulty.xml:"))
      let lenient = try tool.run("import", "faulty.xml")
      #expect(lenient.status == 0)
      #expect(lenient.output.contains(" error"))
      #expect(lenient.output.contains(": parlance check"))
    }
  }

  @Test func `a name that is not UTF-8 is an error that says what to do`() throws {
    try withTool { tool in
      // The shell hands the byte 0xFF over, which no Swift string can hold.
      let script = """
        cp good.xml "$(printf 'bad\\377.xml')"
        exec "$0" check "$(printf 'bad\\377.xml')"
        """
      let result = try tool.shell(script)
      #expect(result.status == 2)
      #expect(result.errors.contains("rename the file or hand it to standard input"))
      #expect(try tool.run("check", "-", input: Self.good).status == 0)
    }
  }

  @Test func `the shell completes labels, also behind their first word`() throws {
    try withTool { tool in
      _ = try tool.run("import", "good.xml")
      try tool.write(tool.run("--generate-completion-script", "bash").output, to: "completion.bash")
      try tool.write(
        """
        PATH="$(dirname "$0"):$PATH"
        source completion.bash
        for words in "parlance show Har" "parlance show harbor A" "parlance show Nothing"; do
          COMP_WORDS=($words); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$words
          COMP_POINT=${#COMP_LINE}; COMPREPLY=(); _parlance; echo "${COMPREPLY[@]}"
        done
        """, to: "complete.sh")
      #expect(try tool.shell("source complete.sh").output == "Harbor Archive\nArchive\n\n")
    }
  }

  @Test func `links are looked up when asked for, by the curl on the PATH`() throws {
    try withTool { tool in
      try writeProgram(
        """
        #!/bin/sh
        printf '0\\t200\\t\\n1\\t404\\t\\n2\\t000\\tCould not resolve host\\n'
        """, to: tool.folder.appendingPathComponent("bin/curl"))
      let matches = (1...3).map { "<match type='exact' href='http://o.example/\($0)'/>" }.joined()
      try tool.write(
        Self.good.replacingOccurrences(of: "</name>", with: "</name>\(matches)"), to: "linked.xml")
      let path = ["PATH": tool.folder.appendingPathComponent("bin").path + ":/usr/bin:/bin"]
      let result = try tool.run(
        ["check", "linked.xml", "--check-links", "--rule", "BrokenLinks", "--format", "jsonl"],
        environment: path)
      let messages = try result.objects().compactMap { $0["message"] as? String }
      // The fake curl answers alike when only what failed is asked for again.
      #expect(messages.count == 1)
      #expect(messages.first?.hasSuffix(": status 404") == true)
      #expect(try tool.run("check", "linked.xml", "--rule", "BrokenLinks").status == 64)
      let without = try tool.run(
        ["check", "linked.xml", "--check-links"], environment: ["PATH": "/nonexistent"])
      #expect(without.status == 2)
      #expect(without.errors.contains("install curl"))
    }
  }
}
