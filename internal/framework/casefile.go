package framework

import (
	"io/fs"
	"path"
	"reflect"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"
)

// CaseFile is a case as it stands in a file: an answers file for the command line, or a test of a pack.
type CaseFile struct {
	Title        string   `y:"title" doc:"What the case is about."`
	Story        string   `y:"story" doc:"The situation, in a few sentences."`
	Framework    string   `y:"framework" doc:"Id of the framework."`
	Day          string   `y:"day" doc:"Planned day, with a time if wanted: 2020-05-20 14:00."`
	Today        string   `y:"today" doc:"When it is weighed; the planned day when left out."`
	Variant      string   `y:"variant" doc:"Worker role."`
	Region       string   `y:"region" doc:"Region."`
	Level        string   `y:"level" doc:"Risk level."`
	Place        string   `y:"place" doc:"Kind of place."`
	Organisation string   `y:"organisation" doc:"Organisation."`
	Flow         string   `y:"flow" doc:"Side flow."`
	With         []string `y:"with" doc:"Packs that are laid on it."`
	Answers      replies  `y:"answers" doc:"The answers, by question."`
	Expect       *Expect  `y:"expect" doc:"What must come out (tests only)."`

	Pos  Pos
	Name string // name of the file without .yaml
}

// Expect is what a test of a pack demands. What is left out is not looked at.
type Expect struct {
	Pos        Pos
	Best       string          `y:"best" doc:"The form that comes first."`
	Fits       Keyed[string]   `y:"fits" enum:"fits conditional not_advised against_guideline not_yet_known" doc:"How forms fit."`
	Routes     *[]string       `y:"routes" doc:"Exactly these urgent routes."`
	Applies    []string        `y:"applies" doc:"These rules apply."`
	NotApplies []string        `y:"not_applies" doc:"These rules do not apply."`
	Requires   Keyed[[]string] `y:"requires" doc:"At least these requirements per form."`
	Consult    *[]string       `y:"consult" doc:"Exactly these roles must be consulted."`
	Approve    *[]string       `y:"approve" doc:"Exactly these roles must approve."`
	Open       []string        `y:"open" doc:"At least these questions are open and can matter."`
	Closed     []string        `y:"closed" doc:"These questions are not among the open ones."`
	Hidden     *[]string       `y:"hidden" doc:"Exactly these answers do not count now."`
	Review     string          `y:"review" doc:"Day on which to look again."`
	Tension    [][]string      `y:"tension" doc:"These tensions: [value for meeting, value for distance]."`
	Turns      []string        `y:"turns" doc:"Changing one of these questions, alone or with one other, turns the advice."`
}

// replies are answers as they stand in a file: words per question, per person where it is asked per person.
type replies []reply

type reply struct {
	at     Asked
	pos    Pos
	values []string
	asked  string
}

func (p *replies) readNode(r *reader, n *yaml.Node, f field) {
	if n.Kind != yaml.MappingNode {
		r.c.add(r.pos(n), "not-map", "question: answer")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		p.question(r, n.Content[i].Value, n.Content[i+1])
	}
}

func (p *replies) question(r *reader, q string, n *yaml.Node) {
	at := Asked{Question: q}
	if n.Kind != yaml.MappingNode {
		p.add(r, at, n, "")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "answer" {
			p.dated(r, at, n)
			return
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		at.Person = n.Content[i].Value
		if kid := n.Content[i+1]; kid.Kind == yaml.MappingNode {
			p.dated(r, at, kid)
		} else {
			p.add(r, at, kid, "")
		}
	}
}

// dated reads {answer: no, asked: "2020-05-19 10:00"}.
func (p *replies) dated(r *reader, at Asked, n *yaml.Node) {
	var answer *yaml.Node
	asked := ""
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch n.Content[i].Value {
		case "answer":
			answer = n.Content[i+1]
		case "asked":
			asked, _ = r.word(n.Content[i+1])
		default:
			r.c.add(r.pos(n.Content[i]), "unknown-key", cut(n.Content[i].Value), "answer, asked", "")
		}
	}
	if answer == nil {
		r.c.add(r.pos(n), "missing", "answer", "The answer itself.")
		return
	}
	p.add(r, at, answer, asked)
}

func (p *replies) add(r *reader, at Asked, n *yaml.Node, asked string) {
	var values []string
	if n.Kind == yaml.SequenceNode {
		for _, k := range n.Content {
			if s, ok := r.word(k); ok {
				values = append(values, s)
			}
		}
	} else if s, ok := r.word(n); ok {
		values = []string{s}
	} else {
		return
	}
	*p = append(*p, reply{at, r.pos(n), values, asked})
}

// ReadCase reads an answers file or a test.
func ReadCase(name string, data []byte) (*CaseFile, Issues) {
	c := &collector{}
	out := &CaseFile{Pos: Pos{File: name}, Name: strings.TrimSuffix(path.Base(name), ".yaml")}
	if root := parse(c, name, data); root != nil {
		r := &reader{c: c, file: name}
		r.read(root, reflect.ValueOf(out).Elem(), field{})
		out.Pos = Pos{File: name}
	}
	return out, c.sorted()
}

// LoadCases reads the tests of a pack, in order of name.
func LoadCases(fsys fs.FS, dir string) ([]*CaseFile, Issues) {
	entries, err := fs.ReadDir(fsys, path.Join(dir, "cases"))
	if err != nil {
		return nil, nil // a pack without tests
	}
	var out []*CaseFile
	var issues Issues
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		name := path.Join(dir, "cases", e.Name())
		data, err := readLimited(fsys, name)
		if err != nil {
			issues = append(issues, Issue{Pos: Pos{File: name}, Code: "unreadable"})
			continue
		}
		c, is := ReadCase(name, data)
		out, issues = append(out, c), append(issues, is...)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, issues
}

// Case turns what stands in the file into a case for this framework. Everything that does not fit is told.
func (f *CaseFile) Case(fw *Framework) (Case, []Problem) {
	c := Case{Plan: NoMoment, Today: NoMoment, Variant: f.Variant, Region: f.Region, Level: f.Level, Place: f.Place,
		Organisation: f.Organisation, Flow: f.Flow, Answers: map[Asked]Answer{}}
	var out []Problem
	moment := func(s, field string, into *Moment) {
		if s == "" {
			return
		}
		m, err := ParseMoment(s)
		if err != nil {
			out = append(out, problem(Asked{}, field, "‘"+cut(s)+"’ is geen dag zoals 2020-05-20.", "‘"+cut(s)+"’ is not a day such as 2020-05-20."))
			return
		}
		*into = m
	}
	moment(f.Day, "day", &c.Plan)
	moment(f.Today, "today", &c.Today)
	for _, r := range f.Answers {
		a, p := fw.Parse(r.at, r.values)
		if p != nil {
			out = append(out, *p)
			continue
		}
		moment(r.asked, "asked", &a.Asked)
		c.Answers[r.at] = a
	}
	if f.Day == "" || c.Plan.Day != NoDay {
		out = append(out, fw.Check(c)...)
	}
	return c, out
}
