package publishing

import "nabij/internal/framework"

// Impact counts open decisions by how they come out under other content.
type Impact = framework.Impact
