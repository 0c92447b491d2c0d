// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built with the same strict settings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Files of the flows that come with Quern; see `Sources/Generation/Bundled`.
let bundledFlows = [
  "answer-first-ask",
  "answer-first-find",
  "answer-first-flow",
  "detailed-summary-ask",
  "detailed-summary-check",
  "detailed-summary-flow",
  "detailed-summary-summary",
  "document-qa-ask",
  "document-qa-check",
  "document-qa-flow",
  "extractive-summary-check",
  "extractive-summary-flow",
  "extractive-summary-question",
  "extractive-summary-sentences",
  "key-facts-facts",
  "key-facts-flow",
  "key-facts-question",
  "rag-evaluation-answer",
  "rag-evaluation-contexts",
  "rag-evaluation-flow",
  "rag-evaluation-harder",
  "rag-evaluation-judge",
  "rag-evaluation-question",
  "rag-evaluation-topics",
  "tool-selection-chat-flow",
  "tool-selection-chat-queries",
  "tool-selection-flow",
  "tool-selection-queries",
]

/// A module of the product.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// The tests of a module, in `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
  name: "Quern",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "quern", targets: ["quern-cli"]),
    .library(name: "Quern", targets: ["Quern"]),
    .library(name: "QuernDocuments", targets: ["DocumentModel", "Ingestion", "Chunking", "Scoring", "Selection"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"]), .brew(["poppler"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),

    module("ByteCoding"),
    module("JSONText"),
    module("Numerics"),
    module("Hashing", [crypto]),
    module("DocumentModel", ["ByteCoding", "JSONText"]),
    module("TextAnalysis"),
    module("Tokenization", ["TextAnalysis", "JSONText", "Hashing"]),
    module("Datasets", ["Hashing", "JSONText"]),
    module(
      "Ingestion",
      [
        "ByteCoding", "DocumentModel", "Hashing", "JSONText", "Numerics", "CPoppler", "CCairo", "CCmarkGFM", yams,
        toml,
      ],
      resources: [.embedInCode("Models/main-content.json")]),
    module("Workers", ["ByteCoding", "DocumentModel", "Ingestion"]),
    module("Chunking", ["DocumentModel", "TextAnalysis", "JSONText", "Hashing"]),
    module(
      "Scoring", ["DocumentModel", "TextAnalysis", "Chunking", "Hashing", "JSONText", "Numerics"],
      resources: [.embedInCode("Models/default.json"), .embedInCode("Licences/licences.txt")]),
    module("Selection", ["DocumentModel", "TextAnalysis", "Chunking", "Scoring", "JSONText"]),
    module(
      "Extraction", ["DocumentModel", "TextAnalysis", "Chunking", "Datasets", "Hashing", "JSONText", "Numerics"],
      resources: [.embedInCode("Judgement/questions.json")]),
    module("LanguageModels", ["JSONText", "Hashing", "CCurl"]),
    module(
      "Generation", ["Datasets", "LanguageModels", "TextAnalysis", "JSONText", "Hashing", yams],
      resources: bundledFlows.map { .embedInCode("Bundled/\($0).yaml") }),
    module("Evaluation", ["Datasets", "JSONText", "TextAnalysis"]),
    module("Workspace", ["JSONText", "LanguageModels", grdb]),
    module("Reports", ["DocumentModel", "Chunking", "Scoring", "Selection", "Datasets", "Evaluation", "JSONText"]),
    module(
      "Quern",
      [
        "DocumentModel", "Ingestion", "Workers", "Chunking", "Scoring", "Selection", "Extraction", "Generation", "Datasets",
        "Evaluation", "LanguageModels", "Workspace", "Reports", "TextAnalysis", "Tokenization", "JSONText", "Hashing",
      ]),
    .executableTarget(
      name: "quern-cli",
      dependencies: [
        "Quern", "DocumentModel", "Ingestion", "Chunking", "Scoring", "Selection", "TextAnalysis", "Tokenization", "Workers",
        "Datasets", "Evaluation", "Generation", "JSONText", "LanguageModels", "Reports", arguments, yams,
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "quern-bench",
      dependencies: [
        "TextAnalysis", "Tokenization", "Chunking", "DocumentModel", "Ingestion", "Scoring", "LanguageModels", "JSONText",
        "Datasets", "Extraction", "Hashing", "Quern", "Selection", "TestSupport",
      ],
      swiftSettings: strict),

    module("TestSupport", ["JSONText"]),
    tests("JSONText", ["JSONText"]),
    tests("Numerics", ["Numerics"]),
    tests("ByteCoding", ["ByteCoding"]),
    tests("DocumentModel", ["ByteCoding", "DocumentModel", "Hashing", "JSONText"]),
    tests("TextAnalysis", ["TextAnalysis"]),
    tests("Tokenization", ["Tokenization", "TextAnalysis", "JSONText"]),
    tests("Ingestion", ["Ingestion", "DocumentModel", "JSONText"]),
    tests("Workers", ["Workers", "Ingestion", "DocumentModel"]),
    tests("Chunking", ["Chunking", "DocumentModel", "Ingestion", "TextAnalysis"]),
    tests("Scoring", ["Scoring", "Chunking", "DocumentModel", "Ingestion"]),
    tests("Selection", ["Selection", "Scoring", "Chunking", "DocumentModel", "JSONText", "TextAnalysis"]),
    tests("Datasets", ["Datasets", "JSONText"]),
    tests("Extraction", ["Extraction", "Chunking", "Datasets", "DocumentModel", "Ingestion", "JSONText"]),
    tests("LanguageModels", ["LanguageModels", "JSONText"]),
    tests("Generation", ["Generation", "LanguageModels", "JSONText"]),
    tests("Evaluation", ["Evaluation", "Datasets", "JSONText"]),
    tests("Workspace", ["Workspace", "LanguageModels", "JSONText", grdb]),
    tests("Reports", ["Reports", "Chunking", "Datasets", "DocumentModel", "Evaluation", "Scoring", "Selection"]),
    tests(
      "Quern",
      [
        "Quern", "Chunking", "Datasets", "DocumentModel", "Generation", "Ingestion", "JSONText", "LanguageModels", "Scoring",
        "Selection",
      ]),
    tests("Command", ["JSONText", "quern-cli"]),
  ])
