package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nabij/internal/feature/account"
	"nabij/internal/feature/organisation"
	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// gate are the settings of how people come in.
type gate struct {
	Base       string   `placeholder:"URL" help:"${flag_base}"`
	Key        string   `placeholder:"FILE" help:"${flag_key}"`
	Proxy      []string `placeholder:"CIDR,…" help:"${flag_proxy}"`
	OIDCIssuer string   `name:"oidc-issuer" placeholder:"URL" help:"${flag_oidc_issuer}"`
	OIDCClient string   `name:"oidc-client" placeholder:"ID" help:"${flag_oidc_client}"`
	OIDCSecret string   `name:"oidc-secret" placeholder:"SECRET" help:"${flag_oidc_secret}"`
	OIDCTitle  string   `name:"oidc-title" placeholder:"NAME" help:"${flag_oidc_title}"`

	SessionIdle   time.Duration `name:"session-idle" default:"10m" placeholder:"TIME" help:"${flag_session_idle}"`
	SessionLength time.Duration `name:"session-length" default:"12h" placeholder:"TIME" help:"${flag_session_length}"`
}

// base gives the address of the program as people type it: what was set, or that of the door.
func (g gate) base(door net.Addr) string {
	if g.Base != "" {
		return strings.TrimSuffix(g.Base, "/")
	}
	return strings.TrimSuffix(address(door), "/")
}

// check tells what is wrong with the settings.
func (g gate) check(c *Console) error {
	if g.Base != "" {
		if u, err := url.Parse(g.Base); err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return usageError(c.T("serve_wrong_base", g.Base))
		}
	}
	if (g.OIDCIssuer == "") != (g.OIDCClient == "") {
		return usageError(c.T("serve_half_oidc"))
	}
	// Shorter may be asked, longer never: a forgotten screen is a door.
	if g.SessionIdle < 0 || g.SessionIdle > access.DefaultIdle || g.SessionLength < 0 || g.SessionLength > access.DefaultAbsolute {
		return usageError(c.T("serve_wrong_session", access.DefaultIdle, access.DefaultAbsolute))
	}
	_, err := g.proxies(c)
	return err
}

// providers are the outside services to sign in with.
func (g gate) providers() []access.Provider {
	if g.OIDCIssuer == "" {
		return nil
	}
	title := g.OIDCTitle
	if title == "" {
		title = "OpenID Connect"
	}
	return []access.Provider{{Name: "oidc", Title: title, Issuer: g.OIDCIssuer, ClientID: g.OIDCClient, Secret: g.OIDCSecret}}
}

func (g gate) proxies(c *Console) (list []netip.Prefix, err error) {
	for _, p := range g.Proxy {
		prefix, err := netip.ParsePrefix(p)
		if err != nil {
			ip, wrong := netip.ParseAddr(p)
			if wrong != nil {
				return nil, usageError(c.T("serve_wrong_proxy", p))
			}
			prefix = netip.PrefixFrom(ip, ip.BitLen())
		}
		list = append(list, prefix)
	}
	return list, nil
}

// visitor tells the address that a request comes from. What a proxy says of it is believed of the proxies that were named
// only; of the addresses in the header the last one counts that no such proxy has.
func visitor(proxies []netip.Prefix) func(*http.Request) string {
	ours := func(text string) bool {
		ip, err := netip.ParseAddr(strings.TrimSpace(text))
		return err == nil && slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(ip.Unmap()) })
	}
	return func(r *http.Request) string {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil || !ours(host) {
			return r.RemoteAddr
		}
		said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for _, text := range slices.Backward(said) {
			if !ours(text) {
				if ip, err := netip.ParseAddr(strings.TrimSpace(text)); err == nil {
					return ip.String()
				}
				return r.RemoteAddr // what is no address hides nobody
			}
		}
		return r.RemoteAddr
	}
}

// openAccess makes what signs people in, with its key beside that of the audit trail.
func (g gate) openAccess(c *Console, d *db.DB, log *audit.Log, keys, base string, more ...func(*access.Config)) (*access.Service, error) {
	path := g.Key
	if path == "" {
		path = filepath.Join(keys, "access.key")
	}
	key, err := access.LoadKey(path)
	if err != nil {
		return nil, err
	}
	people.UseSeal(key) // the same key, bound to other places
	config := access.Config{DB: d, Clock: c.Clock, Key: key, Base: base, Providers: g.providers(), Record: recorder(log), Idle: g.SessionIdle, Absolute: g.SessionLength}
	for _, change := range more {
		change(&config)
	}
	return access.New(config)
}

// recorder lets access write in the audit trail, which it does not know.
func recorder(log *audit.Log) access.Recorder {
	return func(ctx context.Context, tx db.Tx, e access.Event) error {
		line := audit.Line{Event: e.Code, Kind: e.Kind, ID: e.ID, Ground: e.Ground, Outcome: e.Outcome, Detail: e.Detail}
		if e.Resident != "" {
			line.Residents = []string{e.Resident}
		}
		return log.Record(ctx, tx, line)
	}
}

// guard is asked before every route: where the request comes from is put down for the audit, and who asks is found out.
func guard(a *account.Feature, s *access.Service, from func(*http.Request) string) func(string, http.ResponseWriter, *http.Request) (*http.Request, error) {
	return func(route string, w http.ResponseWriter, r *http.Request) (*http.Request, error) {
		device, place := audit.Classify(r.UserAgent(), from(r))
		r = r.WithContext(audit.WithSource(r.Context(), audit.Source{Request: web.ID(r), Device: device, Address: place}))
		r2, err := a.Guard(route, w, r)
		if r2 == nil || fault.KindOf(err) != fault.Forbidden {
			return r2, err
		}
		who, in := access.From(r2.Context())
		if !in {
			return r2, err
		}
		return r2, errors.Join(s.Refused(r2.Context(), who, access.KindOf(route), "route"), err)
	}
}

// opens tells whether somebody may come to the page at an address.
func opens(ctx context.Context, path string) bool {
	a, _ := access.From(ctx)
	return access.Passes("GET "+path, a) == nil
}

// home is where somebody goes after signing in: to the first of these that is their work.
func home(a access.Actor) string {
	for _, h := range []struct {
		path string
		verb access.Verb
		kind string
	}{
		{"/inwoners", access.List, "resident"},
		{"/kaderbeheer", access.Change, "framework"},
		{"/beheer/organisatie", access.Administer, "organisation"},
		{"/toezicht", access.ReviewAudit, "audit"},
	} {
		if access.MayAny(a, h.verb, h.kind) {
			return h.path
		}
	}
	return "/mijn-account"
}

// standing tells access how somebody stands to a resident, and nothing else of the resident.
type standing struct{ access *access.Service }

func (s standing) Stands(ctx context.Context, q db.Query, a access.Actor, id string) (access.Object, []string, error) {
	r, err := people.Find(ctx, q, a, id)
	if err != nil {
		return access.Object{}, nil, err
	}
	marked, err := s.access.Marked(ctx, q, a, id)
	var teams []string
	if r.Team != "" {
		teams = []string{r.Team}
	}
	return r.Object(a, "resident", marked), teams, err
}

// grounds are the reasons beside role and relation for which somebody may see a file: those that access keeps, and the
// colleagues who were asked to think along.
type grounds struct {
	*access.Service
	consults func(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error)
}

// Grounds gives both.
func (g grounds) Grounds(ctx context.Context, q db.Query, a access.Actor, resident string) ([]access.Ground, error) {
	own, err := g.Service.Grounds(ctx, q, a, resident)
	if err != nil {
		return nil, err
	}
	asked, err := g.consults(ctx, q, a, resident)
	return append(own, asked...), err
}

// teams gives account the teams of an organisation.
type teams struct{ house *organisation.Feature }

func (t teams) Teams(ctx context.Context, a access.Actor) ([]account.Team, error) {
	places, err := t.house.Teams(ctx, a)
	list := make([]account.Team, len(places))
	for i, p := range places {
		list[i] = account.Team{ID: p.ID, Name: p.Name}
	}
	return list, err
}

// leaving ends what residents have with somebody who leaves: the caseload goes back to the team, each file with a line.
func leaving(p parts) func(context.Context, db.Tx, access.Actor, string) error {
	return func(ctx context.Context, tx db.Tx, a access.Actor, worker string) error {
		released, err := people.ReleaseAll(ctx, tx, a, worker, people.DayOf(p.Clock.Now(), p.Zone))
		if err != nil || len(released) == 0 {
			return err
		}
		return p.Audit.Record(ctx, tx, audit.Line{Event: "caseload.changed", Kind: "caseload", ID: worker, Residents: released, Ground: "leaving"})
	}
}
