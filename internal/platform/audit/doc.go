// Package audit (Dutch: logboek) keeps who did what, when, to whom and on what ground, in a way that can be proved.
//
// A line is stored in the transaction of what it tells, or, for reading, before the answer is given. Soon after it gets
// its number: lines of one organisation are numbered from 1 without gaps. Each line is a leaf of a Merkle tree; the signed head of that tree
// leaves the machine, and verification compares the lines with such a head. Values that point at people are hashed
// with a salt, so that they can be forgotten at the end of their term while the tree still verifies.
//
// It is not the technical log (platform/log), which never holds a word about people, and it does not decide who may do
// what (platform/access). To it residents are opaque ids. It owns the tables audit_waiting, audit_log, audit_line,
// audit_resident, audit_salt and audit_tree. Why it is so: docs/decisions/0030-audit.md; how to look after it: docs/operate/audit.md.
package audit
