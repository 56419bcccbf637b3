package deliberation

import (
	"context"

	"nabij/internal/framework"
	"nabij/internal/people"
	"nabij/internal/people/desk"
	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
)

// fileOf reads what of a resident's file can be a fact, for who may see the file.
func (f *Feature) fileOf(ctx context.Context, q db.Query, x desk.File) (File, error) {
	var out File
	if !x.May(access.See, "resident").Allowed {
		return out, nil
	}
	var err error
	read := func(fn func() error) {
		if err == nil {
			err = fn()
		}
	}
	read(func() (e error) { out.Who, e = people.Get[people.Who](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Reach, e = people.Get[people.Reach](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Barriers, e = people.Get[people.Barriers](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Wishes, e = people.Get[people.Wishes](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Network, e = people.Get[people.Network](ctx, q, x.Actor, x.ID); return })
	read(func() (e error) { out.Support, e = people.Get[people.Support](ctx, q, x.Actor, x.ID); return })
	if x.May(access.See, "contact_rule").Allowed { // how somebody lives can give a secret address away
		read(func() (e error) { out.Living, e = people.Get[people.Living](ctx, q, x.Actor, x.ID); return })
	}
	if x.May(access.See, "household").Allowed {
		read(func() (e error) { out.Household, e = people.Get[people.Household](ctx, q, x.Actor, x.ID); return })
	}
	return out, err
}

// known is what the file says about a question now, in the words of the question. Beside it is only shown.
type known struct {
	Fact   Fact
	Given  []string
	Words  []string // as the file has them, for what is only shown
	On     people.Day
	Beside bool
}

// knownBy gives what the file says, by question.
func (f *Feature) knownBy(fw *framework.Framework, file File, plan string) map[string]known {
	out := map[string]known{}
	day := func(at db.Instant) people.Day {
		if at.IsZero() {
			return ""
		}
		return people.DayOf(at.Time(), f.Zone)
	}
	if len(plan) > 10 {
		plan = plan[:10]
	}
	for _, x := range f.Facts[string(fw.Base.Head.ID)] {
		k, ok := file.tell(x.Fact, people.Day(plan), day)
		if !ok {
			continue
		}
		if x.Beside {
			out[x.Question] = known{Fact: x, Words: k.Words, On: k.On, Beside: true}
		} else if given := x.answer(k, fw); len(given) > 0 {
			out[x.Question] = known{Fact: x, Given: given, On: k.On}
		}
	}
	return out
}

// asksNow are the questions that are asked in a case.
func asksNow(fw *framework.Framework, c framework.Case) map[string]bool {
	out := map[string]bool{}
	for _, s := range fw.Evaluate(c).Sheet("nl").Sections {
		for _, q := range s.Questions {
			for _, slot := range q.Slots {
				if slot.Asked == framework.Yes {
					out[q.ID] = true
				}
			}
		}
	}
	return out
}
