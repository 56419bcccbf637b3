// Package clock is the only place that asks the machine what time it is.
//
// Everything else receives a Clock, or better a moment or a day as a parameter. So every rule can be tried on any day,
// and no test depends on the day it runs. A test in internal/app holds the whole repository to it.
package clock

import (
	"sync"
	"time"
)

// Clock tells the time.
type Clock interface {
	// Now gives the present moment in UTC.
	Now() time.Time
}

// System is the clock of the machine.
type System struct{}

// Now gives the present moment in UTC. It keeps the monotonic reading, so that differences are right when the
// machine's clock is set.
func (System) Now() time.Time { return time.Now().UTC() }

// Since gives how long ago a moment was on a clock.
func Since(c Clock, t time.Time) time.Duration { return c.Now().Sub(t) }

// Fixed is a clock that stands still until it is told otherwise. It is for tests and for --day on the command line,
// and it may be used by several goroutines.
type Fixed struct {
	mu  sync.Mutex
	now time.Time
}

// At makes a clock that stands still at a moment.
func At(t time.Time) *Fixed { return &Fixed{now: t.UTC()} }

// Now gives the moment at which the clock stands.
func (f *Fixed) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Set puts the clock at another moment.
func (f *Fixed) Set(t time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = t.UTC()
}

// Advance moves the clock forward.
func (f *Fixed) Advance(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(d)
}

// Running is a clock that is not set to now: it stands still until it is started, and then runs on from where it stands.
// It is for a demonstration, which is told at moments in the past and begins on one of them.
type Running struct {
	Fixed
	began time.Time // zero while it stands
}

// From makes a clock that stands still at a moment.
func From(t time.Time) *Running { return &Running{Fixed: Fixed{now: t.UTC()}} }

// Now gives the moment that the clock shows.
func (r *Running) Now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began.IsZero() {
		return r.now
	}
	return r.now.Add(time.Since(r.began))
}

// Start lets the clock run on. It cannot be set after that: for who looks at it, time does not jump.
func (r *Running) Start() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began.IsZero() {
		r.began = time.Now()
	}
}

// Set puts a clock that stands still at another moment.
func (r *Running) Set(t time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began.IsZero() {
		r.now = t.UTC()
	}
}

// Advance moves a clock that stands still forward.
func (r *Running) Advance(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began.IsZero() {
		r.now = r.now.Add(d)
	}
}

// Runs tells whether the clock was started.
func (r *Running) Runs() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.began.IsZero()
}
