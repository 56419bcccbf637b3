// Package decision (Dutch: besluit) is the end of a deliberation: somebody decides with a reason, or ends it without; what it
// rested on is pinned in a receipt; the record and the resident's copy are printed from that, and the earlier decision
// stands beside the new one. It is not the weighing itself, which is the package above, and it owns no tables: those are of
// package record.
package decision
