package oversight

import "nabij/internal/platform/web"

var (
	weekPage  = web.MustPage[weekView](viewsFS, "views/week.html", texts)
	logPage   = web.MustPage[logView](viewsFS, "views/log.html", texts)
	printPage = web.MustPage[printView](viewsFS, "views/print.html", texts)
)

type weekView struct {
	Notices          []web.Notice
	Week, Monday     string
	Action           string
	Before           web.Link
	After            *web.Link
	Log              web.Link
	Open, Done       []oddView
	Glass, GlassLate string
	GlassLink        web.Link
	Weeks            []weekRow

	Trail                  web.Terms
	Checks                 []string
	CheckOnce, CheckAction string
	MayCheck, TooLong      bool
}

type weekRow struct {
	web.Link
	Count   string
	Current bool
}

// oddView is one thing that stood out, with the form to say what was thought of it.
type oddView struct {
	Form, Once                    string
	Who, Day, Title, Why, Numbers string
	Code, Worker, On              string
	SeenTo                        int64
	Links                         []web.Link
	Own, More                     bool
	Review                        string
}

// Outcomes are the words that a review may be.
func (oddView) Outcomes() []string { return outcomes }

type pair struct{ Name, Value string }

type logView struct {
	Back                        web.Link
	Action, ExportAction, Print string
	Problems                    web.Problems
	From, Until, File           web.Input
	Who, What, Reason           web.Select
	Refused                     web.Choice
	Hidden                      []pair
	Asked, Fresh                bool // Fresh: nothing was asked yet, or it was wrong: the form stands open
	Period                      string
	Lines                       []lineView
	Next, Newest                string
}

type lineView struct {
	Seq                                          int64
	When, Who, What, Role, Ground, Device, Place string
	Detail, More                                 string
	Refused, Failed                              bool
	Files                                        []fileView
}

// fileView is a file as whoever watches sees it: a reference.
type fileView struct{ Short, Href, Open string }

type printView struct {
	Period, Made, More string
	Back               web.Link
	Head               []string
	Rows               [][]string
}
