package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

func TestFormReadsWhatPeopleType(t *testing.T) {
	f, err := web.FormOf("nl", url.Values{
		"naam": {"  Jan\r\nde Boer\u202e\x00 "}, "dag": {"20-5-2020"}, "meter": {"1,5"}, "aantal": {"drie"},
		"keus": {"anders"}, "vinkje": {"a", "b"}, "leeg": {""},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Text("naam"); got != "Jan\nde Boer" {
		t.Errorf("text %q", got)
	}
	if d, ok := f.Day("dag"); !ok || web.ISODay(d) != "2020-05-20" {
		t.Errorf("day %v", d)
	}
	if n, ok := f.Number("meter"); !ok || n != 1.5 {
		t.Errorf("number %v", n)
	}
	if _, ok := f.Int("aantal"); ok {
		t.Error("a word is a number")
	}
	if f.OneOf("keus", "ja", "nee") != "" || f.OneOf("leeg", "ja") != "" {
		t.Error("an invented option was taken")
	}
	if !f.Has("leeg") || f.Has("weg") || len(f.All("vinkje")) != 2 || len(f.Names()) != 7 {
		t.Error("what was sent is not told rightly")
	}
	if fault.KindOf(f.Err()) != fault.Invalid || f.At("aantal") == "" || f.At("meter") != "" {
		t.Errorf("problems: %v", f.Err())
	}
	if p := f.Problems(); len(p) != 2 || p[0].Target != "f-aantal" {
		t.Errorf("summary: %v", p)
	}
	if !f.Add(fault.New(fault.Invalid, fault.Text{}).At("naam", fault.Say("Te lang.", "Too long."))) || f.At("naam") != "Te lang." {
		t.Error("the problems of a service were not taken over")
	}
	if f.Add(fault.New(fault.NotFound, fault.Text{})) {
		t.Error("another fault was taken for a problem with a field")
	}
}

func TestFormRefusesWhatIsTooMuch(t *testing.T) {
	many := url.Values{}
	for i := range web.MaxFields + 1 {
		many.Set("v"+strconv.Itoa(i), "")
	}
	for name, c := range map[string]struct {
		in   url.Values
		kind fault.Kind
	}{
		"fields":   {many, fault.TooLarge},
		"values":   {url.Values{"a": make([]string, web.MaxFields+1)}, fault.TooLarge},
		"name":     {url.Values{strings.Repeat("n", web.MaxFieldName+1): {""}}, fault.TooLarge},
		"text":     {url.Values{"a": {strings.Repeat("é", web.MaxFieldText+1)}}, fault.TooLarge},
		"not text": {url.Values{"a": {"\xff"}}, fault.Invalid},
		"bad name": {url.Values{"\xff": {"a"}}, fault.Invalid},
	} {
		if _, err := web.FormOf("nl", c.in); fault.KindOf(err) != c.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := web.FormOf("nl", url.Values{"a": {strings.Repeat("é", web.MaxFieldText)}}); err != nil {
		t.Errorf("the longest text was refused: %v", err)
	}
}

func TestDaysAndNumbers(t *testing.T) {
	may := time.Date(2020, 5, 20, 0, 0, 0, 0, time.UTC)
	for got, want := range map[string]string{
		web.Day("nl", may): "20 mei 2020", web.Day("en", may): "20 May 2020", web.Month("nl", may): "mei 2020",
		web.ISODay(may): "2020-05-20", web.ISODay(time.Time{}): "",
		web.Number("nl", 1234567.5): "1.234.567,5", web.Number("en", 1234567.5): "1,234,567.5",
		web.Number("nl", -1000): "-1.000", web.Number("nl", 0.25): "0,25", web.Number("nl", 999): "999",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, s := range []string{"2020-05-20", "20-05-2020", "20/5/2020", "20.5.2020", " 20  mei 2020 ", "20 May 2020", "20 mei 2020"} {
		if d, ok := web.ParseDay(s); !ok || !d.Equal(may) {
			t.Errorf("%q is %v", s, d)
		}
	}
	for _, s := range []string{"", "31-2-2020", "20 foo 2020", "mei", "20-5-20", "0020-05-20", "20 m 2020", "1 2 3 4"} {
		if d, ok := web.ParseDay(s); ok {
			t.Errorf("%q is taken for %v", s, d)
		}
	}
	for _, c := range []struct {
		lang, in string
		want     float64
		ok       bool
	}{
		{"nl", "1,5", 1.5, true}, {"nl", "1.5", 1.5, true}, {"en", "1,5", 1.5, true}, {"nl", "1.234,5", 1234.5, true},
		{"en", "1,234.5", 1234.5, true}, {"nl", " 3 ", 3, true}, {"nl", "-2", -2, true}, {"nl", "1e9", 0, false},
		{"nl", "NaN", 0, false}, {"nl", "0x10", 0, false}, {"nl", "", 0, false}, {"nl", "1,2,3", 0, false},
		{"nl", "1.234.567", 1234567, true}, {"nl", "ruim", 0, false}, {"nl", "Inf", 0, false},
	} {
		if n, ok := web.ParseNumber(c.lang, c.in); ok != c.ok || (ok && n != c.want) {
			t.Errorf("%s %q: %v %v", c.lang, c.in, n, ok)
		}
	}
}

func FuzzParseDay(f *testing.F) {
	f.Add("20 mei 2020")
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := web.ParseDay(s); ok {
			if again, ok := web.ParseDay(web.ISODay(d)); !ok || !again.Equal(d) {
				t.Errorf("%q gives %v, which is not read back", s, d)
			}
		}
	})
}
