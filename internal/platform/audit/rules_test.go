package audit

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

var amsterdam = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
}()

// at gives a moment on the clock of Amsterdam in the week of the tests.
func at(day, hour, minute int) time.Time {
	return time.Date(2020, 5, 10+day, hour, minute, 0, 0, amsterdam).UTC()
}

func entry(seq int64, when time.Time, actor, code string, residents ...string) Entry {
	event, ok := Find(code)
	if !ok {
		panic(code)
	}
	return Entry{Seq: seq, At: when, Actor: actor, Role: "worker", Event: event, Residents: residents, Ground: "caseload", Outcome: Done}
}

func with(e Entry, change func(*Entry)) Entry {
	change(&e)
	return e
}

func TestWhoSaw(t *testing.T) {
	lines := []Entry{
		entry(1, at(1, 9, 0), "w1", "resident.seen", "r"),
		entry(2, at(1, 9, 5), "w1", "resident.changed", "r"),
		entry(3, at(1, 9, 6), "w1", "resident.seen", "r"),
		with(entry(4, at(1, 10, 0), "w2", "resident.seen", "r"), func(e *Entry) { e.Ground = "consult:c-1" }),
		with(entry(5, at(1, 23, 59), "w3", "break_glass.opened", "r"), func(e *Entry) { e.Ground = "break_glass:b-1" }),
		with(entry(6, at(2, 0, 1), "w3", "resident.seen", "r"), func(e *Entry) { e.Ground = "break_glass:b-1" }),
		entry(7, at(2, 9, 0), "w1", "restricted.seen", "r"),
		entry(8, at(2, 9, 0), "p1", "partner.seen", "r"),
		entry(9, at(2, 9, 0), "w1", "contact_rule.seen", "r"),
		entry(10, at(2, 9, 0), "w1", "conflict.marked", "r"),
		with(entry(11, at(2, 9, 0), "w9", "access.refused", "r"), func(e *Entry) { e.Outcome = Refused }),
		entry(12, at(2, 9, 0), "fg", "audit.read", "r"),
		{Seq: 13, At: at(2, 9, 0), Actor: "w1", Event: Event{Code: "thing.of_later"}, Outcome: Done},
	}
	var got []string
	for _, s := range WhoSaw(lines, amsterdam) {
		var codes []string
		for _, e := range s.Events {
			codes = append(codes, e.Code)
		}
		got = append(got, fmt.Sprint(s.Day, " ", s.Role, " ", s.Ground, " ", codes, " ", s.Times, " ", s.Actors))
	}
	want := []string{
		"2020-05-12 worker break_glass [resident.seen] 1 [w3]",
		"2020-05-11 worker break_glass [break_glass.opened] 1 [w3]",
		"2020-05-11 worker caseload [resident.seen resident.changed] 3 [w1]",
		"2020-05-11 worker consult [resident.seen] 1 [w2]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// times repeats an entry, each about another resident and a minute later.
func times(n int, e Entry) []Entry {
	all := make([]Entry, n)
	for i := range all {
		all[i] = e
		all[i].Seq += int64(i)
		all[i].At = e.At.Add(time.Duration(i) * time.Minute)
		all[i].Residents = []string{fmt.Sprintf("r%03d", i)}
	}
	return all
}

// sameFile makes them all about one resident.
func sameFile(all []Entry) []Entry {
	for i := range all {
		all[i].Residents = []string{"r"}
	}
	return all
}

func TestUnusual(t *testing.T) {
	h := UsualHabits(amsterdam)
	refused := func(e *Entry) { e.Outcome, e.Ground = Refused, "" }
	one := func(e Entry) []Entry { return []Entry{e} }
	for _, c := range []struct {
		name  string
		lines []Entry
		flags map[Pair][]string
		want  []string // code and number of residents
	}{
		{"an ordinary day", append(times(20, entry(1, at(1, 9, 0), "w1", "resident.seen")), times(10, entry(50, at(1, 13, 0), "w1", "deliberation.answered"))...), nil, nil},
		{"night, before midnight", one(entry(1, at(1, 23, 0), "w1", "resident.seen", "r")), nil, []string{"night 1"}},
		{"night, after midnight", one(entry(1, at(1, 5, 59), "w1", "resident.seen", "r")), nil, []string{"night 1"}},
		{"not night any more", one(entry(1, at(1, 6, 0), "w1", "resident.seen", "r")), nil, nil},
		{"not night yet", one(entry(1, at(1, 22, 59), "w1", "resident.seen", "r")), nil, nil},
		{"signing in at night", one(entry(1, at(1, 3, 0), "w1", "account.signed_in")), nil, nil},
		{"the program at night", one(entry(1, at(1, 3, 0), "program", "resident.seen", "r")), nil, nil},
		{"one night is told once", times(5, entry(1, at(1, 3, 0), "w1", "resident.seen")), nil, []string{"night 5"}},
		{"no ground", one(with(entry(1, at(1, 9, 0), "w1", "resident.seen", "r"), func(e *Entry) { e.Ground = "" })), nil, []string{"no_ground 1"}},
		{"a file too many", times(41, entry(1, at(1, 9, 0), "w1", "resident.seen")), nil, []string{"many_opened 41"}},
		{"as many as on a busy day", times(40, entry(1, at(1, 9, 0), "w1", "resident.seen")), nil, nil},
		{"one file very often", sameFile(times(41, entry(1, at(1, 9, 0), "w1", "resident.seen"))), nil, nil},
		{"many over two days", append(times(30, entry(1, at(1, 9, 0), "w1", "resident.seen")), times(30, entry(50, at(2, 9, 0), "w1", "resident.seen"))...), nil, nil},
		{"paging through search", times(61, entry(1, at(1, 9, 0), "w1", "resident.searched")), nil, []string{"many_searches 61"}},
		{"printing everything", times(11, entry(1, at(1, 9, 0), "w1", "resident.printed")), nil, []string{"many_printed 11"}},
		{"export", one(entry(1, at(1, 9, 0), "w1", "resident.exported", "r", "s")), nil, []string{"exported 2"}},
		{"trying doors", []Entry{with(entry(1, at(1, 9, 0), "w1", "access.refused", "r"), refused), with(entry(2, at(1, 9, 1), "w1", "access.refused", "s"), refused), with(entry(3, at(1, 9, 2), "w1", "access.refused", "t"), refused)}, nil, []string{"refused 3"}},
		{"refused twice", []Entry{with(entry(1, at(1, 9, 0), "w1", "access.refused", "r"), refused), with(entry(2, at(1, 9, 1), "w1", "access.refused", "s"), refused)}, nil, nil},
		{"break-glass", one(entry(1, at(1, 9, 0), "w1", "break_glass.opened", "r")), nil, []string{"break_glass 1"}},
		{"gives themselves a role", one(with(entry(1, at(1, 9, 0), "adm", "account.role_changed"), func(e *Entry) { e.ID = "adm" })), nil, []string{"own_role 0"}},
		{"gives another a role", one(with(entry(1, at(1, 9, 0), "adm", "account.role_changed"), func(e *Entry) { e.ID = "w1" })), nil, nil},
		{"database opened directly", one(entry(1, at(1, 9, 0), "adm", "data.opened_directly")), nil, []string{"opened_directly 0"}},
		{"same surname", one(entry(1, at(1, 9, 0), "w1", "resident.seen", "r", "s")), map[Pair][]string{{"w1", "r"}: {"same_surname"}}, []string{"same_surname 1"}},
		{"after handing over, and the same street", one(entry(1, at(1, 9, 0), "w1", "resident.seen", "r")), map[Pair][]string{{"w1", "r"}: {"after_transfer", "same_address"}}, []string{"after_transfer 1", "same_address 1"}},
		{"a flag of somebody else", one(entry(1, at(1, 9, 0), "w1", "resident.seen", "r")), map[Pair][]string{{"w2", "r"}: {"same_surname"}}, nil},
		{"a flag, but refused", one(with(entry(1, at(1, 9, 0), "w1", "access.refused", "r"), refused)), map[Pair][]string{{"w1", "r"}: {"same_surname"}}, nil},
		{"forgotten", one(with(entry(1, at(1, 3, 0), "", "resident.seen"), func(e *Entry) { e.Forgotten = true })), nil, nil},
	} {
		var got []string
		for _, o := range Unusual(c.lines, c.flags, h) {
			got = append(got, fmt.Sprint(o.Code, " ", len(o.Residents)))
			if len(o.Lines) == 0 || !slices.IsSorted(o.Lines) || o.Actor == "" || o.Day == "" {
				t.Errorf("%s: %+v", c.name, o)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	h.OnCall = func(actor string, _ time.Time) bool { return actor == "w1" }
	if got := Unusual([]Entry{entry(1, at(1, 3, 0), "w1", "resident.seen", "r"), entry(2, at(1, 3, 0), "w2", "resident.seen", "r")}, nil, h); len(got) != 1 || got[0].Actor != "w2" {
		t.Errorf("with duty at night: %+v", got)
	}
}

// TestUnusualInTheOrderOfTheLog gives the lines newest first, as they are read.
func TestUnusualInTheOrderOfTheLog(t *testing.T) {
	lines := times(45, entry(1, at(1, 9, 0), "w1", "resident.seen"))
	forward := fmt.Sprint(Unusual(lines, nil, UsualHabits(amsterdam)))
	slices.Reverse(lines)
	if back := fmt.Sprint(Unusual(lines, nil, UsualHabits(amsterdam))); back != forward {
		t.Errorf("backwards it is %s", back)
	}
}
