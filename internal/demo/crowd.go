package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"nabij/internal/people"
)

// person is one of a crowd, as a seed and a number make them: the same ones give the same person, whatever came before.
type person struct {
	who     people.Who
	age     int
	team    int // which of the teams
	hood    int // which of the neighbourhoods
	groups  []string
	blocks  []people.Block // without what needs ids: neighbourhood and groups
	living  people.Living
	closed  bool
	limited bool // closed to everybody outside the caseload
}

// crowdYear is the year in which ages are reckoned.
const crowdYear = 2020

// anybody makes the person with a number. Ages are those of people whom social work knows: many old, few children.
func anybody(seed, number uint64, teams int) person {
	r := rand.New(rand.NewPCG(seed, number))
	p := person{age: agesOf.pick(r), team: r.IntN(teams), hood: r.IntN(len(hoodKeys))}
	p.age = min(p.age+r.IntN(10), 101)
	p.who = somebody(r, p.age)
	away := r.IntN(100) < 14 // from elsewhere, or their parents
	if away {
		p.who.Given, p.who.Prefix, p.who.Family = pickOf(r, givenElsewhere), pickOf(r, []string{"", "", "", "el", "ben", "al"}), elsewhere(r)
	}
	p.home(r)
	p.reach(r)
	p.hard(r, away)
	p.said(r)
	risk := "no"
	switch n := r.IntN(100); {
	case n < 12:
		risk = "unknown"
	case n < 16:
		risk = "wont_say"
	case p.age >= 70 || n < 26:
		risk = "yes"
	}
	p.blocks = append(p.blocks, people.Support{Risk: risk, RiskAsked: "2020-04-20", ClientSupport: pickOf(r, []string{"yes", "no", "no", "unknown"})})
	if r.IntN(100) == 0 {
		p.blocks = append(p.blocks, people.SafeRule{Ways: []people.Way{{Kind: "mobile"}}, Unsafe: []people.Way{{Kind: "letter"}}, MayLeave: "no", Careful: r.IntN(2) == 0,
			AgreedOn: "2020-05-04", AskAfter: pickOf(r, []people.Day{"2020-05-15", "2020-06-15"}), Source: "resident", SourceMeans: people.InPerson, ChangedOn: "2020-05-04"})
	}
	p.closed, p.limited = r.IntN(100) < 6, r.IntN(200) == 0
	return p
}

// agesOf is how many of a hundred are in each ten years.
var agesOf = weights[int]{{12, 4}, {20, 9}, {30, 11}, {40, 12}, {50, 13}, {60, 14}, {70, 19}, {80, 15}, {90, 3}}

// weights are things with how often each comes.
type weights[T any] []struct {
	what T
	n    int
}

func (w weights[T]) pick(r *rand.Rand) T {
	total := 0
	for _, x := range w {
		total += x.n
	}
	at := r.IntN(total)
	for _, x := range w {
		if at -= x.n; at < 0 {
			return x.what
		}
	}
	return w[0].what
}

func pickOf[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// somebody gives a name and a birth day. Given names are those of their years; family names are of nobody.
func somebody(r *rand.Rand, age int) people.Who {
	w := people.Who{Given: pickOf(r, givenOf(age)), BirthYear: crowdYear - age}
	if r.IntN(100) < 85 {
		w.BirthDay = people.Day(fmt.Sprintf("%d-%02d-%02d", w.BirthYear, 1+r.IntN(12), 1+r.IntN(28)))
		if w.BirthDay > "2020-04-30" {
			w.BirthDay, w.BirthYear = people.Day(fmt.Sprintf("%d%s", w.BirthYear-1, string(w.BirthDay)[4:])), w.BirthYear-1
		}
	}
	// Some names are common and most are rare, as everywhere: the first of the lists come most.
	first, second := familyBegins[skewed(r, len(familyBegins))], familyEnds[skewed(r, len(familyEnds))]
	w.Family = first + second
	w.Prefix = prefixesOf.pick(r)
	return w
}

// skewed gives a low number more often than a high one.
func skewed(r *rand.Rand, n int) int { return int(float64(n) * r.Float64() * r.Float64()) }

// elsewhere makes a family name that sounds of elsewhere and is of nobody.
func elsewhere(r *rand.Rand) string {
	name := pickOf(r, soundsBegin) + pickOf(r, soundsMiddle) + pickOf(r, soundsEnd)
	return strings.ToUpper(name[:1]) + name[1:]
}

// home is where and with whom somebody lives.
func (p *person) home(r *rand.Rand) {
	alone := 22
	switch {
	case p.age < 20:
		alone = 2
	case p.age >= 85:
		alone = 58
	case p.age >= 75:
		alone = 44
	case p.age >= 65:
		alone = 33
	}
	l := people.Living{Street: pickOf(r, streetBegins) + pickOf(r, streetEnds), Number: strconv.Itoa(1 + skewed(r, 240)), Place: "Zonneveld", Postcode: postcodes[hoodKeys[p.hood]]}
	if r.IntN(8) == 0 {
		l.Number += " " + pickOf(r, []string{"A", "B", "C", "hs", "I", "II"})
	}
	switch n := r.IntN(100); {
	case n < alone:
		l.Kind = "alone"
	case p.age >= 80 && n > 90:
		l.Kind, l.Street, l.Number = "care_home", "Hof van Zonneveld", strconv.Itoa(1+r.IntN(120))
	case n == 99 && p.age > 17 && p.age < 70:
		l.Kind, l.Street, l.Number, l.Postcode = "no_fixed", "", "", ""
	case n == 98 && p.age > 17 && p.age < 70:
		l.Kind, l.Street, l.Number = "shelter", "Nachtopvang Zonneveld", ""
	case n == 97 || n == 96:
		l.Kind = "shared"
	default:
		l.Kind = "with_others"
	}
	p.living = l
	if l.Kind != "with_others" {
		return
	}
	h := people.Household{}
	if p.age < 22 {
		for range 1 + r.IntN(2) {
			h.Housemates = append(h.Housemates, people.Housemate{Name: pickOf(r, givenOf(p.age+30)), Relation: "ouder", BirthYear: crowdYear - p.age - 24 - r.IntN(14)})
		}
	} else if r.IntN(100) < 78 {
		age := max(18, p.age-6+r.IntN(13))
		h.Housemates = append(h.Housemates, people.Housemate{Name: pickOf(r, givenOf(age)), Relation: "partner", BirthYear: crowdYear - age})
	}
	if p.age >= 24 && p.age < 60 {
		for range []int{0, 1, 1, 2, 2, 3}[r.IntN(6)] {
			age := r.IntN(min(18, p.age-20))
			h.Housemates = append(h.Housemates, people.Housemate{Name: pickOf(r, givenOf(12)), Relation: "kind", BirthYear: crowdYear - age})
		}
	}
	if !h.IsEmpty() {
		p.blocks = append(p.blocks, h)
	}
}

// reach is how somebody can be reached: the older by a fixed telephone, the younger by anything but that. The numbers
// do not exist.
func (p *person) reach(r *rand.Rand) {
	b := people.Reach{}
	safe := func() string { return pickOf(r, []string{"yes", "yes", "yes", "unknown"}) }
	if p.age >= 60 && r.IntN(100) < 75 || r.IntN(100) < 15 {
		b.Channels = append(b.Channels, people.Channel{Kind: "phone", Value: fmt.Sprintf("0999 %02d %02d %02d", r.IntN(100), r.IntN(100), r.IntN(100)), Safe: safe()})
	}
	if p.age < 75 && r.IntN(100) < 92 || r.IntN(100) < 40 {
		b.Channels = append(b.Channels, people.Channel{Kind: "mobile", Value: fmt.Sprintf("06 0%03d %02d %02d", r.IntN(1000), r.IntN(100), r.IntN(100)), Safe: safe()})
	}
	if p.age < 70 && r.IntN(100) < 50 {
		name := strings.ToLower(strings.ReplaceAll(p.who.Given, " ", "")) + strconv.Itoa(r.IntN(10000))
		b.Channels = append(b.Channels, people.Channel{Kind: "email", Value: name + "@bewoner.example", Safe: safe()})
	}
	if p.age < 40 && r.IntN(100) < 60 {
		b.Channels = append(b.Channels, people.Channel{Kind: "chat", Safe: safe()})
	}
	if len(b.Channels) > 0 {
		p.blocks = append(p.blocks, b)
	}
}

// hard is what makes contact hard, and which groups somebody belongs to.
func (p *person) hard(r *rand.Rand, away bool) {
	b := people.Barriers{}
	add := func(kind string, chance int) {
		if r.IntN(100) < chance {
			b.Kinds = append(b.Kinds, kind)
		}
	}
	add("hearing", map[bool]int{true: 35, false: 3}[p.age >= 75])
	add("sight", map[bool]int{true: 14, false: 2}[p.age >= 75])
	add("no_digital", map[bool]int{true: 46, false: 6}[p.age >= 70])
	add("reading", map[bool]int{true: 30, false: 11}[away])
	add("hard_to_express", 7)
	if away && r.IntN(100) < 55 {
		b.Kinds = append(b.Kinds, "language")
		b.Language, b.Interpreter = pickOf(r, languages), pickOf(r, []string{"yes", "no", "no"})
	}
	if len(b.Kinds) > 0 {
		p.blocks = append(p.blocks, b)
	}
	group := func(key string, chance int) {
		if r.IntN(100) < chance {
			p.groups = append(p.groups, key)
		}
	}
	if p.age >= 70 {
		group("ouderen", map[bool]int{true: 80, false: 12}[p.living.Kind == "alone"])
	}
	group("mantelzorg", map[bool]int{true: 16, false: 4}[p.age > 45])
	group("schulden", map[bool]int{true: 24, false: 4}[p.age > 17 && p.age < 67])
	group("psychisch", 11)
	if p.age < 27 {
		group("jongeren", 85)
	}
	if p.living.Kind == "shelter" || p.living.Kind == "no_fixed" {
		group("dakloos", 95)
	}
	if away {
		group("taal", 40)
	}
}

// said is what somebody said they want, and who stands around them.
func (p *person) said(r *rand.Rand) {
	if r.IntN(100) < 34 {
		list := wishesYoung
		switch {
		case p.age >= 65:
			list = wishesOld
		case p.age >= 27:
			list = wishesMiddle
		}
		p.blocks = append(p.blocks, people.Wishes{Items: []people.Wish{{Text: pickOf(r, list), On: people.Day(fmt.Sprintf("2020-04-%02d", 1+r.IntN(28)))}}})
	}
	n := people.Network{}
	for range []int{0, 0, 1, 1, 2, 3}[r.IntN(6)] {
		n.People = append(n.People, people.Contact{Name: somebody(r, 20+r.IntN(60)).Name(), Relation: pickOf(r, relations), MayCall: pickOf(r, []string{"yes", "no", "unknown"})})
	}
	if len(n.People) > 0 {
		p.blocks = append(p.blocks, n)
	}
}
