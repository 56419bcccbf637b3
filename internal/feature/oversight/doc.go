// Package oversight (toezicht) is where the privacy officer sees who did what: what stood out in a week and what was
// thought of it, the audit trail itself, and whether that trail is whole. It shows whose hands were on a file and never
// what is in it: a file is its reference.
//
// What stands out is reckoned from the trail each time and not stored. Its own tables are oversight_review and
// oversight_check. The trail is kept by platform/audit, files opened in an emergency are reviewed in feature/account.
package oversight
