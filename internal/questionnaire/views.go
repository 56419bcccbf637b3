package questionnaire

import (
	"strings"

	"nabij/internal/framework"
	"nabij/internal/platform/web"
)

// View is what the parts of a page may see: the questions, the advice beside them, and what must be put right. A slice
// embeds it in the view of its page. Templates: situation, sections, advice-panel, live-parts.
type View struct {
	Problems web.Problems
	Day      web.Input
	Settings Settings
	Sections []Section
	Kept     []Hidden // answers of questions that dropped away
	Progress web.Progress
	Advice   Advice
	// SaveThen is what stands on a button below each part, for whoever works without a script; "" for no button. It sends
	// FieldThen with the part that follows.
	SaveThen string
}

// Then is the part that follows on one, "" after the last one that is shown.
func (v View) Then(id string) string {
	found := false
	for _, s := range v.Sections {
		if found && s.Shown {
			return s.ID
		}
		found = found || s.ID == id
	}
	return ""
}

// Note sets notes at one question, by the name of its field; it tells whether the question is asked now.
func (v View) Note(key string, notes ...Note) bool {
	for _, sec := range v.Sections {
		for i := range sec.Blocks {
			if sec.Blocks[i].Key == key {
				sec.Blocks[i].Notes = append(sec.Blocks[i].Notes, notes...)
				return true
			}
		}
	}
	return false
}

// Note is a remark at a question: where its answer comes from, that it was stored, that two answers stand beside each other.
type Note struct {
	Text string
	Kind NoteKind
	Link *web.Link // where to look or to choose, if there is something
}

// NoteKind is what a note is about.
type NoteKind string

// The kinds of notes. The zero value is a plain remark.
const (
	NoteKnown   NoteKind = "known"   // the answer was there already
	NoteSaved   NoteKind = "saved"   // the answer is stored
	NoteTwofold NoteKind = "twofold" // somebody must choose
)

// Settings is what is fixed about the case besides the day.
type Settings struct {
	Role   *web.Select
	Level  *web.Select
	Layers *web.Choice
	Flow   *web.Select
	Open   bool
}

// Hidden is a field that is sent along unseen.
type Hidden struct{ Name, Value string }

// Section is a consideration with its questions. Blocks already in the browser have no content in an update.
type Section struct {
	ID, Title, Intro, Kind string
	Source                 *Source
	Reflect                []string
	Shown                  bool
	Blocks                 []Block
	Fill                   string // button that gives all that is open here the same first answer; "" = none
}

// Block is one question, of one person where it is asked per person.
type Block struct {
	Key    string
	Ask    string // the question in words
	Known  bool   // the browser has it already
	Scale  bool   // one of several questions with the same answers: drawn small
	Choice *web.Choice
	Input  *web.Input
	Area   *web.TextArea
	States []web.Option // "not known", "won't say" under a number or a day
	Asked  *web.Input   // when it was asked, for answers that grow old
	Notes  []Note       // none for visitors
}

// Source is where something was found.
type Source struct {
	Title, URL, Date, Status, Note string
	Lang                           string // of the title, when it is not that of the page
}

// Advice is the advice as the panel shows it.
type Advice struct {
	Headline   string // what comes first, in a few words
	BestFit    web.Fit
	Notices    []string
	Routes     []Route
	Near, Far  []Rule
	Balance    web.Balance
	Own        []string
	Tensions   []Tension
	Forms      []Form
	Consult    []Call
	Approve    []Call
	Open       []Link
	NotKnown   []Link
	Turns      []Link
	TurnsCut   bool
	Hidden     []Answer
	Again      []Answer
	Days       []string
	Review     string
	Reflect    []string
	Guidelines []Guideline
	Empty      bool // nothing was answered yet
	Day        string
	Next       *NextStep // nil on paper
}

// NextStep is the button at the end of the advice.
type NextStep struct {
	FormID, Action      string // the form that is sent, and where to
	Title, Text, Button string
}

// Tension is values that ask for nearness against one that asks for distance.
type Tension struct{ Near, Far string }

// Link leads to a question.
type Link struct{ Text, Href string }

// Answer is a question with its answer, and why it is told.
type Answer struct{ Ask, Answer, Why string }

// Call is whom to consult or ask, and why.
type Call struct {
	Title   string
	Because []string
}

// Route is an urgent route: what to do first, with help lines.
type Route struct {
	ID, Title, Urgency string
	Now                bool
	Steps              []string
	Lines              []Line
	Because            []Rule
}

// Line is a help line.
type Line struct {
	Name, For, Phone, Hours, Cost, Checked, Status string
	Dial                                           web.Urgent
}

// Label is what stands on the button: the name and the number, once when they are the same.
func (l Line) Label() string {
	if strings.HasPrefix(l.Name, l.Phone) {
		return l.Name
	}
	return l.Name + " " + l.Phone
}

// Rule is a line of advice that opens to why.
type Rule struct {
	Says, Label, Weight string
	Why                 Why
	Source              *Source
	Pack, Note          string
	ID                  string
}

// Why is a step of an explanation, with the steps below it.
type Why struct {
	Text, Mark string
	Href       string
	Steps      []Why
}

// Form is a form of contact with how it fits.
type Form struct {
	ID, Title, Summary string
	Rank               int
	Fit                web.Fit
	Conditions         []string
	Checklist          []string
	HowTo              []string
	Stops              []string
	Reasons            []Rule
	Milder             []Rule
	Pending            []string
}

// Guideline is what a guideline says on the planned day.
type Guideline struct {
	Title, Value, Kind, From, For, Note string
	Private, Milder                     bool
	Source                              *Source
}

// FitOf gives the fit of the design for a fit of the engine.
func FitOf(f framework.Fit) web.Fit {
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
