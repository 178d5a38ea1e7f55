package import Foundation

/// A program of the package, where it was built: beside the test bundle.
package func builtProgram(_ name: String) -> URL {
  let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
  let products =
    bundle?.bundleURL.deletingLastPathComponent()
    ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
  return products.appendingPathComponent(name)
}
