package resident

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// reading is a form that is being read into a block. A row that was left empty is no row of the block, so it remembers
// in which row of the form each row of the block was typed: a problem is told where it was typed.
type reading struct {
	*web.Form
	rows map[string][]int
}

func read(form *web.Form) *reading { return &reading{form, map[string][]int{}} }

// readRows reads the rows of a list that hold anything.
func readRows[T any](in *reading, list string, one func(at func(field string) string) (row T, some bool)) []T {
	var out []T
	for i := range people.MaxRows {
		if row, some := one(func(field string) string { return people.Row(list, i, field) }); some {
			out, in.rows[list] = append(out, row), append(in.rows[list], i)
		}
	}
	return out
}

// place gives a problem of a block at the rows in which it was typed.
func (in *reading) place(err error) error {
	f, ok := fault.As(err)
	if !ok || len(f.Fields) == 0 {
		return err
	}
	moved := *f
	moved.Fields = slices.Clone(f.Fields)
	for i, field := range moved.Fields {
		parts := strings.Split(field.Name, ".")
		if len(parts) != 3 {
			continue
		}
		if n, err := strconv.Atoi(parts[1]); err == nil && n < len(in.rows[parts[0]]) {
			moved.Fields[i].Name = people.Row(parts[0], in.rows[parts[0]][n], parts[2])
		}
	}
	return &moved
}

var badHours = fault.Say("Schrijf de tijden zo: ma-vr 9-12, za 10-11.", "Write the hours like this: mon-fri 9-12, sat 10-11.")

func readHours(form *reading, name string) []people.Hours {
	hours, ok := people.ParseHours(form.Text(name))
	if !ok {
		form.Problem(name, badHours)
	}
	return hours
}

func reachForm(k *kit, b people.Reach) (out []field) {
	for i := range k.rowsOf(len(b.Channels), "reach") {
		var c people.Channel
		if i < len(b.Channels) {
			c = b.Channels[i]
		}
		at := func(f string) string { return people.Row("reach", i, f) }
		out = append(out, k.rowHeading("resident.way_n", i), k.list(at("kind"), "resident.way", "resident.channel", c.Kind, people.ChannelKinds...),
			k.input(at("value"), "resident.value", c.Value, people.MaxLine), k.choice(at("safe"), "resident.is_safe", "resident.answer", c.Safe, "yes", "no", "unknown"),
			k.helped(at("hours"), "resident.hours", "resident.hours_help", people.SayHours(c.Hours, k.lang), 100),
			k.input(at("person"), "resident.through", c.Person, people.MaxName))
	}
	return out
}

func reachWords(k *kit, b people.Reach) (out []term) {
	for _, c := range b.Channels {
		safe := ""
		if c.Safe != "" {
			safe = k.say("resident.safe_" + c.Safe)
		}
		through := ""
		if c.Person != "" {
			through = k.say("resident.through_name", "Name", c.Person)
		}
		out = append(out, term{k.word("resident.channel", c.Kind), join(" · ", c.Value, through, people.SayHours(c.Hours, k.lang), safe)})
	}
	return out
}

func readReach(form *reading) people.Reach {
	return people.Reach{Channels: readRows(form, "reach", func(at func(string) string) (people.Channel, bool) {
		c := people.Channel{Kind: form.Text(at("kind")), Value: form.Text(at("value")), Safe: form.Text(at("safe")), Person: form.Text(at("person"))}
		some := c.Kind+c.Value+c.Person+form.Text(at("hours")) != ""
		if some {
			c.Hours = readHours(form, at("hours"))
		}
		return c, some
	})}
}

func wishesForm(k *kit, b people.Wishes) (out []field) {
	for i := range k.rowsOf(len(b.Items), "wishes") {
		var w people.Wish
		if i < len(b.Items) {
			w = b.Items[i]
		}
		out = append(out, k.rowHeading("resident.wish_n", i), k.area(people.Row("wishes", i, "text"), "resident.wish", "resident.wish_help", w.Text),
			k.day(people.Row("wishes", i, "on"), "resident.said_on", w.On))
	}
	return out
}

func wishesWords(k *kit, b people.Wishes) (out []term) {
	for _, w := range b.Items {
		name := k.say("resident.said")
		if w.On != "" {
			name = k.when(w.On)
		}
		out = append(out, term{name, w.Text})
	}
	return out
}

// readWishes puts the newest first; the rows of the form move along.
func readWishes(form *reading) people.Wishes {
	items := readRows(form, "wishes", func(at func(string) string) (people.Wish, bool) {
		w := people.Wish{Text: form.Text(at("text")), On: readDay(form.Form, at("on"))}
		return w, w.Text != ""
	})
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(items[y].On, items[x].On) })
	out, rows := make([]people.Wish, len(items)), make([]int, len(items))
	for i, from := range order {
		out[i], rows[i] = items[from], form.rows["wishes"][from]
	}
	form.rows["wishes"] = rows
	return people.Wishes{Items: out}
}

func networkForm(k *kit, b people.Network) (out []field) {
	for i := range k.rowsOf(len(b.People), "network") {
		var p people.Contact
		if i < len(b.People) {
			p = b.People[i]
		}
		at := func(f string) string { return people.Row("network", i, f) }
		out = append(out, k.rowHeading("resident.person_n", i), k.input(at("name"), "resident.name", p.Name, people.MaxName),
			k.input(at("relation"), "resident.relation", p.Relation, people.MaxName), k.input(at("how"), "resident.how", p.How, people.MaxLine),
			k.choice(at("may_call"), "resident.may_call", "resident.answer", p.MayCall, "yes", "no", "unknown"))
	}
	return out
}

func networkWords(k *kit, b people.Network) (out []term) {
	for _, p := range b.People {
		call := ""
		if p.MayCall != "" {
			call = k.say("resident.call_" + p.MayCall)
		}
		out = append(out, term{join(", ", p.Name, p.Relation), join(" · ", p.How, call, " ")})
		if out[len(out)-1].Value == "" {
			out[len(out)-1].Value = "–"
		}
	}
	return out
}

func readNetwork(form *reading) people.Network {
	return people.Network{People: readRows(form, "network", func(at func(string) string) (people.Contact, bool) {
		p := people.Contact{Name: form.Text(at("name")), Relation: form.Text(at("relation")), How: form.Text(at("how")), MayCall: form.Text(at("may_call"))}
		return p, p != people.Contact{}
	})}
}

func householdForm(k *kit, b people.Household) (out []field) {
	for i := range k.rowsOf(len(b.Housemates), "household") {
		var h people.Housemate
		if i < len(b.Housemates) {
			h = b.Housemates[i]
		}
		born := ""
		if h.BirthYear != 0 {
			born = strconv.Itoa(h.BirthYear)
		}
		at := func(f string) string { return people.Row("household", i, f) }
		out = append(out, k.rowHeading("resident.person_n", i), k.input(at("name"), "resident.name", h.Name, people.MaxName),
			k.input(at("relation"), "resident.relation", h.Relation, people.MaxName), k.input(at("birth_year"), "resident.birth_year", born, 4))
	}
	return out
}

func householdWords(k *kit, b people.Household) (out []term) {
	for _, h := range b.Housemates {
		age := "–"
		if h.BirthYear != 0 {
			age = k.say("resident.born_in", "Year", h.BirthYear)
		}
		out = append(out, term{join(", ", h.Name, h.Relation), age})
	}
	return out
}

func readHousehold(form *reading) people.Household {
	return people.Household{Housemates: readRows(form, "household", func(at func(string) string) (people.Housemate, bool) {
		year, _ := form.Int(at("birth_year"))
		h := people.Housemate{Name: form.Text(at("name")), Relation: form.Text(at("relation")), BirthYear: year}
		return h, h != people.Housemate{}
	})}
}

func safeForm(k *kit, b people.SafeRule) (out []field) {
	for _, part := range []struct {
		list, heading string
		ways          []people.Way
	}{{"ways", "resident.safe_way_n", b.Ways}, {"unsafe", "resident.unsafe_way_n", b.Unsafe}} {
		for i := range k.rowsOf(len(part.ways), part.list) {
			var w people.Way
			if i < len(part.ways) {
				w = part.ways[i]
			}
			at := func(f string) string { return people.Row(part.list, i, f) }
			out = append(out, k.rowHeading(part.heading, i), k.list(at("kind"), "resident.way", "resident.channel", w.Kind, people.ChannelKinds...),
				k.input(at("value"), "resident.value", w.Value, people.MaxLine),
				k.helped(at("hours"), "resident.hours", "resident.hours_help", people.SayHours(w.Hours, k.lang), 100))
		}
	}
	yes := func(name, label string, on bool) field {
		value := ""
		if on {
			value = "yes"
		}
		return k.ticks(name, label, k.options("resident.yesno", []string{value}, "yes"))
	}
	return append(out, field{Heading: k.say("resident.safe_rest")},
		k.area("pick_up", "resident.pick_up", "resident.one_a_line", lineText(b.PickUp)), k.area("must_not", "resident.must_not", "resident.one_a_line", lineText(b.MustNotKnow)),
		k.area("cover", "resident.cover", "resident.cover_help", b.Cover), k.input("not_now", "resident.not_now", b.NotNow, people.MaxLine),
		k.input("help", "resident.help", b.Help, people.MaxLine), k.area("other", "resident.other_answers", "", b.OtherAnswers),
		k.choice("may_leave", "resident.may_leave", "resident.yesno", b.MayLeave, "yes", "no"),
		yes("secret", "resident.secret", b.SecretAddress), yes("careful", "resident.careful", b.Careful),
		k.day("agreed_on", "resident.agreed_on", b.AgreedOn), k.day("ask_after", "resident.ask_after", b.AskAfter))
}

func lineText(list []string) string { return join("\n", list...) }

func safeWords(k *kit, b people.SafeRule) (out []term) {
	for _, part := range []struct {
		label string
		ways  []people.Way
	}{{"resident.safe_ways", b.Ways}, {"resident.unsafe_ways", b.Unsafe}} {
		for _, w := range part.ways {
			out = append(out, term{k.say(part.label), join(" · ", k.word("resident.channel", w.Kind), w.Value, people.SayHours(w.Hours, k.lang))})
		}
	}
	on := func(label string, v bool) term {
		if !v {
			return term{}
		}
		return term{k.say(label), k.say("resident.yesno.yes")}
	}
	return append(out, terms(on("resident.careful_short", b.Careful), term{k.say("resident.pick_up"), join(", ", b.PickUp...)},
		term{k.say("resident.must_not"), join(", ", b.MustNotKnow...)}, term{k.say("resident.cover"), b.Cover},
		term{k.say("resident.not_now"), b.NotNow}, term{k.say("resident.help"), b.Help}, term{k.say("resident.other_answers"), b.OtherAnswers},
		term{k.say("resident.may_leave"), k.word("resident.yesno", b.MayLeave)}, on("resident.secret", b.SecretAddress),
		term{k.say("resident.agreed_on"), k.when(b.AgreedOn)}, term{k.say("resident.ask_after"), k.when(b.AskAfter)})...)
}

func readSafe(form *reading) (b people.SafeRule) {
	for list, ways := range map[string]*[]people.Way{"ways": &b.Ways, "unsafe": &b.Unsafe} {
		*ways = readRows(form, list, func(at func(string) string) (people.Way, bool) {
			w := people.Way{Kind: form.Text(at("kind")), Value: form.Text(at("value"))}
			some := w.Kind+w.Value+form.Text(at("hours")) != ""
			if some {
				w.Hours = readHours(form, at("hours"))
			}
			return w, some
		})
	}
	b.PickUp, b.MustNotKnow = linesOf(form.Text("pick_up")), linesOf(form.Text("must_not"))
	b.Cover, b.NotNow, b.Help, b.OtherAnswers = form.Text("cover"), form.Text("not_now"), form.Text("help"), form.Text("other")
	b.MayLeave, b.SecretAddress, b.Careful = form.Text("may_leave"), form.Text("secret") == "yes", form.Text("careful") == "yes"
	b.AgreedOn, b.AskAfter = readDay(form.Form, "agreed_on"), readDay(form.Form, "ask_after")
	if b.AgreedOn != "" && b.AskAfter == "" {
		b.AskAfter = b.AgreedOn.Add(people.HoldsFor)
	}
	return b
}
