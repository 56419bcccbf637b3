package demo

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// story is the telling of the fortnight. The first error stops it: every step after it does nothing.
type story struct {
	House
	ctx    context.Context
	err    error
	people map[string]*member
	ids    map[string]string // of residents, places and deliberations, by the key that the story has for them
	page   *page             // where whoever is busy is now
	form   *form             // what they are filling in
	who    *member
}

// member is somebody of the cast with an account.
type member struct {
	played
	id      string
	visitor *visitor
	seen    time.Time
}

// scene is a part of the story.
type scene struct {
	name string
	play func()
}

// at puts the clock at a moment of May 2020. Time does not go back.
func (s *story) at(day, hour, minute int) {
	if s.err != nil {
		return
	}
	t := time.Date(2020, time.May, day, hour, minute, 0, 0, s.Zone)
	if t.Before(s.Clock.Now()) {
		s.fail(fmt.Errorf("the story goes back, from %s to %s", s.Clock.Now().In(s.Zone).Format("2 Jan 15:04"), t.Format("2 Jan 15:04")))
		return
	}
	s.Clock.Set(t)
}

func (s *story) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

// as lets somebody sit down at their browser. They come in when they were away for a while.
func (s *story) as(key string) *story {
	if s.err != nil {
		return s
	}
	m := s.people[key]
	if m == nil {
		s.fail(fmt.Errorf("nobody is called %q", key))
		return s
	}
	s.who = m
	if s.Clock.Now().Sub(m.seen) > 8*time.Hour {
		f := &form{action: "/aanmelden/demo", method: "post", fields: map[string][]string{"wie": {m.login()}, "naar": {"/mijn-account"}}}
		p, err := m.visitor.send(s.ctx, "/aanmelden", f)
		if err == nil && p.status != 200 {
			err = fmt.Errorf("%s does not come in: %d at %s: %s", key, p.status, p.path, p.told())
		}
		s.fail(err)
	}
	m.seen = s.Clock.Now()
	return s
}

// placed fills ids into an address: /inwoners/{truus}.
var placed = regexp.MustCompile(`\{([a-z0-9_.-]+)\}`)

func (s *story) path(address string) string {
	return placed.ReplaceAllStringFunc(address, func(mark string) string { return s.id(strings.Trim(mark, "{}")) })
}

func (s *story) id(key string) string {
	id := s.ids[key]
	if id == "" {
		s.fail(fmt.Errorf("the story has no %q", key))
	}
	return id
}

// open opens a page, which must be there.
func (s *story) open(address string) *story {
	if s.err != nil {
		return s
	}
	address = s.path(address)
	p, err := s.who.visitor.open(s.ctx, address)
	if err == nil && p.status != 200 {
		err = fmt.Errorf("%s opens %s: %d: %s", s.who.key, address, p.status, p.told())
	}
	s.fail(err)
	s.page, s.form = p, nil
	s.Clock.Advance(7 * time.Second)
	return s
}

// shut opens a page that must not open.
func (s *story) shut(address string) *story {
	if s.err != nil {
		return s
	}
	p, err := s.who.visitor.open(s.ctx, s.path(address))
	if err == nil && p.status < 400 {
		err = fmt.Errorf("%s opens %s, which should be shut", s.who.key, address)
	}
	s.fail(err)
	s.Clock.Advance(4 * time.Second)
	return s
}

// on takes a form of the page in hand.
func (s *story) on(name string) *story {
	if s.err != nil {
		return s
	}
	f, err := s.page.form(name)
	s.fail(err)
	s.form = f
	return s
}

// fill fills a field in; of the form that keeps something when none was taken in hand.
func (s *story) fill(name string, values ...string) *story {
	if s.form == nil {
		s.on("")
	}
	if s.err == nil {
		for i, v := range values {
			values[i] = s.path(v)
		}
		s.fail(s.form.set(name, values...))
	}
	return s
}

// maybe fills a field in when the form has it.
func (s *story) maybe(name string, values ...string) *story {
	if s.err != nil || s.form == nil {
		return s
	}
	if _, there := s.form.named(name); there {
		return s.fill(name, values...)
	}
	return s
}

// send sends the form, with a button ("" for none, "doe=neem" or "doe"), and looks at what comes.
func (s *story) send(button string) *story {
	if s.form == nil {
		s.on("")
	}
	if s.err != nil {
		return s
	}
	if button != "" {
		name, value, _ := strings.Cut(button, "=")
		s.fail(s.form.press(name, value))
	}
	s.Clock.Advance(40 * time.Second)
	f := s.form
	p, err := s.who.visitor.send(s.ctx, s.page.path, f)
	if err == nil && p.status != 200 {
		err = fmt.Errorf("%s sends the form to %s: %d at %s: %s", s.who.key, f.action, p.status, p.path, p.told())
	}
	s.fail(err)
	s.page, s.form = p, nil
	s.who.seen = s.Clock.Now()
	return s
}

// sendAnyway sends the form, whatever is answered: what somebody else did meanwhile may be in the way.
func (s *story) sendAnyway() *story {
	if s.err != nil {
		return s
	}
	p, err := s.who.visitor.send(s.ctx, s.page.path, s.form)
	s.fail(err)
	s.page, s.form = p, nil
	return s
}

var uuid = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// keep remembers the last id of the address where somebody is now.
func (s *story) keep(key string) *story {
	if s.err != nil {
		return s
	}
	ids := uuid.FindAllString(s.page.path, -1)
	if len(ids) == 0 {
		s.fail(fmt.Errorf("%s holds no id to keep as %s", s.page.path, key))
		return s
	}
	s.ids[key] = ids[len(ids)-1]
	return s
}

// sees demands a text on the page: what the scene is about.
func (s *story) sees(text string) *story {
	if s.err == nil && !strings.Contains(strings.Join(strings.Fields(words(s.page.root, " ")), " "), text) {
		s.fail(fmt.Errorf("%s does not show %q: %s", s.page.path, text, s.page.told()))
	}
	return s
}

// actor is somebody of the cast for what has no page yet.
func (s *story) actor(key string) access.Actor {
	m := s.people[key]
	a := access.Actor{ID: m.id, Org: s.id("org"), Name: m.name, Roles: m.roles, Via: "web", Strong: db.InstantOf(s.Clock.Now())}
	for _, t := range m.teams {
		a.Teams = append(a.Teams, s.id(t))
	}
	return a
}

// tx does something as somebody of the cast, in one transaction.
func (s *story) tx(key string, fn func(ctx context.Context, tx db.Tx, a access.Actor) error) {
	if s.err != nil {
		return
	}
	a := s.actor(key)
	err := s.DB.InTx(access.With(s.ctx, a), func(ctx context.Context, tx db.Tx) error { return fn(ctx, tx, a) })
	if f, ok := fault.As(err); ok && f.Unwrap() == nil {
		err = errors.New(f.Sentence("en"))
	}
	s.fail(err)
}
