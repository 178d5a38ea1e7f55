package import Retagging

/// What a retag would do, document by document.
package typealias RetagPlan = Retagging.RetagPlan

/// What reading a share came to.
package typealias ShareRefresh = Retagging.ShareRefresh
