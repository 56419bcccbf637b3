package demo

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/clock"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// Banner stands above every page.
var Banner = fault.Say("Demonstratie: verzonnen mensen, 20 mei 2020", "Demonstration: made-up people, 20 May 2020")

// House is the program in which the demonstration is made.
type House struct {
	DB     *db.DB
	Clock  *clock.Running
	Zone   *time.Location
	Access *access.Service // with Config.Demo
	Audit  *audit.Log
	Site   http.Handler // every page, with the door of a demonstration; only Build needs it
	// Settle does what waits in the background, such as bringing decisions back. May be nil.
	Settle func(ctx context.Context) error
}

// Today is the moment at which the demonstration begins for who looks at it: a Wednesday, ten in the morning.
func Today(zone *time.Location) time.Time { return time.Date(2020, time.May, 20, 10, 0, 0, 0, zone) }

// State is what a database holds.
type State int

// The states.
const (
	Empty State = iota // no organisation
	Made               // demonstrations alone
	Real               // an organisation that is none
)

// StateOf tells what a database holds.
func StateOf(ctx context.Context, q db.Query) (State, error) {
	held, err := access.Held(ctx, q)
	return StateIs(held), err
}

// StateIs tells what that is. An organisation is that of a demonstration when it says so in its name and everybody in it
// has a sign-in name that nobody real can have.
func StateIs(held []access.Holds) State {
	if len(held) == 0 {
		return Empty
	}
	for _, h := range held {
		if !strings.HasSuffix(h.Organisation, "(demonstratie)") || h.Login != "" && !strings.HasSuffix(h.Login, mailDomain) {
			return Real
		}
	}
	return Made
}

// ErrReal is the error of a database with a real organisation, in which nothing made up may ever be written.
var ErrReal = fault.New(fault.Conflict, fault.Say(
	"Deze database hoort bij een echte organisatie. Een demonstratie schrijft daar niets in. Kies een lege map met --data.",
	"This database belongs to a real organisation. A demonstration writes nothing there. Choose an empty folder with --data."))

// ErrHalf is the error of a demonstration that was broken off while it was made.
var ErrHalf = fault.New(fault.Conflict, fault.Say(
	"De demonstratie in deze database is niet afgemaakt. Kies een lege map met --data.",
	"The demonstration in this database was not finished. Choose an empty folder with --data."))

// Build lives the fortnight, from the first account until ten in the morning of 20 May. done counts the scenes.
func Build(ctx context.Context, h House, done func(scene, of int)) error {
	s := &story{House: h, ctx: ctx, people: map[string]*member{}, ids: map[string]string{}}
	scenes := s.scenes()
	for i, scene := range scenes {
		scene.play()
		if s.err != nil {
			return fmt.Errorf("demo, %s, %s: %w", scene.name, h.Clock.Now().In(h.Zone).Format("2 Jan 15:04"), s.err)
		}
		done(i+1, len(scenes))
	}
	h.Clock.Set(Today(h.Zone))
	return nil
}
