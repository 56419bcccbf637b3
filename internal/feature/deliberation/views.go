package deliberation

import (
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
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
	ID, Title, Summary, Version string
	Source                      *sourceView
	Action                      string // the address of the questionnaire itself
	Fresh                       bool   // nothing was sent: the browser may have answers of before
	Problems                    web.Problems
	Day                         web.Input
	Settings                    settingsView
	Sections                    []sectionView
	Kept                        []hiddenField // answers of questions that dropped away
	Progress                    web.Progress
	Advice                      adviceView
	Clear                       string
	Compare, Decide             string
}

// settingsView is what is fixed about the case besides the day.
type settingsView struct {
	Role   *web.Select
	Level  *web.Select
	Layers *web.Choice
	Flow   *web.Select
	Day2   web.Input
	Open   bool
}

type hiddenField struct{ Name, Value string }

// sectionView is a consideration with its questions. Blocks already in the browser have no content in an update.
type sectionView struct {
	ID, Title, Intro, Kind string
	Source                 *sourceView
	Reflect                []string
	Shown                  bool
	Blocks                 []blockView
	Fill                   string // button that gives all that is open here the same first answer; "" = none
}

// blockView is one question, of one person where it is asked per person.
type blockView struct {
	Key    string
	Ask    string // the question in words
	Known  bool   // the browser has it already
	Scale  bool   // one of several questions with the same answers: drawn small
	Choice *web.Choice
	Input  *web.Input
	Area   *web.TextArea
	States []web.Option // "not known", "won't say" under a number or a day
	Asked  *web.Input   // when it was asked, for answers that grow old
}

type sourceView struct {
	Title, URL, Date, Status, Note string
	Lang                           string // of the title, when it is not that of the page
}

// adviceView is the advice as the panel shows it.
type adviceView struct {
	Headline   string // what comes first, in a few words
	BestFit    web.Fit
	Notices    []string
	Routes     []routeView
	Near, Far  []ruleView
	Balance    web.Balance
	Own        []string
	Tensions   []tensionView
	Forms      []formView
	Consult    []callView
	Approve    []callView
	Open       []linkView
	NotKnown   []linkView
	Turns      []linkView
	TurnsCut   bool
	Hidden     []answerView
	Again      []answerView
	Days       []string
	Review     string
	Reflect    []string
	Guidelines []guidelineView
	Empty      bool // nothing was answered yet
	Day        string
	Decide     string // address of the next step; "" on paper
	FormID     string
}

// tensionView is values that ask for nearness against one that asks for distance.
type tensionView struct{ Near, Far string }

type linkView struct{ Text, Href string }

type answerView struct{ Ask, Answer, Why string }

type callView struct {
	Title   string
	Because []string
}

type routeView struct {
	ID, Title, Urgency string
	Now                bool
	Steps              []string
	Lines              []lineView
	Because            []ruleView
}

type lineView struct {
	Name, For, Phone, Hours, Cost, Checked, Status string
	Dial                                           web.Urgent
}

// Label is what stands on the button: the name and the number, once when they are the same.
func (l lineView) Label() string {
	if strings.HasPrefix(l.Name, l.Phone) {
		return l.Name
	}
	return l.Name + " " + l.Phone
}

// ruleView is a line of advice that opens to why.
type ruleView struct {
	Says, Label, Weight string
	Why                 whyView
	Source              *sourceView
	Pack, Note          string
	ID                  string
}

type whyView struct {
	Text, Mark string
	Href       string
	Steps      []whyView
}

type formView struct {
	ID, Title, Summary string
	Rank               int
	Fit                web.Fit
	Conditions         []string
	Checklist          []string
	HowTo              []string
	Stops              []string
	Reasons            []ruleView
	Milder             []ruleView
	Pending            []string
}

type guidelineView struct {
	Title, Value, Kind, From, For, Note string
	Private, Milder                     bool
	Source                              *sourceView
}

// compareView shows two planned days beside each other.
type compareView struct {
	Title, Back, FormID string
	Kept                []hiddenField
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
	Advice  adviceView
}

// decideView is where a form is chosen, with the reason.
type decideView struct {
	Title, Action, Letter, Back string
	FormID                      string
	Problems                    web.Problems
	Kept                        []hiddenField
	Forms                       web.Choice
	Departs                     bool
	Routes                      []routeView
	Consult                     []callView
	Approve                     []callView
	Reason, Consulted           web.TextArea
	Agreed                      web.Choice
	NextDay, NextHow, Review    web.Input
	By                          web.Input
}

// recordView is the record on paper.
type recordView struct {
	Title, Back   string
	FormID        string
	Kept          []hiddenField
	Terms         web.Terms
	Decision      decisionView
	Advice        adviceView
	Sections      []answersView
	Packs         []string
	Sources       []sourceView
	Chosen        *formView
	ChosenDeparts bool
}

type answersView struct {
	Title, Kind string
	Answers     []answerView
}

// letterView is the resident's own copy.
type letterView struct {
	Back, FormID string
	Kept         []hiddenField
	Greeting     string
	Means        string
	Form         string
	Agreements   []string
	Next         string
	Review       string
	Agreed       string
	By           string
}

// decisionView is what was decided, as it stands on the record.
type decisionView struct {
	Form, Fit, Reason, Consulted, Agreed, Next, Review, By string
}

// viewOf gives the fit of the design for a fit of the engine.
func viewOf(f framework.Fit) web.Fit {
	switch f {
	case framework.Fits:
		return web.Fits
	case framework.Conditional:
		return web.Conditions
	case framework.NotAdvised:
		return web.NotAdvised
	case framework.AgainstGuideline:
		return web.Against
	}
	return web.NotKnown
}
