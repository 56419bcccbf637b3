package demo

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestFormsAreReadAsABrowserSendsThem(t *testing.T) {
	root, err := html.Parse(strings.NewReader(`<form id="a" method="POST" action="/x"><input type="hidden" name="once" value="k"><input name="t" value="v">
		<textarea name="long">
two
lines</textarea><select name="s"><option value="1">één<option value="2" selected>twee</select><select name="first"><option value="">kies<option value="3">drie</select>
		<input type="checkbox" name="c" value="x" checked><input type="checkbox" name="c" value="y"><input type="radio" name="r" value="n">
		<input name="off" value="z" disabled><button name="do" value="one">1</button><button name="do" value="two">2</button></form>
		<form id="b"><input name="t" value="other"></form><input form="b" name="far" value="away"><input name="nobody" value="x">`))
	if err != nil {
		t.Fatal(err)
	}
	forms := formsOf(root)
	if len(forms) != 2 {
		t.Fatalf("%d forms", len(forms))
	}
	a, b := forms[0], forms[1]
	if got := a.fields.Encode(); got != "c=x&first=&long=two%0Alines&once=k&s=2&t=v" || a.method != "post" || a.action != "/x" {
		t.Errorf("%s %s %s", got, a.method, a.action)
	}
	if b.fields.Get("far") != "away" || b.fields.Get("t") != "other" || a.fields.Has("off") || a.fields.Has("nobody") {
		t.Errorf("%v %v", a.fields, b.fields)
	}
	if a.set("r", "n") != nil || a.set("gone", "x") == nil || a.press("do", "two") != nil || a.press("do", "three") == nil || a.press("undo", "") == nil {
		t.Error("a field or button is found that is not there, or not found")
	}
	if a.fields.Get("do") != "two" || a.fields.Get("r") != "n" {
		t.Errorf("%v", a.fields)
	}
	one, _ := html.Parse(strings.NewReader(`<form><input name="answer.7"><input name="why.1"><input name="why.2"></form>`))
	f := formsOf(one)[0]
	if f.set("answer", "yes") != nil || f.fields.Get("answer.7") != "yes" || f.set("why", "x") == nil {
		t.Errorf("fields named after what they are about: %v", f.fields)
	}
}
