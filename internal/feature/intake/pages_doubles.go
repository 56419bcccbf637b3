package intake

import (
	"context"
	"net/http"

	"nabij/internal/people"
	"nabij/internal/people/desk"
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
		return desk.NoGrant("resident", access.Merge)
	}
	view := mergeView{Action: web.Path(r, "/inwoners/samenvoegen"), Back: web.Link{Label: web.Text(r, "intake.back"), Href: web.Path(r, "/inwoners")}}
	title := web.Text(r, "intake.title")
	if form.Has("a") || form.Has("b") {
		if err := f.compareFiles(r, form.Text("a"), form.Text("b"), &view); err != nil {
			return err
		}
		return mergePage.Render(w, r, http.StatusOK, head(title), view)
	}
	pairs, err := people.Doubles(ctx, f.DB.Read(), a, people.ScopeOf(a, access.Merge))
	if err != nil {
		return err
	}
	var all []people.Resident
	for _, p := range pairs {
		both, err := f.desk.Shown(ctx, a, access.Merge, []people.Resident{p.A, p.B})
		if err != nil {
			return err
		}
		if len(both) == 2 {
			all = append(all, both...)
			view.Pairs = append(view.Pairs, pairRow{p.A.Who.Name(), p.B.Who.Name(), web.Path(r, "/inwoners/samenvoegen?a="+p.A.ID+"&b="+p.B.ID)})
		}
	}
	if len(all) > 0 {
		if err := f.Audit.Note(ctx, audit.Line{Event: "resident.suggested", Kind: "resident", Residents: desk.IDs(all), Ground: desk.GroundOf(all)}); err != nil {
			return err
		}
	}
	return mergePage.Render(w, r, http.StatusOK, head(title), view)
}

// compareFiles lays two files beside each other, with a choice for each block in which they differ.
func (f *Feature) compareFiles(r *http.Request, left, right string, view *mergeView) error {
	ctx, q := r.Context(), f.DB.Read()
	x, err := f.desk.Open(ctx, q, access.Merge, "resident", left)
	if err != nil {
		return err
	}
	y, err := f.desk.Open(ctx, q, access.Merge, "resident", right)
	if err != nil {
		return err
	}
	if x.ID == y.ID {
		return fault.New(fault.NotFound, fault.Text{})
	}
	tell, err := f.Words.Teller(ctx, q, x.Actor, web.Lang(r))
	if err != nil {
		return err
	}
	ours, err := people.All(ctx, q, x.Actor, x.ID)
	if err != nil {
		return err
	}
	theirs, err := people.All(ctx, q, x.Actor, y.ID)
	if err != nil {
		return err
	}
	view.Compare, view.Left, view.Right, view.LeftID, view.RightID = true, x.Who.Name(), y.Who.Name(), x.ID, y.ID
	view.LeftHref, view.RightHref = web.Path(r, "/inwoners/"+x.ID), web.Path(r, "/inwoners/"+y.ID)
	for _, name := range people.Blocks {
		if a, b := ours[name], theirs[name]; !b.IsEmpty() && x.May(access.See, name.Right()).Allowed && y.May(access.See, name.Right()).Allowed {
			view.Blocks = append(view.Blocks, compared(r, tell, name, a, b))
		}
	}
	return f.Audit.Note(ctx, x.Line("resident.seen", "resident", "merge:compare"), y.Line("resident.seen", "resident", "merge:compare"))
}

// compared lays a block of two files beside each other, with the choice of what the joined file gets.
func compared(r *http.Request, tell func(people.Block) (string, web.Terms), name people.BlockName, ours, theirs people.Block) mergeBlock {
	title, left := tell(ours)
	_, right := tell(theirs)
	block := mergeBlock{Title: title, Left: left, Right: right}
	switch {
	case name == people.BlockSafe:
		block.Note = web.Text(r, "intake.strictest")
	case !ours.IsEmpty():
		sides, chosen := []string{string(people.Keep), string(people.Take)}, string(people.Keep)
		if people.CanBoth(name) {
			sides, chosen = append(sides, string(people.Both)), string(people.Both)
		}
		block.Choice = &web.Choice{Name: "kies." + string(name), Legend: web.Text(r, "intake.which", "What", title), Short: true, Options: options(web.Lang(r), "intake.side", chosen, sides...)}
	}
	return block
}

// merge joins two files, says that they are of two people, or takes them apart again.
func (f *Feature) merge(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to, err := f.desk.Work(r.Context(), form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		if undo := form.Text("terug"); undo != "" {
			return f.unmerge(ctx, tx, a, undo)
		}
		x, err := f.desk.Open(ctx, tx, access.Merge, "resident", form.Text("a"))
		if err != nil {
			return "", err
		}
		y, err := f.desk.Open(ctx, tx, access.Merge, "resident", form.Text("b"))
		if err != nil {
			return "", err
		}
		if form.Text("doe") == "anders" {
			return "/inwoners/samenvoegen", people.Different(ctx, tx, a, x.ID, y.ID, f.desk.Now())
		}
		sides := map[people.BlockName]people.Side{}
		for _, name := range people.Blocks {
			sides[name] = people.Side(form.OneOf("kies."+string(name), "keep", "take", "both"))
		}
		if err := form.Err(); err != nil {
			return "", err
		}
		if err := f.desk.Watch(ctx, tx, a, x.ID, func() error {
			_, err := people.Merge(ctx, tx, a, x.Resident, y.Resident, sides, f.desk.Now(), f.desk.Today())
			return err
		}); err != nil {
			return "", err
		}
		line := x.Line("resident.merged", "resident", "")
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
	x, err := f.desk.Open(ctx, tx, access.Merge, "resident", m.Kept)
	if err != nil {
		return "", err
	}
	if err := f.desk.Watch(ctx, tx, a, x.ID, func() error {
		_, _, err := people.Unmerge(ctx, tx, a, id, f.desk.Now(), f.desk.Today())
		return err
	}); err != nil {
		return "", err
	}
	line := x.Line("resident.unmerged", "resident", "")
	line.Residents = []string{m.Kept, m.Dropped}
	return "/inwoners/" + x.ID, f.Audit.Record(ctx, tx, line)
}
