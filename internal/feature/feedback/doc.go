// Package feedback (Dutch: opmerking) is what workers say about frameworks and guidelines: a remark at one rule, question
// or form, read by who writes content, and answered to who left it. It is never about a resident, and there is no place
// to name one. It owns the table pack_remark.
package feedback
