package account

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/web"
)

var (
	askPage     = web.MustPage[askView](viewsFS, "views/ask.html", texts)
	againPage   = web.MustPage[againView](viewsFS, "views/again.html", texts)
	codesPage   = web.MustPage[codesView](viewsFS, "views/codes.html", texts)
	minePage    = web.MustPage[mineView](viewsFS, "views/mine.html", texts)
	workersPage = web.MustPage[workersView](viewsFS, "views/workers.html", texts)
	workerPage  = web.MustPage[workerView](viewsFS, "views/worker.html", texts)
	linkPage    = web.MustPage[linkView](viewsFS, "views/link.html", texts)
	reviewsPage = web.MustPage[reviewsView](viewsFS, "views/reviews.html", texts)
)

// pair is a hidden field.
type pair struct{ Name, Value string }

// askView is a page that asks for a few things: most pages of this slice.
type askView struct {
	Title, Action string
	Stage         string // how far somebody is: "step 1 of 2"
	Intro         []string
	Notice        *web.Notice
	Problems      web.Problems
	Hidden        []pair
	Seed          *seedView
	Fields        []web.Input
	Choices       []web.Choice
	Areas         []web.TextArea
	Buttons       web.Buttons
	Passkey       *passkeyView
	Services      []serviceView
	Help          *web.Details
	More          []web.Link
	Demo          *demoView
}

// seedView is what an authenticator app reads: a picture, and the same as text.
type seedView struct {
	Path, Spelled, URI string
	Size               int
}

// passkeyView is the form that the script for passkeys fills in.
type passkeyView struct{ Begin, Finish, To, Kind string }

// serviceView is an outside sign-in service.
type serviceView struct {
	Action, Name, Title, To, Once string
	Linked                        bool
}

// againView keeps what somebody sent while they were signed out.
type againView struct {
	Text, SignIn, Action string
	Fields               []pair
}

type codesView struct {
	Codes []string
	Next  string
	Left  int64
	Used  bool
}

type mineView struct {
	Who       web.Terms
	Notices   []noticeView
	Codes     int64
	Problems  web.Problems
	Old, New  web.Input
	Passkeys  []keyView
	Passkey   *passkeyView
	KeyName   web.Input
	Services  []serviceView
	Sessions  []sessionView
	Elsewhere bool   // signed in elsewhere too
	Once      string // for ending all others
	Saved     string
}

type noticeView struct {
	ID, Text, When, Once string
	Seen                 bool
	Href                 string
}

type keyView struct{ ID, Name, Made, Used, Once string }

type sessionView struct {
	Ref, Device, Began, Seen, Once string
	Current                        bool
}

type workersView struct {
	Groups []groupView
	New    web.Button
}

// groupView is the colleagues in one state.
type groupView struct {
	ID, Title string
	People    []colleagueView
}

type colleagueView struct {
	Name, Login, Roles, Href string
	Badge                    *web.Badge
}

type workerView struct {
	Name, Login  string
	Badge        web.Badge
	Action       string
	Version      int64
	Problems     web.Problems
	Request      *requestView
	Roles, Teams *web.Choice
	Once         string
	Doing        []doingView
	Own          bool
	Two          bool // a second administrator says yes to heavy roles
}

// requestView is a change of roles that waits for a second administrator.
type requestView struct {
	By, When, Until, Roles, Once string
	Own                          bool
	Buttons                      web.Buttons
}

// doingView is one thing that can be done about an account, with what comes of it.
type doingView struct {
	Value, Text, Once string
	Button            web.Button
	Sure              *web.Choice
}

type linkView struct {
	Title                   string
	Name, Link, Until, Back string
	Text                    string
	Replayed                bool
	Waits                   *web.Notice // there is no link yet
}

type reviewsView struct {
	Problems web.Problems
	Open     []glassView
	Done     []glassView
}

type glassView struct {
	ID, Who, When, Until, Reason, Explanation, Href, ReviewBy, Outcome, Note, By string
	Late                                                                         bool
	Once                                                                         string
	Choice                                                                       web.Choice
	Text                                                                         web.TextArea
}

func text(r *http.Request, key string, args ...any) string {
	return web.Text(r, "account."+key, args...)
}

func (f *Feature) moment(r *http.Request, at db.Instant) string {
	if at.IsZero() {
		return ""
	}
	return web.Moment(web.Lang(r), at.Time().In(f.Zone))
}

func roleOptions(r *http.Request, chosen []access.Role) []web.Option {
	var all []web.Option
	for _, role := range access.Roles {
		all = append(all, web.Option{Value: string(role), Label: text(r, "role."+string(role)), Help: text(r, "role_help."+string(role)),
			Chosen: slices.Contains(chosen, role)})
	}
	return all
}

func teamOptions(teams []Team, chosen []string) []web.Option {
	var all []web.Option
	for _, t := range teams {
		all = append(all, web.Option{Value: t.ID, Label: t.Name, Chosen: slices.Contains(chosen, t.ID)})
	}
	return all
}

func roleNames(r *http.Request, roles []access.Role) []string {
	var all []string
	for _, role := range roles {
		all = append(all, text(r, "role."+string(role)))
	}
	return all
}

func stateBadge(r *http.Request, state string) web.Badge {
	kind := map[string]string{access.Active: "good", access.Invited: "info", access.Suspended: "attention"}[state]
	return web.Badge{Kind: kind, Label: text(r, "state."+state)}
}

// rolesOf reads the ticked roles; what is no role is left for access to refuse.
func rolesOf(form *web.Form) []access.Role {
	var all []access.Role
	for _, v := range form.All("roles") {
		if !slices.Contains(all, access.Role(v)) {
			all = append(all, access.Role(v))
		}
	}
	return all
}

// teamsOf reads the ticked teams that exist.
func teamsOf(form *web.Form, known []Team) []string {
	var all []string
	for _, t := range known {
		if slices.Contains(form.All("teams"), t.ID) {
			all = append(all, t.ID)
		}
	}
	return all
}

func spelled(seed string) string {
	var parts []string
	for part := range slices.Chunk([]byte(seed), 4) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, " ")
}

func until(now time.Time, life time.Duration) db.Instant { return db.InstantOf(now.Add(life)) }
