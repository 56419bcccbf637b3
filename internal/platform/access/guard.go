package access

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sort"
	"strings"

	"nabij/internal/platform/fault"
)

//go:embed routes.csv
var routesCSV string

// need is what a route asks of whoever opens it.
type need struct {
	public, signedIn bool
	verb             Verb
	kind             string
}

// routes is routes.csv. A table that cannot be read stops the program at start.
var routes = func() map[string]need {
	t, err := readRoutes(routesCSV)
	if err != nil {
		panic(err)
	}
	return t
}()

// readRoutes reads the table strictly.
func readRoutes(text string) (map[string]need, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	r.FieldsPerRecord = 3
	head, err := r.Read()
	if err != nil || !slices.Equal(head, []string{"method", "path", "needs"}) {
		return nil, errors.New("routes.csv: the first line must name the columns: method,path,needs")
	}
	t := map[string]need{}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, fmt.Errorf("routes.csv: %w", err)
		}
		line, _ := r.FieldPos(0)
		route := record[0] + " " + record[1]
		n, err := readNeed(record[2])
		if _, twice := t[route]; twice {
			err = errors.New("the route stands there twice")
		}
		if (record[0] != "GET" && record[0] != "POST") || !strings.HasPrefix(record[1], "/") {
			err = errors.New("a route is GET or POST and an address")
		}
		if err != nil {
			return nil, fmt.Errorf("routes.csv, line %d: %w", line, err)
		}
		t[route] = n
	}
}

func readNeed(text string) (need, error) {
	switch text {
	case "public":
		return need{public: true}, nil
	case "signed_in":
		return need{signedIn: true}, nil
	}
	verb, kind, _ := strings.Cut(text, " ")
	if !slices.Contains(verbs, Verb(verb)) || kinds[kind] == 0 {
		return need{}, fmt.Errorf("%q is not public, signed_in, or a verb and a kind", text)
	}
	return need{verb: Verb(verb), kind: kind}, nil
}

// Passes decides whether somebody may come to a route. a is nobody (the zero Actor) when nobody is signed in. A route that is
// not in the table is refused to everybody, as a page that does not exist.
func Passes(route string, a Actor) error {
	n, known := routes[route]
	in := a.ID != "" && a.Org != ""
	switch {
	case !known:
		return fault.New(fault.NotFound, fault.Text{}).Because(fmt.Errorf("the route %q has no line in routes.csv", route))
	case n.public:
		return nil
	case !in:
		return signInNeeded(nil)
	case n.signedIn || MayAny(a, n.verb, n.kind):
		return nil
	}
	return fault.New(fault.Forbidden, fault.Text{})
}

// KindOf tells what a route is about, for the audit; a kind of grants.csv, "account" where the table names none.
func KindOf(route string) string {
	if n := routes[route]; n.kind != "" {
		return n.kind
	}
	return "account"
}

// IsPublic tells whether a route is open to everybody.
func IsPublic(route string) bool { return routes[route].public }

// CheckRoutes compares the routes of the program with the table, for a test: what has no line, and which lines are of no
// route.
func CheckRoutes(registered []string) (missing, idle []string) {
	for _, r := range registered {
		if _, ok := routes[r]; !ok {
			missing = append(missing, r)
		}
	}
	for r := range routes {
		if !slices.Contains(registered, r) {
			idle = append(idle, r)
		}
	}
	sort.Strings(idle)
	return missing, idle
}

// The names of the cookies. With TLS they carry the prefix by which a browser sees to it that nobody else sets them.
const (
	sessionCookie = "nabij-session"
	deviceCookie  = "nabij-device"
	stepCookie    = "nabij-step"
)

// Cookies writes and reads the cookies of signing in.
type Cookies struct{ Secure bool }

func (c Cookies) name(n string) string {
	if c.Secure {
		return "__Host-" + n
	}
	return n
}

func (c Cookies) read(r *http.Request, name string) string {
	found := ""
	for _, one := range r.CookiesNamed(c.name(name)) {
		if found != "" {
			return "" // two of a name: somebody put one beside ours
		}
		found = one.Value
	}
	return found
}

func (c Cookies) set(w http.ResponseWriter, name, value string, seconds int, same http.SameSite) {
	http.SetCookie(w, &http.Cookie{Name: c.name(name), Value: value, Path: "/", MaxAge: seconds, Secure: c.Secure, HttpOnly: true, SameSite: same})
}

// Session gives the token of the session; Device that of the known device; Step that of somebody half way.
func (c Cookies) Session(r *http.Request) string { return c.read(r, sessionCookie) }

// Device gives the token of a browser in which somebody signed in before.
func (c Cookies) Device(r *http.Request) string { return c.read(r, deviceCookie) }

// Step gives the token of somebody half way in.
func (c Cookies) Step(r *http.Request) string { return c.read(r, stepCookie) }

// SetSession gives the browser a session, until it is closed or the session is over.
func (c Cookies) SetSession(w http.ResponseWriter, token string) {
	c.set(w, sessionCookie, token, 0, http.SameSiteLaxMode)
}

// SetDevice lets the browser be known.
func (c Cookies) SetDevice(w http.ResponseWriter, token string) {
	c.set(w, deviceCookie, token, int(DeviceLife.Seconds()), http.SameSiteStrictMode)
}

// SetStep gives the browser a step. It comes back from an outside service too, so it is Lax.
func (c Cookies) SetStep(w http.ResponseWriter, token string) {
	c.set(w, stepCookie, token, int(EnrolLife.Seconds()), http.SameSiteLaxMode)
}

// DropSession and DropStep take them away.
func (c Cookies) DropSession(w http.ResponseWriter) {
	c.set(w, sessionCookie, "", -1, http.SameSiteLaxMode)
}

// DropStep takes the step away.
func (c Cookies) DropStep(w http.ResponseWriter) { c.set(w, stepCookie, "", -1, http.SameSiteLaxMode) }

// Signed gives the browser all that belongs to somebody who came in.
func (c Cookies) Signed(w http.ResponseWriter, in Signed) {
	c.SetSession(w, in.Session)
	c.SetDevice(w, in.Device)
	c.DropStep(w)
}

// Enter gives the request on with whoever asks, or tells why it stops here. It is what a guard of all routes calls: see
// web.Config.Guard.
func (s *Service) Enter(c Cookies, route string, r *http.Request) (*http.Request, error) {
	token := c.Session(r)
	if token == "" {
		return r, Passes(route, Actor{})
	}
	a, err := s.Resolve(r.Context(), token)
	if err != nil {
		if fault.KindOf(err) != fault.SignInNeeded && !IsPublic(route) {
			return r, err
		}
		if IsPublic(route) {
			return r, nil // a page for everybody is for somebody with an old cookie too
		}
		if _, known := routes[route]; !known {
			return r, Passes(route, Actor{})
		}
		return r, err
	}
	return r.WithContext(With(r.Context(), a)), Passes(route, a)
}
