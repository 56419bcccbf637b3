package demo

import (
	"context"
	"fmt"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// profile is what a file begins with.
type profile struct {
	key, given, called, prefix, family string
	born                               string // a day or a year
	team, worker                       string // by key
	lives, street, number, hood        string
	ways                               []people.Channel
	hard                               people.Barriers
	wishes                             []people.Wish
	around                             []people.Contact
	mates                              []people.Housemate
	groups                             []string
	risk, support                      string
}

// blocks gives what is known of somebody, as the file keeps it.
func (s *story) blocks(p profile) (who people.Who, all []people.Block) {
	who = people.Who{Given: p.given, Called: p.called, Prefix: p.prefix, Family: p.family}
	who.BirthDay, who.BirthYear, _ = people.ParseBirth(p.born)
	living := people.Living{Kind: p.lives, Street: p.street, Number: p.number, Place: "Zonneveld"}
	if p.street != "" {
		living.Postcode = postcodes[p.hood]
	}
	if p.hood != "" {
		living.Neighbourhood = s.id(p.hood)
	}
	groups := people.Groups{}
	for _, g := range p.groups {
		groups.IDs = append(groups.IDs, s.id(g))
	}
	support := people.Support{Risk: p.risk, ClientSupport: p.support}
	if p.risk != "" {
		support.RiskAsked = people.DayOf(s.Clock.Now(), s.Zone)
	}
	for _, b := range []people.Block{people.Reach{Channels: p.ways}, p.hard, people.Wishes{Items: p.wishes}, people.Network{People: p.around},
		people.Household{Housemates: p.mates}, living, groups, support} {
		if !b.IsEmpty() {
			all = append(all, b)
		}
	}
	return who, all
}

// postcodes are of no place: letters that the Dutch post never gave out.
var postcodes = map[string]string{"molen": "9990 SA", "haven": "9990 SD", "bloemen": "9991 SS", "nieuwland": "9991 SA"}

// start opens the files of a worker, in one evening of typing over from the old list, each with its line in the audit trail.
func (s *story) start(worker string, list []profile) {
	s.tx(worker, func(ctx context.Context, tx db.Tx, a access.Actor) error {
		today := people.DayOf(s.Clock.Now(), s.Zone)
		for _, p := range list {
			if p.worker != worker {
				continue
			}
			who, blocks := s.blocks(p)
			for _, b := range append([]people.Block{who}, blocks...) {
				if err := b.(interface{ Check(people.Day) error }).Check(today); err != nil {
					return fmt.Errorf("%s: %w", p.key, err)
				}
			}
			s.Clock.Advance(90 * time.Second)
			team := ""
			if p.team != "" {
				team = s.id(p.team)
			}
			at := db.InstantOf(s.Clock.Now())
			r, err := people.Add(ctx, tx, a, people.NewResident{Who: who, Team: team, Ground: "wmo_support", Blocks: blocks}, at, today)
			if err != nil {
				return err
			}
			if err := people.Assign(ctx, tx, a, r.ID, a.ID, at, today); err != nil {
				return err
			}
			s.ids[p.key] = r.ID
			if err := s.Audit.Record(ctx, tx, audit.Line{Event: "resident.added", Kind: "resident", ID: r.ID, Residents: []string{r.ID}, Ground: "caseload"}); err != nil {
				return err
			}
		}
		return nil
	})
}

func phone(n string) people.Channel {
	return people.Channel{Kind: "phone", Value: "0999 00 0" + n, Safe: "yes"}
}
func mobile(n string) people.Channel {
	return people.Channel{Kind: "mobile", Value: "06 0000 0" + n, Safe: "yes"}
}
func way(kind, value, safe string) people.Channel {
	return people.Channel{Kind: kind, Value: value, Safe: safe}
}
func hours(c people.Channel, text string) people.Channel {
	c.Hours, _ = people.ParseHours(text)
	return c
}
func ways(all ...people.Channel) []people.Channel { return all }
func wish(day int, text string) people.Wish {
	return people.Wish{On: people.Day(fmt.Sprintf("2020-05-%02d", day)), Text: text}
}
func wishes(all ...people.Wish) []people.Wish { return all }
func hard(helps string, kinds ...string) people.Barriers {
	return people.Barriers{Kinds: kinds, Helps: helps}
}
func speaks(language, interpreter, helps string, kinds ...string) people.Barriers {
	return people.Barriers{Kinds: append([]string{"language"}, kinds...), Language: language, Interpreter: interpreter, Helps: helps}
}
func near(name, relation, how, call string) people.Contact {
	return people.Contact{Name: name, Relation: relation, How: how, MayCall: call}
}
func around(all ...people.Contact) []people.Contact { return all }
func mate(name, relation string, year int) people.Housemate {
	return people.Housemate{Name: name, Relation: relation, BirthYear: year}
}
func mates(all ...people.Housemate) []people.Housemate { return all }
