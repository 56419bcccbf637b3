package deliberation

import (
	"context"
	"slices"
	"strings"

	"nabij/internal/feature/deliberation/record"
	"nabij/internal/framework"
	"nabij/internal/platform/db"
)

// offer is something to choose at one question: what stands, what stands beside it, what the file says now.
type offer struct {
	at      framework.Asked
	stands  record.Answer
	besides []record.Beside
	file    *known
}

// offers gives every question at which there is something to choose, in the order of their names.
func (f *Feature) offers(ctx context.Context, q db.Query, v record.Weighed) ([]offer, error) {
	file, err := f.fileOf(ctx, q, v.File)
	if err != nil {
		return nil, err
	}
	all := map[framework.Asked]*offer{}
	at := func(a framework.Asked) *offer {
		if all[a] == nil {
			all[a] = &offer{at: a}
			for _, x := range v.Answers {
				if x.At == a {
					all[a].stands = x
				}
			}
		}
		return all[a]
	}
	for _, b := range v.Besides {
		o := at(b.At)
		o.besides = append(o.besides, b)
	}
	asks := asksNow(v.FW, v.Case)
	for question, k := range f.knownBy(v.FW, file, v.Setting.Plan) {
		a := framework.Asked{Question: question}
		stands := slices.ContainsFunc(v.Answers, func(x record.Answer) bool { return x.At == a && slices.Equal(x.Given, k.Given) })
		if !k.Beside && !stands && asks[question] {
			at(a).file = &k
		}
	}
	out := make([]offer, 0, len(all))
	for _, o := range all {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b offer) int { return strings.Compare(a.at.String(), b.at.String()) })
	return out, nil
}

// pickAt settles what somebody chose at the questions that they saw. chosen is by question; what is not named is left.
func (f *Feature) pickAt(ctx context.Context, tx db.Tx, v record.Weighed, chosen map[string]string, seen map[string]int64) error {
	offers, err := f.offers(ctx, tx, v)
	if err != nil {
		return err
	}
	var picks []pick
	for _, o := range offers {
		what, ok := chosen[o.at.String()]
		if !ok {
			continue
		}
		p := pick{At: o.at, Seen: seen[o.at.String()], Keep: what == "blijft"}
		switch {
		case p.Keep && len(o.besides) == 0:
			continue // the file may say so again tomorrow; what stands stands
		case p.Keep:
		case what == "dossier" && o.file != nil:
			p.Take = record.Answer{Given: o.file.Given, AskedOn: string(o.file.On), Source: record.FromFile, SourceOn: string(o.file.On)}
		default:
			i := slices.IndexFunc(o.besides, func(b record.Beside) bool { return b.By == what })
			if i < 0 {
				return record.ErrMoved
			}
			p.Take = record.Answer{Given: o.besides[i].Given, AskedOn: o.besides[i].AskedOn, Source: record.FromWorker}
		}
		picks = append(picks, p)
	}
	if len(picks) == 0 && v.State == record.Open {
		return nil
	}
	return f.picked(ctx, tx, v.Deliberation.ID, picks)
}
