package publishing

import (
	"nabij/internal/platform/web"
)

// act is a small form with one button.
type act struct {
	Action, Once string
	Version      int64
	Do           string // what the button says it does, in the form
	Button       web.Button
}

// attention is something that asks a look.
type attention struct{ Text, Href, Link string }

// packRow is one pack on the overview.
type packRow struct {
	Title, Href, Kind, ID string
	Now                   string // version in force
	Open                  []web.Link
	Remarks               string
	RemarksHref           string
}

type overviewView struct {
	Problems  web.Problems
	Broken    []web.Notice
	Attention []attention
	Packs     []packRow
	New       *newView
	Remarks   string // address of the remarks
	Own       string // address of one's own remarks
}

type newView struct {
	Action, Once string
	Name, Title  web.Input
	Kind         web.Select
}

// versionRow is one version on the page of a pack.
type versionRow struct {
	Number, Href string
	Badge        web.Badge
	Lines        []string
}

type packView struct {
	Back     web.Link
	Problems web.Problems
	Title    string
	Intro    string
	Now      string
	Drawing  *web.Timeline
	Versions []versionRow
	New      *act
	From     string // id, in the form for a new version
	Compare  *compareView
	Remarks  web.Link
}

type compareView struct {
	Action   string
	Was, Is  web.Select
	Compared bool
	Broken   string
	Diff     *diffView
}

// diffView tells differences, part by part.
type diffView struct {
	Title   string
	Same    string
	Next    string
	Summary []string
	Parts   []diffPart
}

type diffPart struct {
	Title string
	Lines []diffLine
}

type diffLine struct {
	Mark, Word, Text string
	More             []string
}

// findingView is one finding, with a link to the file.
type findingView struct {
	Place, Href     string
	Line            int    // in the file of this page; 0 elsewhere
	Excerpt         string // the line itself
	Message, Remedy string
	Warning         bool
}

type fileRow struct {
	Name, Href, Size string
	Errors           int
}

// impactView is what a version does with open decisions. Template: impact.
type impactView struct {
	Known     bool
	Busy      bool
	Words     string // what is going on, or what came of it
	Progress  *web.Progress
	Outcome   *web.Table
	Old       string // the text changed since
	Back      string // what is going on with bringing back, or what came of it
	BackTable *web.Table
	Compared  string // whether the counts are the same
	CountsOff bool
	Refresh   string
	Again     *act
	Start     *act
}

// nextStep is what must happen now, by whom, and where on the page.
type nextStep struct{ Who, Text, Href, Link string }

type consultedView struct {
	Party         string
	Asked         web.Choice
	How           web.TextArea
	Day           web.Input
	Known         string // how it was said, when it is not asked now
	KnownHow      string
	KnownAskedDay string
}

type versionView struct {
	Back      web.Link
	Problems  web.Problems
	Notice    *web.Notice
	Kept      []string // what was typed in a form that is gone
	Left      []string // what was sent in a zip and does not belong to a pack
	Title     string
	Badge     web.Badge
	Next      *nextStep
	Terms     web.Terms
	Found     string
	Refresh   string // while it is still looked at
	Findings  []findingView
	Files     []fileRow
	Cases     []fileRow
	FilesIn   string // how many there are
	CasesIn   string
	NewFile   string
	Upload    *uploadView
	Diff      *diffView
	Quotes    []quoteView
	Impact    impactView
	Follow    string
	Consulted []consultedView
	Propose   *proposeView
	SendBack  *wordsView
	Release   *releaseView
	Withdraw  *wordsView
	Own       string // why one may not release
	Acts      []actRow
}

type quoteView struct {
	Text  string
	Items []string
}

type uploadView struct {
	Action, Once string
	Version      int64
	Place        web.Select
}

type proposeView struct {
	act
	Parties []consultedView
	Words   web.TextArea
}

type wordsView struct {
	act
	Words web.TextArea
	Intro string
}

type releaseView struct {
	act
	Intro   string
	Without *web.Choice
}

type actRow struct{ When, What, Words string }

type fileView struct {
	Back          web.Link
	Problems      web.Problems
	Notice        *web.Notice
	Title         string
	Action, Once  string
	Version       int64
	New           bool
	Name          web.Input
	Text          web.TextArea
	Findings      []findingView
	Found         string
	Stale         bool
	Theirs        string
	Frozen        bool
	Body          string
	Yours         string // what was typed when it could not be stored any more
	MayDrop       bool
	FilesAnchored web.Link
}
