package webtest

import (
	"net/url"
	"testing"
)

const sample = `<form id="a" action="/to"><input name="t" value=" x "><input type="hidden" name="h" value="1"><input type="hidden" name="h" value="2">
<input type="radio" name="r" value="no"><input type="radio" name="r" value="yes" checked><input type="checkbox" name="c" value="v">
<textarea name="area">
line 1
line 2</textarea><select name="s"><option value="p">P</option><option value="q" selected>Q</option></select>
<select name="first"><option value="p">P</option><option value="q">Q</option></select>
<input name="off" value="1" disabled><button type="button">Nothing</button>
<button type="submit" name="b" value="1" formaction="/other">Send elsewhere</button></form>
<input name="outside" value="o" form="a"><button type="submit" form="a">Send</button><form id="z"><input name="strange" value="1"></form>`

func TestFields(t *testing.T) {
	got := Parse(sample).Fields("a")
	want := url.Values{"t": {" x "}, "h": {"1", "2"}, "r": {"yes"}, "area": {"line 1\nline 2"}, "s": {"q"}, "first": {"p"}, "outside": {"o"}}
	if got.Encode() != want.Encode() {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestAction(t *testing.T) {
	for _, c := range []struct {
		form, words, address, field string
		ok                          bool
	}{
		{"a", "", "/to", "", true},
		{"a", "Send elsewhere", "/other", "b=1", true},
		{"a", "Nothing", "/to", "", false},
		{"z", "Send", "", "", false},
		{"none", "", "", "", false},
	} {
		address, field, ok := Parse(sample).Action(c.form, c.words)
		if address != c.address || field.Encode() != c.field || ok != c.ok {
			t.Errorf("%s %q: %q %v %v", c.form, c.words, address, field, ok)
		}
	}
}
