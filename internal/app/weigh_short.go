package app

import (
	"fmt"
	"slices"
	"strings"

	"nabij/internal/framework"
)

// adviceWriter prints an advice in short: what is urgent whole, and of the rest what a person needs first.
type adviceWriter struct {
	*Console
	style style
	form  string // a form that was asked about
	full  bool   // nothing is left out

	required map[string]bool // conditions that were told of a form above
}

// How much of each part is shown in short.
const (
	shortForms   = 3
	shortReasons = 3
	shortOpen    = 3
	shortTurns   = 2
	shortTension = 2
	shortHolds   = 6
)

func (w *adviceWriter) line(indent int, mark, text string) {
	fmt.Fprint(w.Out, flow(strings.Repeat(" ", indent)+mark, text, indent+len([]rune(mark))))
}

func (w *adviceWriter) head(title string) {
	fmt.Fprintf(w.Out, "\n%s\n", w.style.strong(strings.ToUpper(title)))
}

// short prints the advice in short.
func (w *adviceWriter) short(o *framework.Told) {
	fmt.Fprintln(w.Out, w.style.strong(strings.TrimSuffix(flow("", o.Framework.Title+" – "+o.Day.In(o.Lang), 0), "\n")))
	w.line(0, "", w.version(o))
	for _, n := range o.Notices {
		w.line(0, "! ", n)
	}
	w.routes(o.Routes)
	w.forms(o.Forms)
	w.side(w.T("weigh_meeting"), o.Balance.Meeting, "meeting", o.Balance.Own)
	w.side(w.T("weigh_distance"), o.Balance.Distance, "distance", o.Balance.Own)
	w.tensions(o.Tensions)
	w.calls(w.T("weigh_consult"), o.Consult)
	w.calls(w.T("weigh_approve"), o.Approve)
	w.open(o)
	if o.Review != nil {
		w.head(w.T("weigh_review"))
		w.line(0, "", o.Review.Text)
	}
	fmt.Fprintln(w.Out)
	w.line(0, "", w.T("weigh_you_decide"))
}

func (w *adviceWriter) routes(routes []framework.RouteTold) {
	for _, r := range routes {
		fmt.Fprintf(w.Out, "\n%s\n", w.style.urgent(strings.ToUpper(w.T("weigh_urgent")+" – "+r.UrgencyIn)))
		w.line(0, "", r.Title)
		for i, s := range r.Steps {
			w.line(2, fmt.Sprintf("%d. ", i+1), s)
		}
		for _, l := range r.Lines {
			w.line(2, "☎ ", framework.Reach(l.Name, l.Phone)+" ("+w.T("weigh_checked", l.CheckedOn.In(w.Lang))+")")
		}
	}
}

// forms prints the first forms with what must be arranged, and names the others.
func (w *adviceWriter) forms(forms []framework.FormTold) {
	w.head(w.T("weigh_forms"))
	rest := map[framework.Fit][]string{}
	var order []framework.Fit
	words := map[framework.Fit]string{}
	for i, f := range forms {
		possible := f.Fit == framework.Fits || f.Fit == framework.Conditional || f.Fit == framework.NotYetKnown
		if f.ID != w.form && (i >= shortForms || !possible && i > 0) {
			if rest[f.Fit] == nil {
				order = append(order, f.Fit)
			}
			rest[f.Fit], words[f.Fit] = append(rest[f.Fit], f.Title), f.FitIn
			continue
		}
		w.one(i, f)
	}
	for _, fit := range order {
		fmt.Fprint(w.Out, flow(upperFirst(words[fit])+": ", strings.Join(rest[fit], ", ")+".", 2))
	}
}

func (w *adviceWriter) one(i int, f framework.FormTold) {
	w.line(0, fmt.Sprintf("%d. ", i+1), f.Title+" – "+f.FitIn)
	if f.Summary != "" {
		w.line(3, "", f.Summary)
	}
	above := 0
	for _, r := range f.Requires {
		if w.required[r.ID] && f.ID != w.form {
			above++
			continue
		}
		w.line(3, "– ", r.PhaseIn+": "+r.Text)
	}
	if above > 0 {
		w.line(3, "", w.style.soft(w.many("n_conditions_above", above)))
	}
	if w.required == nil {
		w.required = map[string]bool{}
	}
	for _, r := range f.Requires {
		w.required[r.ID] = true
	}
}

func (w *adviceWriter) side(title string, rules []framework.RuleTold, side string, own []framework.OwnTold) {
	var lines []string
	for _, r := range rules {
		lines = append(lines, r.Says+" ("+r.WeightIn+")")
	}
	for _, o := range own {
		if o.Side == side || o.Side == "both" {
			lines = append(lines, o.Ask+" ("+w.T("weigh_own")+")")
		}
	}
	if len(lines) == 0 {
		return
	}
	w.head(title)
	for i, l := range lines {
		if i == shortReasons {
			w.line(0, "", w.style.soft(w.many("n_more", len(lines)-i)))
			break
		}
		w.line(0, "- ", l)
	}
}

func (w *adviceWriter) tensions(tensions []framework.TensionTold) {
	if len(tensions) == 0 {
		return
	}
	w.head(w.T("weigh_tension"))
	for i, t := range tensions {
		if i == shortTension {
			w.line(0, "", w.style.soft(w.many("n_more", len(tensions)-i)))
			break
		}
		w.line(0, "- ", t.Text)
	}
}

func (w *adviceWriter) calls(title string, calls []framework.CallTold) {
	if len(calls) == 0 {
		return
	}
	w.head(title)
	for _, c := range calls {
		why := ""
		if len(c.Because) > 0 {
			why = ": " + c.Because[0].Says
		}
		w.line(0, "- ", c.Title+why)
	}
}

func (w *adviceWriter) open(o *framework.Told) {
	if len(o.Open) > 0 {
		w.head(w.T("weigh_open"))
	}
	for i, x := range o.Open {
		if i == shortOpen {
			w.line(0, "", w.style.soft(w.many("n_more_questions", len(o.Open)-i)))
			break
		}
		who := ""
		if x.PersonIn != "" {
			who = " (" + x.PersonIn + ")"
		}
		w.line(0, "? ", x.Ask+who)
	}
	if len(o.Turns) > 0 {
		w.head(w.T("weigh_turns"))
	}
	for i, t := range o.Turns {
		if i == shortTurns {
			break
		}
		w.line(0, "↔ ", t.Text)
	}
	if len(o.Hidden)+len(o.Again) > 0 {
		fmt.Fprintln(w.Out)
	}
	for _, a := range o.Hidden {
		w.line(0, "", w.T("weigh_hidden", a.Ask, a.Answer))
	}
	for _, a := range o.Again {
		w.line(0, "", w.T("weigh_ask_again", a.Ask)+" "+a.Why)
	}
}

// version tells which packs the advice comes from, with their version: names and versions are what a record keeps.
func (c *Console) version(o *framework.Told) string {
	var out []string
	for _, p := range o.Packs {
		if p.Kind == "framework" {
			out = append(out, p.ID+" "+p.Version+" ("+c.T("status_"+p.Status)+")")
		}
	}
	return strings.Join(out, " + ")
}

// compare tells what is different on a second day.
func (w *adviceWriter) compare(a, b *framework.Told) {
	w.head(w.T("weigh_compare", b.Day.In(w.Lang)))
	for _, n := range b.Notices {
		if !slices.Contains(a.Notices, n) {
			w.line(0, "! ", n)
		}
	}
	same := true
	was := map[string]framework.FormTold{}
	for _, f := range a.Forms {
		was[f.ID] = f
	}
	if a.Forms[0].ID != b.Forms[0].ID {
		same = false
		w.line(0, "- ", w.T("weigh_compare_best", b.Forms[0].Title, a.Forms[0].Title))
	}
	for _, f := range b.Forms {
		if old := was[f.ID]; old.Fit != f.Fit {
			same = false
			w.line(0, "- ", w.T("weigh_compare_fit", f.Title, f.FitIn, old.FitIn))
		}
	}
	if same {
		w.line(0, "", w.T("weigh_compare_same"))
	}
	w.guidelines(a.Holding, b.Holding)
	for _, x := range b.Again {
		if !slices.ContainsFunc(a.Again, func(y framework.AnswerTold) bool {
			return y.Question == x.Question && y.Person == x.Person && y.Why == x.Why
		}) {
			w.line(0, "", w.T("weigh_ask_again", x.Ask+who(x.PersonIn))+" "+x.Why)
		}
	}
}

// guidelines tells which values that count for this person are others on the second day.
func (w *adviceWriter) guidelines(was, is []framework.HoldTold) {
	held := map[string]bool{}
	for _, h := range was {
		if h.Counts != framework.No {
			held[h.Title+h.Value+h.For] = true
		}
	}
	n := 0
	for _, h := range is {
		if h.Counts == framework.No || held[h.Title+h.Value+h.For] {
			continue
		}
		if n++; n == 1 {
			w.line(0, "", w.T("weigh_compare_guidelines"))
		}
		if w.full || n <= shortHolds {
			whom := ""
			switch {
			case h.For != "":
				whom = ", " + w.T("weigh_for", h.For)
			case h.Counts == framework.Open:
				whom = ", " + w.T("weigh_for_others")
			}
			w.line(0, "- ", h.Title+whom+": "+h.Value+" ("+h.KindIn+", "+w.T("show_from", h.FromIn)+")")
		}
	}
	switch {
	case n == 0:
		w.line(0, "", w.T("weigh_compare_none"))
	case n > shortHolds && !w.full:
		w.line(0, "", w.style.soft(w.many("n_more", n-shortHolds)))
	}
}

// who puts the person that a question is about behind it.
func who(person string) string {
	if person == "" {
		return ""
	}
	return " (" + person + ")"
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
