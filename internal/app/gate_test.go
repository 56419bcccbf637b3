package app

import (
	"net/http/httptest"
	"testing"
	"time"

	"nabij/internal/platform/access"
)

func TestVisitorBelievesOnlyOurProxies(t *testing.T) {
	console := &Console{Lang: "en"}
	proxies, err := gate{Proxy: []string{"10.0.0.5", "10.1.0.0/16", "::1"}}.proxies(console)
	if err != nil {
		t.Fatal(err)
	}
	from := visitor(proxies)
	for _, c := range []struct {
		name, remote string
		said         []string
		want         string
	}{
		{"no proxy", "192.0.2.7:1234", nil, "192.0.2.7:1234"},
		{"somebody who says he is a proxy", "192.0.2.7:1234", []string{"198.51.100.1"}, "192.0.2.7:1234"},
		{"our proxy", "10.0.0.5:80", []string{"198.51.100.1"}, "198.51.100.1"},
		{"our proxy, IPv6", "[::1]:80", []string{"2001:db8::1"}, "2001:db8::1"},
		{"two proxies of ours", "10.0.0.5:80", []string{"198.51.100.1, 10.1.2.3"}, "198.51.100.1"},
		{"what the visitor made up stands before", "10.0.0.5:80", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		{"our proxy says nothing", "10.0.0.5:80", nil, "10.0.0.5:80"},
		{"our proxy passes on nonsense", "10.0.0.5:80", []string{"198.51.100.1, <b>"}, "10.0.0.5:80"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		for _, s := range c.said {
			r.Header.Add("X-Forwarded-For", s)
		}
		if got := from(r); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, err := (gate{Proxy: []string{"ons kantoor"}}).proxies(console); err == nil {
		t.Error("a proxy that is no address was accepted")
	}
}

func TestWrongSettingsOfTheGateAreToldAtStart(t *testing.T) {
	console := &Console{Lang: "en"}
	for _, g := range []gate{{Base: "nabij.example.nl"}, {Base: "https://nabij.example.nl/wijk"}, {Base: "ftp://nabij.example.nl"},
		{OIDCIssuer: "https://login.example.nl"}, {OIDCClient: "nabij"}, {SessionIdle: time.Hour}, {SessionIdle: -1}, {SessionLength: 24 * time.Hour}} {
		if g.check(console) == nil {
			t.Errorf("%+v was accepted", g)
		}
	}
	for _, g := range []gate{{}, {Base: "https://nabij.example.nl/"}, {OIDCIssuer: "https://login.example.nl", OIDCClient: "nabij"}} {
		if err := g.check(console); err != nil {
			t.Errorf("%+v: %v", g, err)
		}
	}
}

func TestHomeIsWhereSomebodysWorkBegins(t *testing.T) {
	for role, want := range map[access.Role]string{access.Worker: "/inwoners", access.TeamLead: "/inwoners", access.ClientSupporter: "/inwoners",
		access.Administrator: "/beheer/organisatie", access.PrivacyOfficer: "/toezicht", access.FrameworkEditor: "/kaderbeheer", access.Manager: "/mijn-account"} {
		if got := home(access.Actor{ID: "w", Org: "o", Roles: []access.Role{role}}); got != want {
			t.Errorf("%s begins at %s, want %s", role, got, want)
		}
	}
}
