package web

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// sent is a form as it came in, for the error page: what somebody typed must not be lost because we failed.
type sent struct {
	Action string
	Fields []sentField
	Texts  []string // what was typed in sentences, to read and to copy
}

type sentField struct{ Name, Value string }

// secretFields are never written into a page. A form with one of them is short, and is typed again.
var secretFields = []string{"password", "old", "code"}

// sentence is the length from which a value is taken for something that somebody wrote.
const sentence = 12

// keepSent reads a form before it is answered, so that the error page has it whatever went wrong, also when the handler
// is still busy with it.
func keepSent(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Body == nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		of(r).body = body
		r.Body = &keptBody{bytes.NewReader(body), err, r.Body}
		next.ServeHTTP(w, r)
	})
}

// keptBody is a body that was read before, with the error that reading it gave.
type keptBody struct {
	*bytes.Reader
	err error
	was io.Closer
}

func (b *keptBody) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF && b.err != nil {
		err = b.err
	}
	return n, err
}

func (b *keptBody) Close() error { return b.was.Close() }

// sentWith gives the form of a request that failed, when sending it again may help: its key makes that it has its
// effect once.
func sentWith(r *http.Request, status int) *sent {
	s := of(r)
	if r.Method != http.MethodPost || len(s.body) == 0 || status < 500 && status != http.StatusConflict && status != http.StatusTooManyRequests {
		return nil
	}
	values, err := url.ParseQuery(string(s.body))
	if err != nil {
		return nil
	}
	form, err := clean(s.lang, values)
	if err != nil {
		return nil
	}
	out := &sent{Action: langPath(s.lang, s.path)}
	if r.URL.RawQuery != "" {
		out.Action += "?" + r.URL.RawQuery
	}
	names := form.Names()
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(secretFields, name) {
			return nil
		}
		for _, v := range form.All(name) {
			out.Fields = append(out.Fields, sentField{name, v})
			if utf8.RuneCountInString(v) >= sentence && strings.ContainsAny(v, " \n") {
				out.Texts = append(out.Texts, v)
			}
		}
	}
	return out
}
