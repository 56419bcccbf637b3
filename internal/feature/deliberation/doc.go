// Package deliberation (Dutch: afweging) is weighing about a resident, on the record: what the file knows is filled in,
// every answer is kept when it is given, colleagues think along and approve. Below it, package decision is the end: somebody
// decides with a reason, what that rested on is pinned for ever, the record and the resident's copy are printed; and package
// record is what both keep, with every statement on the tables of migration 0005.
//
// It is not the questionnaire and the advice as a page shows them (package questionnaire), not weighing without an account
// (package weigh), and not looking again later, of which it only tells that something began or ended (Reviews).
package deliberation
