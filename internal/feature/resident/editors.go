package resident

import (
	"context"
	"slices"
	"strconv"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// checked is a block that can tell what is wrong with it.
type checked interface {
	people.Block
	Check(today people.Day) error
}

// editor is how one block is shown and changed.
type editor interface {
	name() people.BlockName
	slug() string // its word in addresses
	kind() string // its kind in the table of rights
	load(ctx context.Context, q db.Query, a access.Actor, id string) (version int64, value people.Block, err error)
	fields(k *kit, value people.Block) []field
	tell(k *kit, value people.Block) []term
	read(form *reading) people.Block
	store(ctx context.Context, tx db.Tx, a access.Actor, id string, version int64, value people.Block, at db.Instant, today people.Day) error
}

// block is an editor for one type of block.
type block[B checked] struct {
	at     string
	form   func(k *kit, b B) []field
	words  func(k *kit, b B) []term
	reader func(form *reading) B
}

func (e block[B]) name() people.BlockName { var b B; return b.Block() }
func (e block[B]) slug() string           { return e.at }
func (e block[B]) kind() string           { return e.name().Right() }

func (e block[B]) load(ctx context.Context, q db.Query, a access.Actor, id string) (int64, people.Block, error) {
	kept, err := people.Get[B](ctx, q, a, id)
	return kept.Version, kept.Value, err
}

func (e block[B]) fields(k *kit, value people.Block) []field { return e.form(k, value.(B)) }

func (e block[B]) tell(k *kit, value people.Block) []term { return e.words(k, value.(B)) }

func (e block[B]) read(form *reading) people.Block { return e.reader(form) }

func (e block[B]) store(ctx context.Context, tx db.Tx, a access.Actor, id string, version int64, value people.Block, at db.Instant, today people.Day) error {
	b := value.(B)
	if err := b.Check(today); err != nil {
		return err
	}
	_, err := people.Put(ctx, tx, a, id, version, b, at)
	return err
}

// editors are the blocks of the page, in its order.
var editors = []editor{
	block[people.Reach]{"bereiken", reachForm, reachWords, readReach},
	block[people.Barriers]{"drempels", barriersForm, barriersWords, readBarriers},
	block[people.Wishes]{"wensen", wishesForm, wishesWords, readWishes},
	block[people.Network]{"netwerk", networkForm, networkWords, readNetwork},
	block[people.Household]{"huishouden", householdForm, householdWords, readHousehold},
	block[people.Living]{"wonen", livingForm, livingWords, readLiving},
	block[people.Groups]{"doelgroepen", groupsForm, groupsWords, readGroups},
	block[people.Support]{"ondersteuning", supportForm, supportWords, readSupport},
	block[people.Who]{"naam", whoForm, whoWords, readWho},
}

// safeEditor shows the safe-to-contact rule; it is changed on a page of its own.
var safeEditor = block[people.SafeRule]{"veilig-contact", safeForm, safeWords, readSafe}

func editorOf(slug string) (editor, error) {
	i := slices.IndexFunc(editors, func(e editor) bool { return e.slug() == slug })
	if i < 0 {
		return nil, fault.New(fault.NotFound, fault.Text{})
	}
	return editors[i], nil
}

// editorFor finds an editor by the name of its block.
func editorFor(name people.BlockName) editor {
	if name == people.BlockSafe {
		return safeEditor
	}
	for _, e := range editors {
		if e.name() == name {
			return e
		}
	}
	return nil
}

// Teller gives who tells what a block of a file says, in the words of these pages.
func (f *Feature) Teller(ctx context.Context, q db.Query, a access.Actor, lang string) (func(people.Block) (title string, said web.Terms), error) {
	k, err := f.kitIn(ctx, q, a, lang, nil)
	if err != nil {
		return nil, err
	}
	return func(b people.Block) (string, web.Terms) {
		var said web.Terms
		for _, t := range editorFor(b.Block()).tell(k, b) {
			said = append(said, web.Term{Name: t.Name, Value: t.Value})
		}
		return k.say("resident.block_" + string(b.Block())), said
	}, nil
}

func whoForm(k *kit, b people.Who) []field {
	birth := string(b.BirthDay)
	if birth == "" && b.BirthYear != 0 {
		birth = strconv.Itoa(b.BirthYear)
	}
	return []field{k.helped("given", "resident.given", "resident.one_name", b.Given, people.MaxName), k.input("called", "resident.called", b.Called, people.MaxName),
		k.input("prefix", "resident.prefix", b.Prefix, 30), k.input("family", "resident.family", b.Family, people.MaxName),
		k.helped("birth", "resident.birth", "resident.birth_help", birth, 20)}
}

func whoWords(k *kit, b people.Who) []term {
	born := k.when(b.BirthDay)
	if born == "" && b.BirthYear != 0 {
		born = strconv.Itoa(b.BirthYear)
	}
	return terms(term{k.say("resident.name"), b.Name()}, term{k.say("resident.given"), b.Given}, term{k.say("resident.born"), born})
}

var badBirth = fault.Say("Vul een geboortedatum in zoals 12-3-1948, of alleen een jaar.", "Enter a date of birth like 12-3-1948, or a year alone.")

func readWho(form *reading) people.Who {
	b := people.Who{Given: form.Text("given"), Prefix: form.Text("prefix"), Family: form.Text("family"), Called: form.Text("called")}
	birth := form.Text("birth")
	if t, ok := web.ParseDay(birth); ok {
		birth = t.Format("2006-01-02")
	}
	var ok bool
	if b.BirthDay, b.BirthYear, ok = people.ParseBirth(birth); !ok {
		form.Problem("birth", badBirth)
	}
	return b
}

func barriersForm(k *kit, b people.Barriers) []field {
	return []field{k.ticks("kinds", "resident.barriers", k.options("resident.barrier", b.Kinds, people.BarrierKinds...)),
		k.helped("language", "resident.language", "resident.language_help", b.Language, people.MaxName),
		k.choice("interpreter", "resident.interpreter", "resident.yesno", b.Interpreter, "yes", "no"),
		k.area("helps", "resident.helps", "resident.no_diagnosis", b.Helps)}
}

func barriersWords(k *kit, b people.Barriers) []term {
	var kinds []string
	for _, kind := range b.Kinds {
		kinds = append(kinds, k.word("resident.barrier", kind))
	}
	return terms(term{k.say("resident.barriers"), join(", ", kinds...)}, term{k.say("resident.language"), b.Language},
		term{k.say("resident.interpreter"), k.word("resident.yesno", b.Interpreter)}, term{k.say("resident.helps"), b.Helps})
}

func readBarriers(form *reading) people.Barriers {
	return people.Barriers{Kinds: form.All("kinds"), Language: form.Text("language"), Interpreter: form.Text("interpreter"), Helps: form.Text("helps")}
}

func livingForm(k *kit, b people.Living) []field {
	return []field{k.list("kind", "resident.living", "resident.lives", b.Kind, people.LivingKinds...), k.input("street", "resident.street", b.Street, people.MaxName),
		k.input("number", "resident.number", b.Number, 20), k.input("postcode", "resident.postcode", b.Postcode, 10),
		k.input("place", "resident.place", b.Place, people.MaxName), k.placeList("neighbourhood", "resident.neighbourhood", "neighbourhood", b.Neighbourhood)}
}

func (k *kit) placeList(name, label, kind, id string) field {
	id = k.form.Typed(name, id)
	return field{Select: &web.Select{Name: name, Label: k.say(label), Error: k.form.At(name),
		Options: append([]web.Option{{Label: k.say("resident.choose"), Chosen: id == ""}}, k.placeOptions(kind, []string{id})...)}}
}

func livingWords(k *kit, b people.Living) []term {
	return terms(term{k.say("resident.living"), k.word("resident.lives", b.Kind)},
		term{k.say("resident.address"), join(", ", join(" ", b.Street, b.Number), join(" ", b.Postcode, b.Place))},
		term{k.say("resident.neighbourhood"), k.place("neighbourhood", b.Neighbourhood)})
}

func readLiving(form *reading) people.Living {
	return people.Living{Kind: form.Text("kind"), Street: form.Text("street"), Number: form.Text("number"),
		Postcode: people.TidyPostcode(form.Text("postcode")), Place: form.Text("place"), Neighbourhood: form.Text("neighbourhood")}
}

func groupsForm(k *kit, b people.Groups) []field {
	return []field{k.ticks("ids", "resident.groups", k.placeOptions("group", b.IDs))}
}

func groupsWords(k *kit, b people.Groups) []term {
	var groups []string
	for _, id := range b.IDs {
		groups = append(groups, k.place("group", id))
	}
	return terms(term{k.say("resident.groups"), join(", ", groups...)})
}

func readGroups(form *reading) people.Groups { return people.Groups{IDs: form.All("ids")} }

func supportForm(k *kit, b people.Support) []field {
	risk := k.choice("risk", "resident.risk", "resident.answer", b.Risk, "yes", "no", "wont_say", "unknown")
	risk.Choice.Help = k.say("resident.risk_help")
	return []field{risk, k.day("risk_asked", "resident.risk_asked", b.RiskAsked),
		k.choice("client_support", "resident.client_support", "resident.answer", b.ClientSupport, "yes", "no", "unknown")}
}

func supportWords(k *kit, b people.Support) []term {
	asked := ""
	if b.RiskAsked != "" {
		asked = " (" + k.when(b.RiskAsked) + ")"
	}
	risk := k.word("resident.answer", b.Risk)
	if risk != "" {
		risk += asked
	}
	return terms(term{k.say("resident.risk"), risk}, term{k.say("resident.client_support"), k.word("resident.answer", b.ClientSupport)})
}

func readSupport(form *reading) people.Support {
	return people.Support{Risk: form.Text("risk"), RiskAsked: readDay(form.Form, "risk_asked"), ClientSupport: form.Text("client_support")}
}

func readDay(form *web.Form, name string) people.Day {
	t, ok := form.Day(name)
	if !ok {
		return ""
	}
	return people.Day(t.Format("2006-01-02"))
}
