package resident

import (
	"context"
	"net/http"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// doubles lists files that may be of one person, or lays two of them beside each other. Ids in the address, never names.
func (f *Feature) doubles(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	a, _ := access.From(ctx)
	if !access.MayAny(a, access.Merge, "resident") {
		return &refusal{told: fault.New(fault.Forbidden, fault.Text{}), line: audit.Line{Event: "access.refused", Kind: "resident", Outcome: audit.Refused, Ground: "no_grant", Detail: "verb:merge"}}
	}
	k, err := f.kitFor(r, a, nil)
	if err != nil {
		return err
	}
	view := mergeView{Action: web.Path(r, "/inwoners/samenvoegen")}
	if form.Has("a") || form.Has("b") {
		if err := f.compareFiles(r, k, form.Text("a"), form.Text("b"), &view); err != nil {
			return err
		}
		return mergePage.Render(w, r, http.StatusOK, head(k.say("resident.title")), view)
	}
	pairs, err := people.Doubles(ctx, f.DB.Read(), a, people.ScopeOf(a, access.Merge))
	if err != nil {
		return err
	}
	var all []people.Resident
	for _, p := range pairs {
		both, err := f.shown(ctx, a, access.Merge, []people.Resident{p.A, p.B})
		if err != nil {
			return err
		}
		if len(both) == 2 {
			all = append(all, both...)
			view.Pairs = append(view.Pairs, pairRow{p.A.Who.Name(), p.B.Who.Name(), web.Path(r, "/inwoners/samenvoegen?a="+p.A.ID+"&b="+p.B.ID)})
		}
	}
	if len(all) > 0 {
		if err := f.Audit.Note(ctx, audit.Line{Event: "resident.suggested", Kind: "resident", Residents: ids(all), Ground: groundOf(all)}); err != nil {
			return err
		}
	}
	return mergePage.Render(w, r, http.StatusOK, head(k.say("resident.title")), view)
}

// compareFiles lays two files beside each other, with a choice for each block in which they differ.
func (f *Feature) compareFiles(r *http.Request, k *kit, left, right string, view *mergeView) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.open(ctx, q, access.Merge, "resident", left)
	if err != nil {
		return err
	}
	y, err := f.open(ctx, q, access.Merge, "resident", right)
	if err != nil {
		return err
	}
	if x.ID == y.ID {
		return fault.New(fault.NotFound, fault.Text{})
	}
	view.Compare, view.Left, view.Right, view.LeftID, view.RightID = true, x.Who.Name(), y.Who.Name(), x.ID, y.ID
	for _, name := range people.Blocks {
		e := editorFor(name)
		if !x.may(access.See, e.kind()).Allowed || !y.may(access.See, e.kind()).Allowed {
			continue
		}
		_, a, err := e.load(ctx, q, x.actor, x.ID)
		if err != nil {
			return err
		}
		_, b, err := e.load(ctx, q, x.actor, y.ID)
		if err != nil {
			return err
		}
		if b.IsEmpty() {
			continue
		}
		block := mergeBlock{Title: k.say("resident.block_" + string(name)), Left: e.tell(k, a), Right: e.tell(k, b)}
		switch {
		case name == people.BlockSafe:
			block.Note = k.say("resident.strictest")
		case !a.IsEmpty():
			sides := []string{string(people.Keep), string(people.Take)}
			chosen := string(people.Keep)
			if people.CanBoth(name) {
				sides, chosen = append(sides, string(people.Both)), string(people.Both)
			}
			block.Choice = &web.Choice{Name: "kies." + string(name), Legend: k.say("resident.which"), Short: true, Options: k.options("resident.side", []string{chosen}, sides...)}
		}
		view.Blocks = append(view.Blocks, block)
	}
	return f.Audit.Note(ctx, x.line("resident.seen", "resident", "merge:compare"), y.line("resident.seen", "resident", "merge:compare"))
}

// merge joins two files, says that they are of two people, or takes them apart again.
func (f *Feature) merge(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to, err := f.work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		if undo := form.Text("terug"); undo != "" {
			return f.unmerge(ctx, tx, a, undo)
		}
		x, err := f.open(ctx, tx, access.Merge, "resident", form.Text("a"))
		if err != nil {
			return "", err
		}
		y, err := f.open(ctx, tx, access.Merge, "resident", form.Text("b"))
		if err != nil {
			return "", err
		}
		if form.Text("doe") == "anders" {
			return "/inwoners/samenvoegen", people.Different(ctx, tx, a, x.ID, y.ID, f.now())
		}
		sides := map[people.BlockName]people.Side{}
		for _, name := range people.Blocks {
			sides[name] = people.Side(form.OneOf("kies."+string(name), "keep", "take", "both"))
		}
		if err := form.Err(); err != nil {
			return "", err
		}
		if _, err := people.Merge(ctx, tx, a, x.Resident, y.Resident, sides, f.now(), f.today()); err != nil {
			return "", err
		}
		line := x.line("resident.merged", "resident", "")
		line.Residents = []string{x.ID, y.ID}
		return "/inwoners/" + x.ID, f.Audit.Record(ctx, tx, line)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to)
}

func (f *Feature) unmerge(ctx context.Context, tx db.Tx, a access.Actor, id string) (string, error) {
	if !people.IsID(id) {
		return "", fault.New(fault.NotFound, fault.Text{})
	}
	m, err := people.FindMerge(ctx, tx, a, id)
	if err != nil {
		return "", err
	}
	x, err := f.open(ctx, tx, access.Merge, "resident", m.Kept)
	if err != nil {
		return "", err
	}
	if _, _, err := people.Unmerge(ctx, tx, a, id, f.now(), f.today()); err != nil {
		return "", err
	}
	line := x.line("resident.unmerged", "resident", "")
	line.Residents = []string{m.Kept, m.Dropped}
	return "/inwoners/" + x.ID, f.Audit.Record(ctx, tx, line)
}
