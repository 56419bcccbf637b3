package web

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
)

// state is what the middleware knows about a request. It travels in the context, so that a handler needs no more than
// its request.
type state struct {
	site    *Router
	lang    string
	path    string // the address without the prefix of the language
	nonce   string
	id      string          // the request's id; also the incident code that a person may read out
	pattern string          // the route that was matched, for the log
	body    []byte          // of a form, as it was sent; see keepSent
	viewer  context.Context // of the request as the guard let it in; nil when it did not
}

type stateKey struct{}

// of gives the state of a request, or a neutral one outside the router (tests of a single part).
func of(r *http.Request) *state {
	if s, ok := r.Context().Value(stateKey{}).(*state); ok {
		return s
	}
	return &state{lang: Langs[0], path: r.URL.Path}
}

func withState(r *http.Request, s *state) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), stateKey{}, s))
}

// Lang gives the language of a request: "nl" or "en".
func Lang(r *http.Request) string { return of(r).lang }

// ID gives the id of a request, as it stands in the log.
func ID(r *http.Request) string { return of(r).id }

// Here gives the address of a request without the prefix of its language.
func Here(r *http.Request) string { return of(r).path }

// Path gives an address of the program in the language of a request.
func Path(r *http.Request, path string) string { return langPath(Lang(r), path) }

// Text gives an interface text in the language of a request, from the catalogue of any slice or of the platform. The
// arguments are pairs of a name and a value; the one called Count chooses the plural.
func Text(r *http.Request, key string, args ...any) string {
	s := of(r)
	if s.site == nil {
		return platformTexts.Say(s.lang, key, args...)
	}
	return s.site.texts.say(s.lang, key, args)
}

// Redirect sends the browser to another address of the program, in the same language, with a GET request.
func Redirect(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, Path(r, path), http.StatusSeeOther)
	return nil
}

func langPath(lang, path string) string {
	if lang != "en" {
		return path
	}
	if path == "/" {
		return "/en"
	}
	if strings.HasPrefix(path, "/?") || strings.HasPrefix(path, "/#") {
		return "/en" + path[1:]
	}
	return "/en" + path
}

// splitLang takes the prefix of the language off an address.
func splitLang(path string) (lang, rest string) {
	if path == "/en" {
		return "en", "/"
	}
	if rest, ok := strings.CutPrefix(path, "/en/"); ok {
		return "en", "/" + rest
	}
	return "nl", path
}

// newNonce gives 128 random bits for the content security policy.
func newNonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails: it ends the program instead
	return base64.RawStdEncoding.EncodeToString(b[:])
}

// newID gives an id that can be read out over the telephone: no I, L, O or U.
func newID() string {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var b [10]byte
	_, _ = rand.Read(b[:])
	for i := range b {
		b[i] = alphabet[b[i]&31]
	}
	return string(b[:5]) + "-" + string(b[5:])
}
