// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target of the package shares.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A library target with the package's settings.
///
/// One that `lends` has types that lend what they hold without a closure: the compiler then keeps who borrows within
/// the life of the lender, as the standard library does for `span`.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
  lends: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources,
    swiftSettings: strict + (lends ? [.enableExperimentalFeature("Lifetimes")] : []))
}

/// A test target for the library of the same name, with what all tests share and what else it needs.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.byName(name: name), "TestSupport", "RandomNumbers"] + dependencies,
    resources: resources,
    swiftSettings: strict)
}

let package = Package(
  name: "parlance",
  products: [
    .library(name: "ParlanceKit", targets: ["ParlanceKit"]),
    .executable(name: "parlance", targets: ["parlance"]),
    .executable(name: "parlance-server", targets: ["parlance-server"]),
  ],
  dependencies: [
    // Exact: what a release is made of stands here, and `parlance --version --verbose` tells it.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(
      name: "CUchardet", pkgConfig: "uchardet", providers: [.apt(["libuchardet-dev"])]),
    .target(name: "CArguments"),
    .target(name: "CPlatform"),
    .target(name: "CTextTables"),
    .target(name: "CPostings"),

    library("System", ["CPlatform"], lends: true),
    library(
      "Knowledge", ["System"],
      resources: [
        .embedInCode("Resources/months.tsv"), .embedInCode("Resources/file-names.tsv"),
      ]),
    library("RandomNumbers"),
    library("Compressing", ["CZlib"]),
    library("JSONCoding", ["System"]),
    library("Model", ["JSONCoding"]),
    library("MappedStorage", ["System"], lends: true),
    library("XMLReading", ["CLibXML2", "System"], lends: true),
    library(
      "TextAnalysis", ["CStemmer", "CTextTables", "Knowledge", "System"],
      resources: [.embedInCode("Resources/stop-words.tsv")], lends: true),
    library(
      "Taxonomy",
      [
        "Model", "XMLReading", "TextAnalysis", "MappedStorage", "JSONCoding", "System", "Knowledge",
      ],
      resources: [
        .embedInCode("Resources/labels.tsv"), .embedInCode("Resources/language-codes.tsv"),
      ]),
    library(
      "Matching",
      [
        "Model", "XMLReading", "Taxonomy", "TextAnalysis", "MappedStorage", "JSONCoding",
        "RandomNumbers", "System", "Knowledge",
      ],
      resources: [
        .embedInCode("Resources/document-words.txt"), .embedInCode("Resources/endings.tsv"),
        .embedInCode("Resources/homonym-points.tsv"), .embedInCode("Resources/normalization.tsv"),
        .embedInCode("Resources/code-lists.tsv"), .embedInCode("Resources/label-words.tsv"),
        .embedInCode("Resources/kind-identifiers.tsv"),
      ], lends: true),
    library(
      "Documents",
      ["Model", "XMLReading", "System", "Knowledge", "JSONCoding", "Compressing", "CUchardet"],
      resources: [.embedInCode("Resources/titles.tsv"), .embedInCode("Resources/dates.tsv")]),
    library(
      "Cataloging",
      [
        "Model", "System", "Compressing", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    library("Journaling", ["System", "Compressing", "Documents", "MappedStorage"]),
    library(
      "Tagging",
      [
        "Model", "Matching", "Documents", "Taxonomy", "TextAnalysis", "MappedStorage",
        "JSONCoding", "System", "RandomNumbers", "Knowledge",
      ],
      resources: [
        .embedInCode("Resources/abbreviation-phrases.tsv"),
        .embedInCode("Resources/document-forms.tsv"), .embedInCode("Resources/salience.tsv"),
        .embedInCode("Resources/passing-phrases.tsv"), .embedInCode("Resources/type-evidence.tsv"),
        .embedInCode("Resources/scope-phrases.tsv"), .embedInCode("Resources/page-counters.tsv"),
        .embedInCode("Resources/everyday-words.tsv"),
      ]),
    library(
      "Retagging",
      [
        "Model", "Journaling", "Matching", "Documents", "Cataloging", "Taxonomy", "Tagging",
        "MappedStorage", "JSONCoding", "System",
      ]),
    library(
      "Searching",
      [
        "Model", "Taxonomy", "TextAnalysis", "Matching", "MappedStorage", "JSONCoding", "System",
        "Compressing", "CPostings", "Knowledge",
      ],
      resources: [
        .embedInCode("Resources/compound-words.tsv"), .embedInCode("Resources/query-words.tsv"),
        .embedInCode("Resources/ranking.tsv"),
      ]),
    library(
      "ParlanceKit",
      [
        "Model", "XMLReading", "MappedStorage", "JSONCoding", "Taxonomy", "Matching", "Documents",
        "Cataloging", "Compressing", "Journaling", "Tagging", "Retagging", "Searching",
        "System", "TextAnalysis", "Knowledge", .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Resources/columns.tsv")]),
    library("ModelContext", ["ParlanceKit", "JSONCoding"]),
    library("Serving", ["ParlanceKit", "ModelContext", "JSONCoding", "System"]),
    library(
      "ServeArguments", [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "parlance-server",
      dependencies: [
        "Serving", "ServeArguments", "ParlanceKit", "System",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "parlance",
      dependencies: [
        "ParlanceKit", "ModelContext", "ServeArguments", "CArguments", "System",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "embed-sample", dependencies: ["ParlanceKit"], path: "Samples/embed",
      swiftSettings: strict),

    .target(
      name: "BenchmarkSupport", path: "Benchmarks/Support/Sources", swiftSettings: strict),
    .executableTarget(
      name: "VocabularyBenchmark",
      dependencies: ["Taxonomy", "XMLReading", "RandomNumbers", "BenchmarkSupport"],
      path: "Benchmarks/Vocabularies/Sources", swiftSettings: strict),
    .executableTarget(
      name: "MatchingBenchmark",
      dependencies: ["Matching", "MappedStorage", "TextAnalysis", "System", "BenchmarkSupport"],
      path: "Benchmarks/Matching/Sources", swiftSettings: strict),
    .executableTarget(
      name: "NormalizationBenchmark",
      dependencies: ["Matching", "Taxonomy", "RandomNumbers", "BenchmarkSupport"],
      path: "Benchmarks/Normalization/Sources", swiftSettings: strict),
    .executableTarget(
      name: "TaggingBenchmark",
      dependencies: [
        "Tagging", "Matching", "Model", "Documents", "Taxonomy", "MappedStorage", "JSONCoding",
        "System", "BenchmarkSupport",
      ],
      path: "Benchmarks/Tagging/Sources", swiftSettings: strict),
    .executableTarget(
      name: "SearchingBenchmark",
      dependencies: [
        "Searching", "Model", "Taxonomy", "Matching", "MappedStorage", "JSONCoding",
        "RandomNumbers", "System", "CPostings",
        "BenchmarkSupport",
      ],
      path: "Benchmarks/Searching/Sources", swiftSettings: strict),
    .executableTarget(
      name: "ReadingBenchmark",
      dependencies: ["Model", "Documents", "MappedStorage", "System", "BenchmarkSupport"],
      path: "Benchmarks/Reading/Sources", swiftSettings: strict),
    .executableTarget(
      name: "WritingProbe",
      dependencies: [
        "Documents", "Journaling", "Model", "Retagging", "System", "RandomNumbers",
      ],
      path: "Benchmarks/Writing/Sources", swiftSettings: strict),

    .target(
      name: "HardeningSupport",
      dependencies: [
        "Compressing", "Documents", "MappedStorage", "Matching", "RandomNumbers", "Taxonomy",
      ],
      path: "Benchmarks/Hardening/Support", swiftSettings: strict),
    .executableTarget(
      name: "HardeningProbe", dependencies: ["HardeningSupport", "Documents"],
      path: "Benchmarks/Hardening/Sources", swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Compressing"),
    tests("Knowledge"),
    tests("System"),
    tests("JSONCoding"),
    tests("Model", ["JSONCoding"]),
    tests("MappedStorage", ["System"]),
    tests("XMLReading"),
    tests("TextAnalysis"),
    tests(
      "Taxonomy",
      ["CLibXML2", "Model", "System", "XMLReading", "MappedStorage", "HardeningSupport"],
      resources: [.copy("Fixtures")]),
    tests(
      "Matching", ["Model", "System", "Taxonomy", "MappedStorage", "HardeningSupport", "Knowledge"]),
    tests("Documents", ["Model", "Compressing", "System", "HardeningSupport"]),
    tests(
      "Cataloging",
      ["Model", "System", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("Journaling", ["Documents", "System", "MappedStorage"]),
    tests(
      "Tagging",
      ["Model", "Matching", "MappedStorage", "Documents", "Taxonomy", "System", "HardeningSupport"]),
    tests(
      "Retagging",
      [
        "Model", "Journaling", "Cataloging", "Matching", "MappedStorage", "Documents", "Taxonomy",
        "System", "WritingProbe",
      ]),
    tests(
      "Searching",
      [
        "Model", "Taxonomy", "Matching", "System", "MappedStorage", "JSONCoding", "CPostings",
        "HardeningSupport",
      ]),
    tests(
      "ParlanceKit",
      [
        "embed-sample", "Cataloging", "Documents", "JSONCoding", "Matching", "Model", "Searching",
        "Retagging", "System", "Tagging", "Taxonomy",
      ]),
    .target(
      name: "ServingSupport", dependencies: ["ParlanceKit", "TestSupport"],
      path: "Tests/ServingSupport", swiftSettings: strict),
    tests("ModelContext", ["ParlanceKit", "JSONCoding", "ServingSupport"]),
    .systemLibrary(
      name: "CHTMLParser", path: "Tests/CHTMLParser", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"])]),
    tests(
      "Serving",
      [
        "ParlanceKit", "JSONCoding", "ModelContext", "Searching", "System", "Taxonomy",
        "ServingSupport", "CHTMLParser",
      ]),
    tests(
      "parlance",
      [
        "Model", "Cataloging", "System", "ServeArguments", "parlance-server",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)
