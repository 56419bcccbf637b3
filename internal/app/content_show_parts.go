package app

import (
	"fmt"
	"strconv"
	"strings"

	"nabij/internal/framework"
)

func (x *shower) considerations() {
	if len(x.pack.Considerations) == 0 {
		return
	}
	x.head("show_considerations", len(x.pack.Considerations))
	for i := range x.pack.Considerations {
		k := &x.pack.Considerations[i]
		fmt.Fprintln(x.Out)
		x.at(0, strconv.Itoa(i+1)+". ", x.in(k.Title)+" ["+framework.Word(string(k.Kind), x.Lang)+"]")
		if !k.Intro.Empty() {
			x.at(3, "", x.in(k.Intro))
		}
		for j := range k.Questions {
			x.question(&k.Questions[j])
		}
		for _, r := range k.Reflect {
			x.at(3, "~ ", x.in(r))
		}
	}
}

func (x *shower) question(q *framework.Question) {
	x.at(3, "? ", x.in(q.Ask))
	var options []string
	for _, o := range x.fw.OptionsOf(q.ID) {
		options = append(options, x.in(o.Label))
	}
	switch q.Type {
	case "number":
		x.at(5, "", strings.TrimSpace(x.T("show_number", plainNumber(*q.Min), plainNumber(*q.Max))+" "+q.Unit.In(x.Lang)))
	case "day", "text":
		x.at(5, "", x.T("show_"+q.Type))
	case "choices":
		x.at(5, "", x.T("show_choices")+" "+strings.Join(options, " / "))
	default:
		x.at(5, "", strings.Join(options, " / "))
	}
	if len(q.Per) > 0 {
		var people []string
		for _, r := range q.Per {
			people = append(people, x.person(r.ID))
		}
		x.at(5, "", x.T("show_per")+" "+strings.Join(people, ", "))
	}
	if q.MaxAge > 0 {
		x.at(5, "", x.T("show_max_age", q.MaxAge.In(x.Lang)))
	}
	if q.AskWhen != nil {
		x.condition(5, x.T("show_only_when"), q.AskWhen)
	}
}

func (x *shower) person(id string) string {
	for _, p := range append([]*framework.Pack{x.pack}, x.fw.Packs()...) {
		for i := range p.Persons {
			if string(p.Persons[i].ID) == id {
				return p.Persons[i].Title.In(x.Lang)
			}
		}
	}
	return id
}

func plainNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (x *shower) conditions() {
	for _, part := range []struct {
		key  string
		list []framework.NamedCond
	}{{"show_conditions", x.pack.Conditions}, {"show_profiles", x.pack.Profiles}} {
		if len(part.list) == 0 {
			continue
		}
		x.head(part.key, len(part.list))
		for i := range part.list {
			x.at(0, "", "‘"+x.in(part.list[i].Title)+"’")
			x.condition(2, x.T("show_means"), part.list[i].When)
		}
	}
}

// rules prints every rule as sentences: what it says, when, unless, and what follows.
func (x *shower) rules() {
	if len(x.pack.Rules) == 0 {
		return
	}
	x.head("show_rules", len(x.pack.Rules))
	for i := range x.pack.Rules {
		r := &x.pack.Rules[i]
		fmt.Fprintln(x.Out)
		mark := ""
		if x.advice != nil {
			if v, ok := x.advice.Applies(string(r.ID)); ok {
				mark = map[framework.Tri]string{framework.Yes: "[x] ", framework.No: "[ ] ", framework.Open: "[?] "}[v]
			}
		}
		x.at(0, mark+strconv.Itoa(i+1)+". ", x.in(r.Says))
		x.condition(3, x.T("show_if"), r.When)
		for j := range r.Unless {
			e := &r.Unless[j]
			x.condition(3, x.T("show_unless"), e.When)
			x.at(5, "→ ", x.in(e.Says))
			for _, line := range x.words.FollowsFrom(e) {
				x.at(5, "→ ", line)
			}
		}
		for _, line := range x.words.Follows(r) {
			x.at(3, "→ ", line)
		}
		if span := x.words.Days(r); span != "" {
			x.at(3, "", span)
		}
		if s := x.source(r.Source); s != "" {
			fmt.Fprint(x.Out, flow("   "+x.T("show_source")+" ", s, 5))
		}
	}
}

func (x *shower) forms() {
	if len(x.pack.Forms) == 0 {
		return
	}
	x.head("show_forms", len(x.pack.Forms))
	for i := range x.pack.Forms {
		f := &x.pack.Forms[i]
		x.at(0, strconv.Itoa(i+1)+". ", x.in(f.Title))
		var parts []string
		for _, r := range f.MixOf {
			parts = append(parts, x.words.FormName(r.ID))
		}
		if len(parts) > 0 {
			x.at(3, "", x.T("show_mix")+" "+strings.Join(parts, " + "))
		}
		for _, r := range f.Checklist {
			x.at(3, "– ", x.words.Requirement(r.ID))
		}
		for _, h := range f.HowTo {
			x.at(3, "· ", x.in(h))
		}
	}
}

func (x *shower) routes() {
	if len(x.pack.Routes) == 0 {
		return
	}
	x.head("show_routes", len(x.pack.Routes))
	for i := range x.pack.Routes {
		r := &x.pack.Routes[i]
		x.at(0, "! ", x.in(r.Title)+" ["+framework.Word(r.Urgency, x.Lang)+"]")
		for j, s := range r.Steps {
			x.at(2, strconv.Itoa(j+1)+". ", x.in(s))
		}
		var lines []string
		for _, l := range r.HelpLines {
			lines = append(lines, x.helpline(l.ID))
		}
		if len(lines) > 0 {
			x.at(2, "☎ ", strings.Join(lines, "; "))
		}
	}
}

func (x *shower) helpline(id string) string {
	for _, p := range x.fw.Lines {
		for i := range p.HelpLines {
			if l := &p.HelpLines[i]; string(l.ID) == id {
				return strings.TrimSpace(l.Name + " " + l.Phone)
			}
		}
	}
	return id
}

func (x *shower) helplines() {
	x.head("show_helplines", len(x.pack.HelpLines))
	for i := range x.pack.HelpLines {
		l := &x.pack.HelpLines[i]
		x.at(0, "☎ ", framework.Reach(l.Name, l.Phone))
		x.at(2, "", x.in(l.For))
		for _, t := range []string{l.URL, x.in(l.Hours), x.in(l.Cost), x.in(l.Note)} {
			if t != "" {
				x.at(2, "", t)
			}
		}
		x.at(2, "", x.T("show_checked", l.CheckedOn.In(x.Lang)))
	}
}

func (x *shower) guidelines() {
	timeline := x.fw.Timeline(x.Lang)
	own := map[string]bool{}
	for i := range x.pack.Holds {
		own[x.pack.Holds[i].Parameter.ID] = true
	}
	title := x.pack.Head.Title.In(x.Lang)
	x.head("show_guidelines", len(own))
	for _, p := range timeline.Parameters {
		if !own[p.ID] {
			continue
		}
		fmt.Fprintln(x.Out)
		x.at(0, "", p.Title+" – "+x.T("binds_"+p.Binds))
		if p.Help != "" {
			x.at(2, "", p.Help)
		}
		for _, h := range p.Holds {
			if h.PackIn != title {
				continue
			}
			days := x.T("show_from", h.FromIn)
			if h.UntilIn != "" {
				days += " " + x.T("show_until", h.UntilIn)
			}
			where := ""
			if h.Where != "" {
				where = " (" + h.Where + ")"
			}
			x.at(2, "- ", days+": "+h.Value+where+" ["+h.KindIn+"]")
			if h.Note != "" {
				x.at(4, "", h.Note)
			}
		}
	}
}
