// Package weigh (Dutch: afwegen) lets somebody without an account answer a framework and see both sides, the forms of
// contact with their conditions, urgent routes, what is still open and what would turn the advice; then choose, give the
// reason, and print a record and the resident's copy.
//
// It is not the framework itself (package framework), not the questionnaire (package questionnaire shows it), and not the
// record of a weighing about a resident: nothing that is answered is kept on the server. Answers live in the form, and
// with a script in the browser until they are cleared. It owns no tables.
package weigh
