package demo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
)

// Size says how large an organisation Fill makes.
type Size struct {
	Residents int
	Seed      uint64
}

// AtOnce is how many residents go into one transaction: memory stays what it is, however many there are.
const AtOnce = 250

// How large things are.
const (
	perWorker = 55   // residents of one worker
	perTeam   = 2500 // and of one team
	mostTeams = 40   // teams there are at most
)

// Filled is what Fill made.
type Filled struct {
	Residents, Workers, Teams int
	// Digest is the same for the same seed and number: a checksum over every resident with their team, neighbourhood, groups
	// and worker by name, in order. Ids, moments and the numbers that hang on them are not in it: they are of the run.
	Digest string
}

// Fill makes a large organisation in an empty database: teams, workers, and residents in the caseload of one of them. What
// each resident is hangs on the seed and their number alone.
func Fill(ctx context.Context, h House, size Size, done func(residents, of int)) (Filled, error) {
	s := &story{House: h, ctx: ctx, people: map[string]*member{}, ids: map[string]string{}}
	f := &filling{story: s, size: size, sum: sha256.New()}
	s.found()
	s.hire()
	f.house()
	if s.err != nil {
		return Filled{}, s.err
	}
	for from := 0; from < size.Residents; from += AtOnce {
		if err := ctx.Err(); err != nil {
			return Filled{}, err
		}
		if err := f.some(from, min(from+AtOnce, size.Residents)); err != nil {
			return Filled{}, err
		}
		done(min(from+AtOnce, size.Residents), size.Residents)
	}
	h.Clock.Set(Today(h.Zone))
	return Filled{Residents: size.Residents, Workers: len(f.workers), Teams: len(f.teams), Digest: hex.EncodeToString(f.sum.Sum(nil))}, nil
}

// filling is the work of Fill.
type filling struct {
	*story
	size    Size
	sum     hash.Hash
	teams   []string // ids
	workers []string // ids; worker n is of team n modulo the number of teams
}

// house makes the teams and workers that so many residents need. The cast is among the workers, so that somebody can look.
func (f *filling) house() {
	s := f.story
	n := min(max(len(teamNames), f.size.Residents/perTeam), mostTeams)
	for _, key := range []string{"oost", "west", "opvang"} {
		f.teams = append(f.teams, s.ids[key])
	}
	s.tx("ada", func(ctx context.Context, tx db.Tx, a access.Actor) error {
		for i := len(f.teams); i < n; i++ {
			id, err := people.AddPlace(ctx, tx, a, "team", fmt.Sprintf("Wijkteam %02d", i+1), db.InstantOf(s.Clock.Now()))
			if err != nil {
				return err
			}
			if err := s.Audit.Record(ctx, tx, audit.Line{Event: "team.added", Kind: "team", ID: id, Ground: "role:administrator"}); err != nil {
				return err
			}
			f.teams = append(f.teams, id)
		}
		return nil
	})
	f.workers = []string{s.ids["worker.sanne"], s.ids["worker.karim"], s.ids["worker.joris"]}
	for s.err == nil && len(f.workers) < f.size.Residents/perWorker {
		s.Clock.Advance(time.Second)
		s.tx("ada", func(ctx context.Context, tx db.Tx, a access.Actor) error {
			for range 50 {
				i := len(f.workers)
				if i >= f.size.Residents/perWorker {
					return nil
				}
				id, _, err := s.Access.Invite(ctx, tx, a, fmt.Sprintf("Medewerker %04d", i+1), fmt.Sprintf("medewerker%04d%s", i+1, mailDomain),
					[]access.Role{access.Worker}, []string{f.teams[i%len(f.teams)]})
				if err == nil {
					err = s.Access.AdmitDemo(ctx, tx, a, id)
				}
				if err != nil {
					return err
				}
				f.workers = append(f.workers, id)
			}
			return nil
		})
	}
}

// worker gives who has the resident with a number: somebody of their team.
func (f *filling) worker(number, team int) int {
	inTeam := (len(f.workers) - team + len(f.teams) - 1) / len(f.teams)
	return team + len(f.teams)*(number/len(f.teams)%max(1, inTeam))
}

// some makes the next residents, in one transaction, each file opened on its own day of the three years before.
func (f *filling) some(from, until int) error {
	s := f.story
	first := Today(s.Zone).AddDate(-3, 0, 0)
	day := first.Add(time.Duration(float64(Today(s.Zone).AddDate(0, 0, -20).Sub(first)) * float64(from) / float64(max(1, f.size.Residents))))
	at, today := db.InstantOf(day), people.DayOf(day, s.Zone)
	a := s.actor("lotte")
	a.Teams = f.teams
	list, crowd := make([]people.NewResident, 0, until-from), make([]person, 0, until-from)
	for n := from; n < until; n++ {
		p := anybody(f.size.Seed, uint64(n), len(f.teams))
		if err := f.note(n, p); err != nil {
			return err
		}
		blocks := append([]people.Block(nil), p.blocks...)
		l := p.living
		if l.Kind != "no_fixed" {
			l.Neighbourhood = s.ids[hoodKeys[p.hood]]
		}
		blocks = append(blocks, l)
		if len(p.groups) > 0 {
			g := people.Groups{}
			for _, key := range p.groups {
				g.IDs = append(g.IDs, s.ids[key])
			}
			blocks = append(blocks, g)
		}
		crowd = append(crowd, p)
		list = append(list, people.NewResident{Who: p.who, Team: f.teams[p.team], Ground: "wmo_support", Blocks: blocks})
	}
	return s.DB.InTx(access.With(s.ctx, a), func(ctx context.Context, tx db.Tx) error {
		added, err := people.AddMany(ctx, tx, a, list, at, today)
		if err != nil {
			return err
		}
		ids := make([]string, len(added))
		for i, r := range added {
			ids[i] = r.ID
			p := crowd[i]
			if err := people.Assign(ctx, tx, a, r.ID, f.workers[f.worker(from+i, p.team)], at, today); err != nil {
				return err
			}
			if p.closed || p.limited {
				frame := people.Frame{Team: r.Team, Restricted: p.limited, Ground: r.Ground}
				if p.closed {
					frame.ClosedOn = today.Add(14)
				}
				if err := people.ChangeFrame(ctx, tx, a, r.ID, r.Version, frame); err != nil {
					return err
				}
			}
		}
		return s.Audit.Record(ctx, tx, audit.Line{Event: "resident.added", Kind: "resident", Residents: ids, Ground: "team"})
	})
}

// note adds a resident to the digest, by what they are and not by ids.
func (f *filling) note(number int, p person) error {
	text, err := json.Marshal([]any{number, p.who, p.team, hoodKeys[p.hood], p.groups, p.blocks, p.living, p.closed, p.limited, f.worker(number, p.team)})
	if err == nil {
		_, err = f.sum.Write(text)
	}
	return err
}
