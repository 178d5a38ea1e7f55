internal import CZlib

/// zlib, as it is linked or loaded.
package enum ZlibLibrary {
  /// Its version, such as "1.2.13".
  package static var version: String { unsafe String(cString: zlibVersion()) }
}
