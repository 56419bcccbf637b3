package reliability

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"nabij/internal/platform/web/webtest"

	"github.com/pquerna/otp/totp"
)

// visitor is somebody with a browser without a script, over the network: it keeps cookies and sends forms as they stand
// in the page.
type visitor struct {
	t    *testing.T
	p    *program
	name string
	http *http.Client
	seed string
	step int64 // the last step of which a code was given
	now  func() time.Time
}

// answer is what came back on one request. Redirects are not followed.
type answer struct {
	path, to string
	code     int
	body     string
	header   http.Header
	at       time.Time // when the whole answer was here
	err      error
}

func (p *program) visitor(name string) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	return &visitor{t: p.t, p: p, name: name, now: time.Now, http: &http.Client{Jar: jar, Timeout: 30 * time.Second,
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// ask sends one request and gives what came back, also when nothing did.
func (v *visitor) ask(method, path string, form url.Values) answer {
	a := answer{path: path}
	request, err := http.NewRequest(method, v.p.url()+path, strings.NewReader(form.Encode()))
	if err != nil {
		a.err = err
		return a
	}
	request.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)")
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := v.http.Do(request)
	if err != nil {
		a.err = err
		return a
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	a.at = time.Now()
	a.code, a.body, a.header, a.err = response.StatusCode, string(body), response.Header, err
	if a.code == http.StatusSeeOther {
		a.to = response.Header.Get("Location")
	}
	return a
}

func (v *visitor) get(path string) answer { return v.ask(http.MethodGet, path, nil) }

func (v *visitor) post(path string, form url.Values) answer {
	return v.ask(http.MethodPost, path, form)
}

// acknowledged tells that the program said: it is stored.
func (a answer) acknowledged() bool {
	return a.err == nil && (a.code == http.StatusOK || a.code == http.StatusSeeOther)
}

func (a answer) doc() *webtest.Doc { return webtest.Parse(a.body) }

// want ends the test when the answer is not as it must be for the rest to make sense.
func (v *visitor) want(a answer, code int) answer {
	v.t.Helper()
	if a.err != nil || a.code != code {
		v.t.Fatalf("%s at %s: %d (%v), want %d: %q %q", v.name, a.path, a.code, a.err, code, a.doc().Texts("h1"), a.doc().Texts("main p"))
	}
	return a
}

// form reads the form with an id from a page, and fills in names and values.
func (a answer) form(id, button string, fill ...string) (path string, form url.Values, err error) {
	doc := a.doc()
	path, pressed, ok := doc.Action(id, button)
	if !ok {
		return "", nil, errors.New(a.path + ": there is no form " + id + " with a button " + button)
	}
	form = doc.Fields(id)
	for name, value := range pressed {
		form[name] = value
	}
	for i := 0; i+1 < len(fill); i += 2 {
		if name, again := strings.CutPrefix(fill[i], "+"); again {
			form.Add(name, fill[i+1])
			continue
		}
		form.Set(fill[i], fill[i+1])
	}
	return path, form, nil
}

// fill sends the form with an id of a page, and follows where it leads.
func (v *visitor) fill(a answer, id, button string, fill ...string) answer {
	v.t.Helper()
	path, form, err := a.form(id, button, fill...)
	if err != nil {
		v.t.Fatalf("%s: %v; the page is %q", v.name, err, a.doc().Texts("h1"))
	}
	return v.follow(v.post(path, form))
}

// follow goes where an answer leads.
func (v *visitor) follow(a answer) answer {
	for range 6 {
		if a.to == "" {
			return a
		}
		a = v.get(a.to)
	}
	return a
}

var spelledSeed = regexp.MustCompile(`<strong>((?:[A-Z2-7]{4} ?){8})</strong>`)

// enrol makes an account by the page with the seed, and keeps the app.
func (v *visitor) enrol(a answer) answer {
	v.t.Helper()
	m := spelledSeed.FindStringSubmatch(a.body)
	if m == nil {
		v.t.Fatalf("%s: no seed on %s: %q %q", v.name, a.path, a.doc().Texts("h1"), a.doc().Texts("main p"))
	}
	v.seed = strings.ReplaceAll(m[1], " ", "")
	return v.want(v.fill(a, "ask", "", "code", v.code()), 200)
}

// code reads the app: a code that was not given before. When the one of now was, it is the next one, which is right
// already because clocks differ.
func (v *visitor) code() string {
	step := v.now().Unix() / 30
	if step <= v.step {
		step = v.step + 1
	}
	for step > v.now().Unix()/30+1 {
		time.Sleep(time.Second)
	}
	v.step = step
	code, err := totp.GenerateCode(v.seed, time.Unix(step*30, 0))
	if err != nil {
		v.t.Fatal(err)
	}
	return code
}

const secret = "trompet fietsbel lantaarn"

// signIn comes in with password and code.
func (v *visitor) signIn(login string) answer {
	v.t.Helper()
	a := v.fill(v.want(v.get("/aanmelden"), 200), "ask", "", "login", login, "password", secret)
	if a.code != 200 {
		return a
	}
	return v.fill(a, "ask", "", "code", v.code())
}

// stepUp gives a fresh second factor.
func (v *visitor) stepUp() {
	v.t.Helper()
	v.want(v.fill(v.want(v.get("/bevestigen"), 200), "ask", "", "code", v.code()), 200)
}

// at gives the same person with the same cookies, before another program that serves the same data.
func (v *visitor) at(p *program) *visitor {
	w := p.visitor(v.name)
	w.seed, w.step, w.now = v.seed, v.step, v.now
	from, _ := url.Parse(v.p.url())
	to, _ := url.Parse(p.url())
	w.http.Jar.SetCookies(to, v.http.Jar.Cookies(from))
	return w
}
