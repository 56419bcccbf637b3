package web

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"

	"nabij/internal/platform/fault"
)

// httpError is a failure that only HTTP knows: an address, a method, a content type.
type httpError struct {
	status int
	key    string // error.<key>.title and error.<key>.text
	allow  string
	cause  error
}

func (e *httpError) Error() string {
	if e.cause != nil {
		return e.key + ": " + e.cause.Error()
	}
	return e.key
}
func (e *httpError) Unwrap() error { return e.cause }

// statuses is the only table of what a kind of fault is in HTTP.
var statuses = map[fault.Kind]int{
	fault.NotFound:     http.StatusNotFound,
	fault.Invalid:      http.StatusUnprocessableEntity,
	fault.Conflict:     http.StatusConflict,
	fault.Forbidden:    http.StatusForbidden,
	fault.SignInNeeded: http.StatusUnauthorized,
	fault.TooMany:      http.StatusTooManyRequests,
	fault.Unavailable:  http.StatusServiceUnavailable,
	fault.TooLarge:     http.StatusRequestEntityTooLarge,
}

// failure is the view of the error page.
type failure struct {
	Title, Text string
	Problems    []string // what is wrong, where the fault names fields
	Incident    string   // the code to mention; only for what we did not expect
	Kept        bool     // what was typed is still in the browser: tell so
	Sent        *sent    // or here it is
}

var failPage = MustPage[failure](partsFS, "parts/fail.html", nil)

// Fail answers a request with the error page. It is the only place that knows which status belongs to which failure.
// Of an error that is not a fault, the person sees a code and nothing else; the log has the code and the error.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	status, view := describe(w, r, err)
	s := of(r)
	if status >= http.StatusInternalServerError && view.Incident != "" {
		s.log().ErrorContext(r.Context(), "incident", "incident", s.id, "route", s.pattern, "error", err.Error())
	}
	view.Sent = sentWith(r, status)
	view.Kept = r.Method == http.MethodPost && view.Sent == nil
	head := Head{Title: view.Title, Same: "/"}
	if rErr := failPage.Render(w, r, status, head, view); rErr != nil {
		// The error page itself is broken: say the least that is always possible.
		s.log().ErrorContext(r.Context(), "error page", "incident", s.id, "error", rErr.Error())
		http.Error(w, view.Title+" ("+s.id+")", status)
	}
}

// Status gives the status with which Fail would answer.
func Status(err error) int {
	var he *httpError
	if errors.As(err, &he) {
		return he.status
	}
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	if status, ok := statuses[fault.KindOf(err)]; ok {
		return status
	}
	return http.StatusInternalServerError
}

func describe(w http.ResponseWriter, r *http.Request, err error) (int, failure) {
	status := Status(err)
	lang := Lang(r)
	say := func(key string) failure {
		return failure{Title: Text(r, "error."+key+".title"), Text: Text(r, "error."+key+".text")}
	}
	var he *httpError
	var tooBig *http.MaxBytesError
	if errors.As(err, &he) {
		if he.allow != "" {
			w.Header().Set("Allow", he.allow)
		}
		if he.status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "2")
		}
		return status, say(he.key)
	}
	if f, ok := fault.As(err); ok && f.Kind != fault.Unknown {
		view := say(f.Kind.String())
		if f.Key != "" {
			view.Text = Text(r, f.Key)
		} else if f.Text != (fault.Text{}) {
			view.Text = f.Text.In(lang)
		}
		for _, field := range f.Fields {
			view.Problems = append(view.Problems, field.Text.In(lang))
		}
		if f.Retry > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(f.Retry.Seconds()))))
		}
		return status, view
	}
	switch {
	case errors.As(err, &tooBig):
		return status, say("too_large")
	case errors.Is(err, context.DeadlineExceeded):
		w.Header().Set("Retry-After", "2")
		return status, say("timeout")
	}
	view := say("unknown")
	view.Incident = of(r).id
	return status, view
}
