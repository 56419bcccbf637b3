package weigh

import (
	"nabij/internal/platform/web"
	"nabij/internal/questionnaire"
)

// startView is the first page.
type startView struct{ Choose string }

// chooseView is where a framework and a day are chosen.
type chooseView struct {
	Action     string
	Problems   web.Problems
	Frameworks web.Choice
	Day        web.Input
}

// weighView is the questionnaire with the advice beside it.
type weighView struct {
	questionnaire.View
	ID, Title, Summary, Version string
	Source                      *questionnaire.Source
	Action                      string // the address of the questionnaire itself
	Fresh                       bool   // nothing was sent: the browser may have answers of before
	Clear                       string
	Day2                        web.Input
	Compare                     string
}

// compareView shows two planned days beside each other.
type compareView struct {
	Title, Back, FormID string
	Kept                []questionnaire.Hidden
	Changes             []changeView
	Same                bool
	Guidelines          *web.Table // what the guidelines say otherwise; nil when nothing
	Sides               []compareSide
}

type changeView struct {
	Form          string
	First, Second web.Fit
}

type compareSide struct {
	Heading string
	Advice  questionnaire.Advice
}

// decideView is where a form is chosen, with the reason.
type decideView struct {
	Title, Action, Letter, Back string
	FormID                      string
	Problems                    web.Problems
	Kept                        []questionnaire.Hidden
	Forms                       web.Choice
	Departs                     bool
	Routes                      []questionnaire.Route
	Consult                     []questionnaire.Call
	Approve                     []questionnaire.Call
	Reason, Consulted           web.TextArea
	Agreed                      web.Choice
	NextDay, NextHow, Review    web.Input
	By                          web.Input
}

// recordView is the record on paper.
type recordView struct {
	questionnaire.Paper
	Title, Back, FormID string
	Kept                []questionnaire.Hidden
	Decision            decisionView
}

// letterView is the resident's own copy.
type letterView struct {
	Back, FormID string
	Kept         []questionnaire.Hidden
	Letter       questionnaire.Letter
}

// decisionView is what was decided, as it stands on the record.
type decisionView struct {
	Form, Fit, Reason, Consulted, Agreed, Next, Review, By string
}
