package resident

import (
	"slices"

	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

var (
	startPage    = web.MustPage[startView](viewsFS, "views/start.html", texts, "views/shared.html")
	addPage      = web.MustPage[formView](viewsFS, "views/add.html", texts, "views/shared.html")
	overviewPage = web.MustPage[overviewView](viewsFS, "views/overview.html", texts, "views/shared.html")
	formPage     = web.MustPage[formView](viewsFS, "views/form.html", texts, "views/shared.html")
	seenPage     = web.MustPage[seenView](viewsFS, "views/seen.html", texts)
	copyPage     = web.MustPage[copyView](viewsFS, "views/copy.html", texts, "views/shared.html")
	knownPage    = web.MustPage[knownView](viewsFS, "views/known.html", texts)
	shutPage     = web.MustPage[shutView](viewsFS, "views/shut.html", texts)
)

// row is a resident in a list.
type row struct {
	Name, Href, Born, Note string
	Badge                  *web.Badge
}

// hidden is a field that nobody sees.
type hidden struct{ Name, Value string }

// formView is a page with one small form.
type formView struct {
	Title, Person, Intro, Action string
	Back                         web.Link
	Problems                     web.Problems
	Notice                       *web.Notice
	Stale                        []term // what somebody else stored in the meantime
	IsStale                      bool
	MayBeEmpty                   bool
	Fields                       []field
	Hidden                       []hidden
	Buttons                      web.Buttons
	Rows                         []row // people who may be the same
}

type startView struct {
	fresh
	Action, AddAction, ExportAction, FilterAction string
	Query                                         string
	Searched                                      bool
	Results, Near                                 []row
	More, MayAdd, MayImport, MayExport            bool
	Ask                                           bool
	ListTitle                                     string
	List                                          []row
	Next                                          string
	Filter                                        []field
	FilterHidden                                  []hidden
	Saved                                         []savedRow
	Share                                         *web.Select
	Notice                                        *web.Notice
	Reasons                                       web.Select
	Links                                         []web.Link
}

type savedRow struct {
	Name, Href, ID string
	Mine, Shared   bool
}

// card is a block on the overview.
type card struct {
	ID, Title, Href string
	Terms           []term
	Badge           *web.Badge
}

type overviewView struct {
	fresh
	Name     string
	Born     string
	Badges   []web.Badge
	Notices  []web.Notice
	Weigh    web.Buttons
	Cards    []card
	Workers  []workerRow
	Links    []web.Link
	Action   string
	MayMove  bool
	Mine     bool
	Others   *web.Select
	Undo     []hidden
	UndoTo   string
	UndoText string
}

// Empty tells whether there are blocks of which nothing is known: those are a list of links and not a row of empty cards.
func (v overviewView) Empty() bool {
	return slices.ContainsFunc(v.Cards, func(c card) bool { return len(c.Terms) == 0 })
}

// shutView is a file that does not open.
type shutView struct {
	Told  string // what may be told of it; "" for the words of every file that does not open
	Glass string
	Back  web.Link
}

type workerRow struct{ Name, From, ID string }

// knownView is who knows this person privately.
type knownView struct {
	fresh
	Person, Action string
	Back           web.Link
	Problems       web.Problems
	Sure           *web.Choice
	Lead           bool
	Marked         []knownRow
	Others         *web.Select
}

type knownRow struct{ ID, Name, Since, By string }

type seenView struct {
	Person string
	Rows   []seenRow
	Day    string
	Back   web.Link
}

type seenRow struct{ Day, Role, Ground, What, Times string }

type copyView struct {
	Person, Day string
	Cards       []card
	Held        []string
	Back        web.Link
}

// head is the head of a page about residents. Titles are the same for everybody: a tab or a history names nobody.
func head(title string) web.Head { return web.Head{Title: title, Section: "resident", Exit: false} }

// fresh gives every form of a page a key of its own: two forms with one key would be taken for one sent twice.
type fresh struct{}

// Once gives a new key each time it is asked.
func (fresh) Once() string { return once.Key() }
