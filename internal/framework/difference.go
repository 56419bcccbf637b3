package framework

import (
	"slices"
	"strconv"
	"strings"
)

// Edition is one version of a pack, with a framework in which its names are known: the framework itself, or one that
// uses the pack (see Bare).
type Edition struct {
	Pack *Pack
	In   *Framework
}

// Difference is one difference between two versions of a pack, in words.
type Difference struct {
	Pack   string   // the pack: its id
	Part   string   // rules, forms, holds …
	PartIn string   // the same in words, for a heading
	Mark   string   // + is new, - is dropped, * is changed
	MarkIn string   // the same in a word
	Text   string   // the thing
	More   []string // what of it differs, line by line
	Advice bool     // more than words differs
}

// Comparison is everything that differs between two versions of a pack.
type Comparison struct {
	Lines   []Difference
	Summary []string // counted; what takes protection away comes first. Empty when one line tells it all
	// Next is the version that the new pack must have at least, because the advice on the same answers can come out
	// differently; "" when it cannot, or when the first number is higher already.
	Next string
}

// Compare tells what differs between two versions of a pack, in Dutch or English.
func Compare(was, is Edition, lang string) Comparison {
	s := speaker{lang}
	d := &differ{speaker: s, old: was.Spoken(lang), new: is.Spoken(lang)}
	d.all()
	return Comparison{d.lines, d.summary(), d.nextVersion()}
}

// Differences tells what differs between two compiled frameworks, pack by pack: the framework, what is laid on it, its
// guidelines and its help lines. A pack that came or went is one difference of the part packs.
func Differences(was, is *Framework, lang string) []Difference {
	s := speaker{lang}
	find := func(fw *Framework, id ID) *Pack {
		i := slices.IndexFunc(fw.Packs(), func(p *Pack) bool { return p.Head.ID == id })
		if i < 0 {
			return nil
		}
		return fw.Packs()[i]
	}
	var out []Difference
	whole := func(p *Pack, mark string) {
		out = append(out, Difference{Pack: string(p.Head.ID), Part: "packs", PartIn: s.word("packs"), Mark: mark, MarkIn: s.word("mark_" + mark), Text: p.Head.Title.In(lang), Advice: true})
	}
	for _, p := range was.Packs() {
		now := find(is, p.Head.ID)
		if now == nil {
			whole(p, "-")
			continue
		}
		if now.Checksum == "" || now.Checksum != p.Checksum {
			out = append(out, Compare(Edition{p, was}, Edition{now, is}, lang).Lines...)
		}
	}
	for _, p := range is.Packs() {
		if find(was, p.Head.ID) == nil {
			whole(p, "+")
		}
	}
	return out
}

// differ gathers the differences and counts those that a reader must not miss.
type differ struct {
	speaker
	old, new *Spoken
	lines    []Difference
	counts   map[string]int
	others   []partCount // differences without a count of their own, by part
	more     bool        // the difference that is told next is more than words
}

// partCount is how many differences a part has.
type partCount struct {
	part string
	n    int
}

func (d *differ) add(part, mark, text string, more ...string) {
	d.lines = append(d.lines, Difference{string(d.new.pack.Head.ID), part, d.word(part), mark, d.word("mark_" + mark), text, more, mark != "*" || d.more})
	d.more = false
}

// count notes something for the summary on top.
func (d *differ) count(key string) {
	if d.counts == nil {
		d.counts = map[string]int{}
	}
	d.counts[key]++
}

// tally counts a thing that came, went or differs: under a word of its own, or else under its part.
func (d *differ) tally(part, mark string) {
	if part == "questions" {
		d.count("n_questions_" + map[string]string{"+": "added", "-": "dropped", "*": "changed"}[mark])
		return
	}
	i := slices.IndexFunc(d.others, func(c partCount) bool { return c.part == part })
	if i < 0 {
		i = len(d.others)
		d.others = append(d.others, partCount{part: part})
	}
	d.others[i].n++
}

// weighty is the order in which the summary tells: what takes protection away comes first.
var weighty = []string{"n_approvals_dropped", "n_consults_dropped", "n_routes_dropped", "n_requirements_dropped",
	"n_loosened", "n_tightened", "n_approvals_added", "n_consults_added", "n_routes_added", "n_requirements_added",
	"n_holds_dropped", "n_holds_added", "n_holds_moved", "n_rules_dropped", "n_rules_added", "n_rules_changed",
	"n_questions_dropped", "n_questions_added", "n_questions_changed"}

func (d *differ) summary() []string {
	if len(d.lines) == 1 && len(d.lines[0].More) < 2 {
		return nil // that line says it
	}
	var out []string
	for _, key := range weighty {
		if n := d.counts[key]; n > 0 {
			out = append(out, d.many(key, n))
		}
	}
	var parts []string
	for _, o := range d.others {
		parts = append(parts, d.word(o.part)+" ("+strconv.Itoa(o.n)+")")
	}
	if len(out) > 0 && len(parts) > 0 { // alone it would only repeat the headings below it
		out = append(out, d.word("also", strings.Join(parts, ", ")))
	}
	if n := d.counts["n_texts"]; n > 0 {
		out = append(out, d.many("n_texts", n))
	}
	return out
}

// sameAdvice are the differences that leave the advice on the same answers as it is, whatever their number.
var sameAdvice = []string{"n_texts", "n_questions_added"}

// quietParts are the parts in which nothing but words and sources differs, for the advice.
var quietParts = []string{"header", "considerations", "questions", "stops", "helplines", "sources", "names", "requirements", "routes", "flows"}

// nextVersion gives the version that the new pack must have when the advice on the same answers can come out differently;
// nothing when it cannot, or when the first number is higher already.
func (d *differ) nextVersion() string {
	other := false
	for key, n := range d.counts {
		other = other || n > 0 && !slices.Contains(sameAdvice, key)
	}
	for _, l := range d.lines {
		other = other || l.Advice && !slices.Contains(quietParts, l.Part)
	}
	first := func(version string) int {
		n, _ := strconv.Atoi(strings.Split(version, ".")[0])
		return n
	}
	was := first(d.old.pack.Head.Version)
	if !other || first(d.new.pack.Head.Version) > was {
		return ""
	}
	return strconv.Itoa(was+1) + ".0.0"
}

// all compares part by part.
func (d *differ) all() {
	a, b := d.old.pack, d.new.pack
	d.head()
	d.rules()
	compareThings(d, "considerations", a.Considerations, b.Considerations, func(x *Consideration) (string, Text) { return string(x.ID), x.Title }, "Questions")
	compareThings(d, "questions", questionsOf(a), questionsOf(b), func(q *Question) (string, Text) { return string(q.ID), q.Ask })
	compareThings(d, "conditions", a.Conditions, b.Conditions, namedCond)
	compareThings(d, "conditions", a.Profiles, b.Profiles, namedCond)
	compareThings(d, "forms", a.Forms, b.Forms, func(x *Form) (string, Text) { return string(x.ID), x.Title })
	compareThings(d, "requirements", a.Requirements, b.Requirements, func(x *Requirement) (string, Text) { return string(x.ID), x.Text })
	compareThings(d, "routes", a.Routes, b.Routes, func(x *Route) (string, Text) { return string(x.ID), x.Title })
	compareThings(d, "stops", a.Stops, b.Stops, func(x *Stop) (string, Text) { return string(x.ID), x.Text })
	compareThings(d, "flows", a.Flows, b.Flows, func(x *Flow) (string, Text) { return string(x.ID), x.Title })
	for _, n := range []struct{ a, b []Named }{{a.Values, b.Values}, {a.Roles, b.Roles}, {a.Variants, b.Variants}, {a.Levels, b.Levels}, {a.Regions, b.Regions}, {a.Places, b.Places}} {
		compareThings(d, "names", n.a, n.b, func(x *Named) (string, Text) { return string(x.ID), x.Title })
	}
	compareThings(d, "names", a.Persons, b.Persons, func(x *Person) (string, Text) { return string(x.ID), x.Title })
	compareThings(d, "computed", a.Scores, b.Scores, func(x *Score) (string, Text) { return string(x.ID), x.Title })
	compareThings(d, "computed", a.Computed, b.Computed, func(x *Computed) (string, Text) { return string(x.ID), x.Title })
	compareThings(d, "parameters", a.Parameters, b.Parameters, func(x *Parameter) (string, Text) { return string(x.ID), x.Title })
	d.holds()
	compareThings(d, "helplines", a.HelpLines, b.HelpLines, func(x *HelpLine) (string, Text) {
		return string(x.ID), Text{"nl": Reach(x.Name, x.Phone)}
	})
	compareThings(d, "sources", a.Sources, b.Sources, func(x *Source) (string, Text) { return string(x.ID), Text{"nl": x.Title} })
}

func namedCond(x *NamedCond) (string, Text) { return string(x.ID), x.Title }

func (d *differ) head() {
	a, b := d.old.pack.Head, d.new.pack.Head
	if a.Status != b.Status {
		d.add("header", "*", d.word("status", d.word("status_"+a.Status), d.word("status_"+b.Status)))
	}
	b.Version, b.Status = a.Version, a.Status
	if fields := changedParts(a, b); len(fields) > 0 {
		d.add("header", "*", b.Title.In(d.lang), d.differences("header", fields)...)
	}
}
