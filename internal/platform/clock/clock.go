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
