// Package questionnaire (Dutch: vragenlijst) shows the questions of a framework and the advice beside them, and reads the
// answers from the fields of a form. Where answers are kept is not its business: whoever weighs without an account keeps them in the
// browser, whoever weighs about a resident has them stored by another slice. Both show the same questions, the same advice and
// the same words.
//
// It is not the framework (package framework evaluates), not a slice (it has no addresses) and it owns no tables.
//
//	q := questionnaire.Open(web.Lang(r), fw, questionnaire.FieldsOf(form), today)
//	live := q.Live(r)                // a script asks for what changed alone
//	view := q.View(layers)           // questions, advice, what must be put right
//	view.Note("q.wish", questionnaire.Note{Text: "Bekend uit het dossier."})
//	view.Advice.Next = &questionnaire.NextStep{FormID: questionnaire.FormID, Action: …}
package questionnaire
