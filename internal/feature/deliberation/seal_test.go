package deliberation

import (
	"testing"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/platform/access"
)

func TestWhatBecomesOfAnAnswer(t *testing.T) {
	stands := record.Answer{Version: 3, Given: []string{"yes"}, AskedOn: "2020-05-18 12:00", Page: "mine"}
	for _, tt := range []struct {
		name    string
		touched bool
		seen    int64
		page    string
		given   []string
		asked   string
		want    string
	}{
		{"changed on what stands", true, 3, "other", []string{"no"}, "", saved},
		{"taken back on what stands", true, 3, "other", []string{}, "", saved},
		{"changed on an older version", true, 2, "other", []string{"no"}, "", beside},
		{"changed before anybody answered", true, 0, "other", []string{"no"}, "", beside},
		{"the same words on an older version", true, 1, "other", []string{"yes"}, "", same},
		{"the same words of another day", true, 3, "other", []string{"yes"}, "2020-05-01", saved},
		{"not touched in a page that is old", false, 1, "other", []string{"no"}, "", same},
		{"the page did not hear that it was stored", true, 2, "mine", []string{"no"}, "", saved},
		{"a page without a name is nobody's own", true, 2, "", []string{"no"}, "", beside},
	} {
		if got := settle(tt.touched, tt.seen, tt.page, tt.given, tt.asked, stands); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	unnamed := stands
	unnamed.Page = ""
	if got := settle(true, 2, "", []string{"no"}, "", unnamed); got != beside {
		t.Errorf("two pages without a name: %s", got)
	}
}

func TestSealsTellWhatWasTouched(t *testing.T) {
	x := record.Answer{Version: 7, Given: []string{"a", "b"}, AskedOn: "2020-05-03"}
	for _, tt := range []struct {
		name    string
		given   []string
		asked   string
		touched bool
	}{
		{"as shown", []string{"a", "b"}, "2020-05-03", false}, {"another day", []string{"a", "b"}, "", true}, {"one less", []string{"a"}, "2020-05-03", true},
		{"another split", []string{"ab"}, "2020-05-03", true}, {"none", nil, "2020-05-03", true},
	} {
		v, touched, ok := unseal(seal(x), tt.given, tt.asked)
		if v != 7 || !ok || touched != tt.touched {
			t.Errorf("%s: %d %v %v", tt.name, v, touched, ok)
		}
	}
	noted := record.Answer{Version: 1, Given: []string{"a"}, AskedOn: "2020-05-18 12:00"} // by the program: no field shows it
	if _, touched, _ := unseal(seal(noted), []string{"a"}, ""); touched {
		t.Error("a moment that the program noted counts as touched")
	}
	for _, bad := range []string{"", "x", "x.y", "-1.abc", "99999999999999999999.abc"} {
		if _, _, ok := unseal(bad, nil, ""); ok {
			t.Errorf("%q is taken for a seal", bad)
		}
	}
}

func TestProposedRole(t *testing.T) {
	all := builtIn.Frameworks()
	for _, tt := range []struct {
		last string
		does []access.Role
		want string
	}{{"youth-worker", []access.Role{access.ClientSupporter}, "youth-worker"}, {"", []access.Role{access.ClientSupporter}, "client-supporter"}, {"", []access.Role{access.Worker}, ""}} {
		if got := proposedRole(all, tt.last, tt.does); got != tt.want {
			t.Errorf("%v: %q", tt, got)
		}
	}
}
