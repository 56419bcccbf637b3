package demo

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"

	"github.com/pquerna/otp/totp"
)

// found makes the organisation with its first administrator, through the link of the first start. Nobody knows her
// password: it is made here, used once and forgotten.
func (s *story) found() {
	s.at(4, 8, 30)
	ada := cast[0]
	path, needed, err := s.Access.Setup(access.With(s.ctx, access.Actor{ID: "program", Org: "installation", Via: "start"}))
	if err != nil || !needed {
		s.fail(fmt.Errorf("there is an organisation already (%w)", err))
		return
	}
	browser := access.Browser{Network: "192.168.20.20", Agent: "computer"}
	step, err := s.Access.UseLink(s.ctx, strings.TrimPrefix(path, "/eerste-keer/"), true, browser)
	if err != nil {
		s.fail(err)
		return
	}
	s.fail(s.Access.EnrolDetails(s.ctx, step, access.Details{Organisation: Organisation, Name: ada.name, Login: ada.login(), Password: rand.Text()}))
	s.finish(ada, step, browser)
	s.places()
}

// finish takes the first code of an account that is being set up: with it the account is there.
func (s *story) finish(p played, step string, browser access.Browser) {
	if s.err != nil {
		return
	}
	e, err := s.Access.Enrolment(s.ctx, step)
	if err != nil {
		s.fail(err)
		return
	}
	code, err := totp.GenerateCode(e.Seed, s.Clock.Now())
	if err != nil {
		s.fail(err)
		return
	}
	in, err := s.Access.EnrolFactor(s.ctx, step, code, browser)
	if err != nil {
		s.fail(err)
		return
	}
	s.fail(s.Access.SignOut(s.ctx, in.Session))
	s.ids["org"], s.ids["worker."+p.key] = in.Person.Org, in.Person.ID
	s.people[p.key] = &member{played: p, id: in.Person.ID, visitor: &visitor{site: s.Site, phone: p.phone, cookies: map[string]string{}}}
}

// places makes teams, neighbourhoods and target groups, on the pages of the administrator.
func (s *story) places() {
	for _, list := range []struct {
		path, kind string
		names      map[string]string
	}{{"/beheer/teams", "team", teamNames}, {"/beheer/wijken", "neighbourhood", hoodNames}, {"/beheer/doelgroepen", "group", groupNames}} {
		for _, key := range slices.Sorted(maps.Keys(list.names)) {
			s.as("ada").open(list.path).on("form").fill("name", list.names[key]).send("")
		}
		s.know(list.kind, list.names)
	}
}

// know remembers the ids of places by their names.
func (s *story) know(kind string, names map[string]string) {
	if s.err != nil {
		return
	}
	all, err := people.Places(s.ctx, s.DB.Read(), s.actor("ada"), kind)
	s.fail(err)
	for key, name := range names {
		for _, p := range all {
			if p.Name == name {
				s.ids[key] = p.ID
			}
		}
		s.id(key)
	}
}

// hire lets the others come in. They have no password at all: only the door of a demonstration lets them in.
func (s *story) hire() {
	for i, p := range cast[1:] {
		s.at(4, 9, 10+3*i)
		s.invite(p)
		s.tx("ada", func(ctx context.Context, tx db.Tx, a access.Actor) error {
			return s.Access.AdmitDemo(ctx, tx, a, s.id("worker."+p.key))
		})
		s.people[p.key] = &member{played: p, id: s.ids["worker."+p.key], visitor: &visitor{site: s.Site, phone: p.phone, cookies: map[string]string{}}}
	}
	s.invite(invited)
}

// invite makes the account of somebody new, who did not come in yet.
func (s *story) invite(p played) {
	var teams []string
	for _, t := range p.teams {
		teams = append(teams, s.id(t))
	}
	s.tx("ada", func(ctx context.Context, tx db.Tx, a access.Actor) (err error) {
		s.ids["worker."+p.key], _, err = s.Access.Invite(ctx, tx, a, p.name, p.login(), p.roles, teams)
		return err
	})
}
