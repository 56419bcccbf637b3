package people

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// A Monday at ten.
var monday = time.Date(2020, 5, 18, 10, 0, 0, 0, time.UTC)

func TestMayReach(t *testing.T) {
	phone := SafeRule{Ways: []Way{{Kind: "mobile", Value: "06 12", Hours: []Hours{{Days: []time.Weekday{1, 2}, From: 540, Until: 720}}}}, Unsafe: []Way{{Kind: "letter"}}, AskAfter: "2020-05-20"}
	careful := phone
	careful.Careful = true
	for _, c := range []struct {
		name        string
		rule        SafeRule
		flagged     bool
		kind, value string
		at          time.Time
		code        string
	}{
		{"nothing known, no sign", SafeRule{}, false, "mobile", "1", monday, "ok"},
		{"nothing known, a sign of danger", SafeRule{}, true, "mobile", "1", monday, "no_rule"},
		{"only: careful", SafeRule{Careful: true}, false, "mobile", "1", monday, "no_rule"},
		{"safe way, in time", phone, true, "mobile", "0612", monday, "ok"},
		{"safe way, too late", phone, false, "mobile", "0612", monday.Add(2 * time.Hour), "outside_hours"},
		{"safe way, another day", phone, false, "mobile", "0612", monday.AddDate(0, 0, 2), "outside_hours"},
		{"another number", phone, false, "mobile", "0699", monday, "not_listed"},
		{"a way that is not safe", phone, false, "letter", "", monday, "unsafe_way"},
		{"expired, no sign", phone, false, "mobile", "0612", monday.AddDate(0, 0, 7), "ok"},
		{"expired, a sign", phone, true, "mobile", "0612", monday.AddDate(0, 0, 7), "expired"},
		{"expired, careful", careful, false, "mobile", "0612", monday.AddDate(0, 0, 7), "expired"},
		{"a sign, only what is not safe is known", SafeRule{Unsafe: []Way{{Kind: "letter"}}, AskAfter: "2020-06-01"}, true, "mobile", "1", monday, "no_rule"},
		{"no date to ask again, a sign", SafeRule{Ways: []Way{{Kind: "door"}}}, true, "door", "", monday, "expired"},
	} {
		v := MayReach(c.rule, c.flagged, c.kind, c.value, c.at)
		if v.Code != c.code || v.Allowed != (c.code == "ok") {
			t.Errorf("%s: %+v, want %s", c.name, v, c.code)
		}
	}
	if !MayReach(careful, false, "mobile", "0612", monday).Ask || MayReach(SafeRule{}, false, "door", "", monday).Ask {
		t.Error("when to ask again is wrong")
	}
}

func TestOnlyTheResidentLoosens(t *testing.T) {
	was := SafeRule{Ways: []Way{{Kind: "mobile", Hours: []Hours{{From: 540, Until: 720}}}}, Unsafe: []Way{{Kind: "letter"}}, PickUp: []string{"zus"},
		MustNotKnow: []string{"Jan"}, SecretAddress: true, Careful: true, MayLeave: "no", NotNow: "soep", AgreedOn: "2020-05-01", AskAfter: "2020-05-20"}
	change := func(f func(*SafeRule)) SafeRule {
		r := was
		f(&r)
		return r
	}
	for name, c := range map[string]struct {
		is   SafeRule
		code string // expected of Loosens; "" tightens
	}{
		"the same":            {was, ""},
		"shorter hours":       {change(func(r *SafeRule) { r.Ways = []Way{{Kind: "mobile", Hours: []Hours{{From: 600, Until: 660}}}} }), ""},
		"longer hours":        {change(func(r *SafeRule) { r.Ways = []Way{{Kind: "mobile", Hours: []Hours{{From: 540, Until: 721}}}} }), "way_added"},
		"all day":             {change(func(r *SafeRule) { r.Ways = []Way{{Kind: "mobile"}} }), "way_added"},
		"another way":         {change(func(r *SafeRule) { r.Ways = append(slices.Clone(r.Ways), Way{Kind: "door"}) }), "way_added"},
		"no way at all":       {change(func(r *SafeRule) { r.Ways = nil }), ""},
		"letters again":       {change(func(r *SafeRule) { r.Unsafe = nil }), "unsafe_removed"},
		"door unsafe too":     {change(func(r *SafeRule) { r.Unsafe = append(slices.Clone(r.Unsafe), Way{Kind: "door"}) }), ""},
		"mother may pick up":  {change(func(r *SafeRule) { r.PickUp = []string{"zus", "moeder"} }), "pick_up_added"},
		"nobody may pick up":  {change(func(r *SafeRule) { r.PickUp = nil }), ""},
		"Jan may know":        {change(func(r *SafeRule) { r.MustNotKnow = nil }), "must_not_removed"},
		"Piet may not either": {change(func(r *SafeRule) { r.MustNotKnow = []string{"jan ", "Piet"} }), ""},
		"address not secret":  {change(func(r *SafeRule) { r.SecretAddress = false }), "address"},
		"not careful":         {change(func(r *SafeRule) { r.Careful = false }), "careful"},
		"message":             {change(func(r *SafeRule) { r.MayLeave = "yes" }), "may_leave"},
		"message not said":    {change(func(r *SafeRule) { r.MayLeave = "" }), "may_leave"},
		"another word":        {change(func(r *SafeRule) { r.NotNow = "thee" }), "words_changed"},
		"a word more":         {change(func(r *SafeRule) { r.Help = "vuur" }), ""},
		"longer":              {change(func(r *SafeRule) { r.AskAfter = "2020-06-20" }), "longer"},
		"shorter":             {change(func(r *SafeRule) { r.AskAfter = "2020-05-19" }), ""},
	} {
		codes := Loosens(was, c.is)
		if (c.code == "") != (len(codes) == 0) || c.code != "" && !slices.Contains(codes, c.code) {
			t.Errorf("%s: %v, want %q", name, codes, c.code)
		}
		for _, try := range []struct {
			source, means string
			allowed       bool
		}{{"worker", InPerson, c.code == ""}, {"somebody", "", c.code == ""}, {"", "", c.code == ""}, {"resident", "letter", c.code == ""},
			{"resident", "", c.code == ""}, {"resident", "mobile", true}, {"resident", InPerson, true}} {
			if got := MayChange(was, c.is, try.source, try.means) == ""; got != try.allowed {
				t.Errorf("%s by %s (%s): %v", name, try.source, try.means, got)
			}
		}
		// Two files joined: what either forbids stays forbidden.
		joined := Tighten(was, c.is)
		for _, side := range []SafeRule{was, c.is} {
			if codes := slices.DeleteFunc(Loosens(side, joined), func(s string) bool { return s == "words_changed" }); len(codes) > 0 {
				t.Errorf("%s: joined is looser: %v", name, codes)
			}
		}
	}
	if MayChange(SafeRule{}, was, "worker", "") != "only_resident" || MayChange(SafeRule{}, SafeRule{Ways: []Way{{Kind: "door"}}}, "worker", "") != "" {
		t.Error("the first rule")
	}
}

func TestHours(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{"ma-vr 9-12, za 10:00-11:30", "ma-vr 9:00-12:00, za 10:00-11:30"}, {"di en do", "di+do"}, {"13-15 uur", "13:00-15:00"},
		{"Maandag t", ""}, {"vr-ma 9 tot 17", "vr-ma 9:00-17:00"}, {"9.30-10", "9:30-10:00"}, {"", ""}, {"0-24", "0:00-24:00"},
	} {
		hours, ok := ParseHours(c.in)
		if ok != (c.in == "" || c.out != "") || SayHours(hours, "nl") != c.out {
			t.Errorf("%q: %v %q", c.in, ok, SayHours(hours, "nl"))
		}
	}
	for _, bad := range []string{"altijd", "9", "12-9", "25-26", "9-12-13", "ma-", "-", "9:99-10", "xx-yy 9-10", "-1-5"} {
		if h, ok := ParseHours(bad); ok {
			t.Errorf("%q was read as %v", bad, h)
		}
	}
}

func FuzzHours(f *testing.F) {
	for _, s := range []string{"ma-vr 9-12, za 10-11", "di+do", "0-24", "zo-za", "ma 9:30-10:15;wo"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		hours, ok := ParseHours(s)
		if !ok {
			return
		}
		for _, lang := range []string{"nl", "en"} {
			said := SayHours(hours, lang)
			again, ok := ParseHours(said)
			if !ok || SayHours(again, lang) != said {
				t.Errorf("%q is said %q, which is read as %v", s, said, again)
			}
		}
	})
}

func TestCompare(t *testing.T) {
	meijer := Known{Who: Who{Given: "Johanna", Prefix: "van der", Family: "Meijer", BirthYear: 1948, BirthDay: "1948-03-12"}, Postcode: "1234 AB", Number: "5"}
	for _, c := range []struct {
		name string
		with Known
		want Likeness
	}{
		{"the same", meijer, Same},
		{"misspelt, same day", Known{Who: Who{Given: "Joanna", Family: "Meyer", BirthDay: "1948-03-12", BirthYear: 1948}}, Same},
		{"misspelt, same year", Known{Who: Who{Given: "Joanna", Family: "Meyer", BirthYear: 1948}}, Same},
		{"no year", Known{Who: Who{Given: "Johanna", Family: "Meijer"}}, Alike},
		{"a slip in the year", Known{Who: Who{Given: "Johanna", Family: "Meijer", BirthYear: 1949}}, Alike},
		{"a namesake of another age", Known{Who: Who{Given: "Johanna", Family: "Meijer", BirthYear: 1990}}, Unlike},
		{"an initial", Known{Who: Who{Given: "J.", Family: "Meijer"}}, Alike},
		{"a sister", Known{Who: Who{Given: "Petra", Family: "Meijer", BirthYear: 1948}}, Unlike},
		{"somebody else of that year", Known{Who: Who{Given: "Johanna", Family: "Visser", BirthYear: 1948}}, Unlike},
		{"the same home", Known{Who: Who{Given: "Johanna", Family: "Meijer"}, Postcode: "1234 AB", Number: "5"}, Same},
	} {
		if got := Compare(meijer, c.with); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if Compare(meijer, c.with) != Compare(c.with, meijer) {
			t.Errorf("%s: the order matters", c.name)
		}
	}
}

func TestRetention(t *testing.T) {
	for _, c := range []struct {
		ground          string
		closed, changed Day
		want            Day
	}{
		{"wmo_support", "2020-02-29", "2020-02-29", "2035-03-01"}, {"wmo_enquiry", "2020-05-18", "2020-05-18", "2025-05-19"},
		{"youth", "2020-05-18", "2021-01-31", "2041-02-01"}, {"general", "2020-05-18", "", "2021-05-19"}, {"general", "", "2020-01-01", ""}, {"other", "2020-01-01", "", ""},
	} {
		if got := EraseFrom(Terms, c.ground, c.closed, c.changed); got != c.want {
			t.Errorf("%v: %s", c, got)
		}
	}
	if _, err := ReadTerms([]byte("- {kind: file, ground: youth, months: 5, from: closed, why: x}")); err == nil {
		t.Error("a list without all grounds was accepted")
	}
	if Day("2020-01-31").AddMonths(1) != "2020-02-29" || Day("2020-12-31").AddMonths(2) != "2021-02-28" {
		t.Error("the end of a month")
	}
}

// TestEveryFieldHasItsGround compares every stored field with docs/privacy.
func TestEveryFieldHasItsGround(t *testing.T) {
	page, err := os.ReadFile("../../docs/privacy/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Blocks {
		b, err := decode(name, "{}")
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range jsonFields(reflect.TypeOf(b)) {
			whole, part, nested := strings.Cut(field, "/")
			found := strings.Contains(string(page), string(name)+"."+whole)
			if nested {
				_, after, _ := strings.Cut(string(page), string(name)+"."+whole+" (")
				list, _, _ := strings.Cut(after, ")")
				found = found && slices.Contains(strings.Split(list, ", "), part)
			}
			if !found {
				t.Errorf("docs/privacy/README.md tells no ground for %s.%s", name, field)
			}
		}
	}
}

func jsonFields(t reflect.Type) (out []string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		// Of ways and hours the rule itself tells what is in them.
		if f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && f.Type.Elem() != reflect.TypeFor[Way]() && f.Type.Elem() != reflect.TypeFor[Hours]() {
			for _, inner := range jsonFields(f.Type.Elem()) {
				out = append(out, name+"/"+inner)
			}
			continue
		}
		out = append(out, name)
	}
	return out
}
