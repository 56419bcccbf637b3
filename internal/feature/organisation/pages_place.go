package organisation

import (
	"context"
	"net/http"
	"time"

	"nabij/internal/people"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

func (f *Feature) place(l list) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return f.showPlace(w, r, l, nil, http.StatusOK)
	}
}

func (f *Feature) showPlace(w http.ResponseWriter, r *http.Request, l list, form *web.Form, status int) error {
	ctx, q := r.Context(), f.DB.Read()
	a, _ := access.From(ctx)
	p, err := people.FindPlace(ctx, q, a, l.kind, r.PathValue("place"))
	if err != nil {
		return err
	}
	uses, err := people.Uses(ctx, q, a, l.kind)
	if err != nil {
		return err
	}
	u := uses[p.ID]
	view := placeView{Once: once.Key(), CloseOnce: once.Key(), Action: web.Path(r, l.path+"/"+p.ID), Version: p.Version, Title: p.Name,
		Back: web.Link{Label: say(r, l.kind+"_back"), Href: web.Path(r, l.path)}, CloseLabel: say(r, "close"), CloseText: say(r, l.kind+"_closing"),
		Name: web.Input{Name: "name", Label: say(r, l.kind+"_name"), Value: p.Name, MaxLength: people.MaxName}}
	for i, words := range use(r, l, u) {
		if i > 0 {
			view.Use += " · "
		}
		view.Use += words
	}
	switch {
	case p.ClosedOn != "":
		day, _ := time.Parse(time.DateOnly, string(p.ClosedOn))
		view.Closed, view.CloseLabel, view.CloseText = say(r, "closed_since", "Day", web.Day(web.Lang(r), day)), say(r, "open"), say(r, "opening")
	case u.Workers+u.Files > 0:
		view.Sure = &web.Choice{Name: "sure", Legend: say(r, "sure"), Help: say(r, "sure_help"), Several: true, Options: []web.Option{{Value: "yes", Label: say(r, "sure_yes")}}}
	}
	if form != nil {
		view.Problems = form.Problems()
		if form.Has("name") {
			view.Name.Value, view.Name.Error = form.Text("name"), form.At("name")
		}
		if view.Sure != nil {
			view.Sure.Error = form.At("sure")
		}
	}
	return placePage.Render(w, r, status, head(r, say(r, l.kind+"_one")), view)
}

var notSure = fault.Say("Vink aan dat je het zeker weet. Er horen nog mensen bij.", "Tick that you are sure. There are still people in it.")

// change renames, closes or opens again.
func (f *Feature) change(l list) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		version, _ := form.Int("version")
		err = f.work(r, form, l.right, func(ctx context.Context, tx db.Tx, a access.Actor) ([]audit.Line, error) {
			p, err := people.FindPlace(ctx, tx, a, l.kind, r.PathValue("place"))
			if err != nil {
				return nil, err
			}
			line := audit.Line{Event: l.changed, Kind: l.kind, ID: p.ID}
			p.Version = int64(version)
			switch form.Text("do") {
			case "name":
				all, err := people.Places(ctx, tx, a, l.kind)
				if err != nil {
					return nil, err
				}
				p.Name, line.Detail = tidy(form.Text("name")), "place:renamed"
				if err := people.CheckPlaceName(p.Name, all, p.ID); err != nil {
					return nil, err
				}
			case "close":
				if err := f.sure(ctx, tx, a, l, p, form); err != nil {
					return nil, err
				}
				p.ClosedOn, line.Event, line.Detail = f.today(), l.closed, "place:closed"
			case "open":
				p.ClosedOn, line.Detail = "", "place:opened"
			default:
				return nil, fault.New(fault.Invalid, fault.Text{})
			}
			return []audit.Line{line}, people.ChangePlace(ctx, tx, a, l.kind, p)
		})
		switch {
		case fault.KindOf(err) == fault.Conflict:
			form.Problem("", changedMeanwhile)
			return f.showPlace(w, r, l, form, http.StatusConflict)
		case form.Add(err):
			return f.showPlace(w, r, l, form, http.StatusUnprocessableEntity)
		case err != nil:
			return err
		}
		return web.Redirect(w, r, l.path)
	}
}

// sure asks to tick when people still belong to what is closed.
func (f *Feature) sure(ctx context.Context, tx db.Tx, a access.Actor, l list, p people.Place, form *web.Form) error {
	uses, err := people.Uses(ctx, tx, a, l.kind)
	if err != nil {
		return err
	}
	if u := uses[p.ID]; u.Workers+u.Files > 0 && form.Text("sure") != "yes" {
		return fault.New(fault.Invalid, fault.Text{}).At("sure", notSure)
	}
	return nil
}
