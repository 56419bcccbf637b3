package deliberation

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/platform/db"

	"go.yaml.in/yaml/v3"
)

// maxFactsFile bounds a file of facts, in bytes.
const maxFactsFile = 100_000

// Fact maps something the file knows to a question of a framework. It is data: content/facts.
type Fact struct {
	Question string `yaml:"question"`
	Fact     string `yaml:"fact"`
	Values   pairs  `yaml:"values"` // word of the file → word of the question; none: the value itself
	Beside   bool   `yaml:"beside"` // only shown beside the question, never an answer
}

// Facts are the maps of all frameworks, by framework.
type Facts map[string][]Fact

// pair and pairs keep the order in which values are written: of a question that takes one answer, the first counts.
type pair struct{ from, to string }
type pairs []pair

// UnmarshalYAML reads a map in its own order.
func (p *pairs) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: word of the file: word of the question", n.Line)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		*p = append(*p, pair{n.Content[i].Value, n.Content[i+1].Value})
	}
	return nil
}

// ReadFacts reads every *.yaml file of a folder and checks it with the library: the framework, its questions and answers
// and the facts must exist. Everything that is wrong is told at once.
func ReadFacts(fsys fs.FS, dir string, lib *framework.Library) (Facts, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	out := Facts{}
	var found []error
	for _, name := range names {
		id, list, err := readFactsFile(fsys, name)
		if err != nil {
			found = append(found, fmt.Errorf("%s: %w", name, err))
			continue
		}
		if out[id] != nil {
			found = append(found, fmt.Errorf("%s: the facts for %s stand in another file too", name, id))
		}
		out[id] = list
		for _, err := range checkFacts(id, list, lib) {
			found = append(found, fmt.Errorf("%s: %w", name, err))
		}
	}
	return out, errors.Join(found...)
}

func readFactsFile(fsys fs.FS, name string) (string, []Fact, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", nil, err
	}
	if len(data) > maxFactsFile {
		return "", nil, errors.New("the file is too large")
	}
	var file struct {
		Facts     int    `yaml:"facts"`
		Framework string `yaml:"framework"`
		Questions []Fact `yaml:"questions"`
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil {
		return "", nil, err
	}
	if file.Facts != 1 || file.Framework == "" {
		return "", nil, errors.New("begin with facts: 1 and the framework")
	}
	return file.Framework, file.Questions, nil
}

// checkFacts looks whether facts suit a framework as it is in the library.
func checkFacts(id string, list []Fact, lib *framework.Library) []error {
	fw, _ := lib.Compile(id, "")
	if fw == nil {
		return []error{fmt.Errorf("there is no framework %s that can be used", id)}
	}
	asked := map[string]framework.QuestionAsked{}
	for _, s := range fw.Evaluate(framework.Case{Plan: framework.On(0), Today: framework.On(0)}).Sheet("nl").Sections {
		for _, q := range s.Questions {
			asked[q.ID] = q
		}
	}
	var out []error
	seen := map[string]bool{}
	for _, x := range list {
		words, known := vocabulary[x.Fact]
		q, there := asked[x.Question]
		switch {
		case !known:
			out = append(out, fmt.Errorf("%s: the file knows no fact %q; it knows %s", x.Question, x.Fact, strings.Join(factNames(), ", ")))
			continue
		case !there:
			out = append(out, fmt.Errorf("%s has no question %s", id, x.Question))
			continue
		case q.PerPerson:
			out = append(out, fmt.Errorf("%s is asked per person: a fact of the file cannot answer it", x.Question))
			continue
		case seen[x.Question]:
			out = append(out, fmt.Errorf("%s stands here twice", x.Question))
			continue
		}
		seen[x.Question] = true
		if x.Beside {
			continue
		}
		if len(x.Values) == 0 && q.Type != words.plain {
			out = append(out, fmt.Errorf("%s takes its own answers: say in values which word of the file is which", x.Question))
		}
		for _, v := range x.Values {
			if !slices.Contains(words.words, v.from) {
				out = append(out, fmt.Errorf("%s: the fact %s is never %q; it is one of %s", x.Question, x.Fact, v.from, strings.Join(words.words, ", ")))
			}
			if _, problem := fw.Parse(framework.Asked{Question: x.Question}, []string{v.to}); problem != nil {
				out = append(out, fmt.Errorf("%s: %s", x.Question, problem.Message("en")))
			}
		}
	}
	return out
}

// vocabulary is what a file can tell: the words it uses, or the type of question that it answers as it is.
var vocabulary = map[string]struct {
	words []string
	plain string
}{
	"age":            {plain: "number"},
	"birth-day":      {plain: "day"},
	"housemates":     {plain: "number"},
	"living":         {words: people.LivingKinds},
	"barriers":       {words: people.BarrierKinds},
	"channels":       {words: people.ChannelKinds},
	"risk-group":     {words: []string{"yes", "no", "wont_say", "unknown"}},
	"client-support": {words: []string{"yes", "no", "unknown"}},
	"wishes":         {plain: "text"},
	"network":        {plain: "text"},
}

func factNames() []string {
	var out []string
	for name := range vocabulary {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// File is what of a resident's file can be a fact. The safe-to-contact rule is no part of it: it answers no questions.
type File struct {
	Who       people.Kept[people.Who]
	Reach     people.Kept[people.Reach]
	Barriers  people.Kept[people.Barriers]
	Wishes    people.Kept[people.Wishes]
	Network   people.Kept[people.Network]
	Household people.Kept[people.Household]
	Living    people.Kept[people.Living]
	Support   people.Kept[people.Support]
}

// Known is what the file says: words or a value, and of which day.
type Known struct {
	Words []string
	On    people.Day
}

// tell gives one fact on the planned day; ok is false when the file does not know. day tells on which day a moment falls.
func (x File) tell(fact string, plan people.Day, day func(at db.Instant) people.Day) (k Known, ok bool) {
	switch fact {
	case "age":
		who := x.Who.Value
		if who.BirthYear == 0 || plan == "" {
			return k, false
		}
		age := plan.Year() - who.BirthYear
		if who.BirthDay != "" && string(plan)[5:] < string(who.BirthDay)[5:] {
			age--
		}
		return Known{[]string{strconv.Itoa(age)}, day(x.Who.ChangedAt)}, age >= 0
	case "birth-day":
		return Known{[]string{string(x.Who.Value.BirthDay)}, day(x.Who.ChangedAt)}, x.Who.Value.BirthDay != ""
	case "housemates":
		n := len(x.Household.Value.Housemates)
		switch {
		case n > 0:
			return Known{[]string{strconv.Itoa(n)}, day(x.Household.ChangedAt)}, true
		case x.Living.Value.Kind == "alone":
			return Known{[]string{"0"}, day(x.Living.ChangedAt)}, true
		}
		return k, false
	case "living":
		return Known{[]string{x.Living.Value.Kind}, day(x.Living.ChangedAt)}, x.Living.Value.Kind != ""
	case "barriers":
		return Known{x.Barriers.Value.Kinds, day(x.Barriers.ChangedAt)}, len(x.Barriers.Value.Kinds) > 0
	case "channels":
		for _, c := range x.Reach.Value.Channels {
			if c.Safe != "no" && !slices.Contains(k.Words, c.Kind) {
				k.Words = append(k.Words, c.Kind)
			}
		}
		k.On = day(x.Reach.ChangedAt)
		return k, len(k.Words) > 0
	case "risk-group":
		on := x.Support.Value.RiskAsked
		if on == "" {
			on = day(x.Support.ChangedAt)
		}
		return Known{[]string{x.Support.Value.Risk}, on}, x.Support.Value.Risk != ""
	case "client-support":
		return Known{[]string{x.Support.Value.ClientSupport}, day(x.Support.ChangedAt)}, x.Support.Value.ClientSupport != ""
	case "wishes":
		for _, w := range x.Wishes.Value.Items {
			k.Words = append(k.Words, w.Text)
			k.On = max(k.On, w.On)
		}
		if k.On == "" {
			k.On = day(x.Wishes.ChangedAt)
		}
		return k, len(k.Words) > 0
	case "network":
		for _, c := range x.Network.Value.People {
			word := c.Relation
			if word == "" {
				word = c.Name
			}
			k.Words = append(k.Words, word)
		}
		return Known{k.Words, day(x.Network.ChangedAt)}, len(k.Words) > 0
	}
	return k, false
}

// answer turns what the file knows into the words of a question; none when it says nothing about it. Whether the question
// takes one answer or several is asked of the framework.
func (x Fact) answer(k Known, fw *framework.Framework) []string {
	at := framework.Asked{Question: x.Question}
	var given []string
	if len(x.Values) == 0 {
		given = slices.Clone(k.Words)
	}
	for _, v := range x.Values {
		if slices.Contains(k.Words, v.from) && !slices.Contains(given, v.to) {
			given = append(given, v.to)
		}
	}
	if len(given) == 0 {
		return nil
	}
	if _, problem := fw.Parse(at, given); problem == nil {
		return given
	}
	if _, problem := fw.Parse(at, given[:1]); problem == nil { // it takes one
		return given[:1]
	}
	return nil
}
