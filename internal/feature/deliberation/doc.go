// Package deliberation (Dutch: afweging) is weighing about a resident, on the record: what the file knows is filled in,
// every answer is kept when it is given, colleagues think along, somebody decides with a reason, and what the decision
// rested on is pinned for ever. The record and the resident's copy are printed from that.
//
// It is not the questionnaire and the advice as a page shows them (package questionnaire), not weighing without an account
// (package weigh), and not looking again later, of which it only tells that something began or ended (Reviews). It owns
// the tables of migration 0005.
package deliberation
