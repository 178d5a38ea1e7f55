package import Tagging

/// What a retag would do, document by document.
package typealias RetagPlan = Tagging.RetagPlan

/// What reading a share came to.
package typealias ShareRefresh = Tagging.ShareRefresh
