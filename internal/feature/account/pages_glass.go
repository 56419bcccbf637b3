package account

import (
	"context"
	"net/http"

	"nabij/internal/platform/access"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"
)

// glass asks for the reason for opening one closed file, and opens it for an hour. The page holds nothing of the resident:
// who asks knows whom they look for, and whoever looks over a shoulder learns nothing.
func (f *Feature) glass(w http.ResponseWriter, r *http.Request) error {
	if f.Residents == nil {
		return fault.New(fault.NotFound, fault.Text{})
	}
	id, a := r.PathValue("resident"), me(r)
	if r.Method != http.MethodPost {
		if err := f.Access.StrongForGlass(a); err != nil {
			return f.stepUp(w, r, web.Here(r), err)
		}
	}
	form, err := readOf(r)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if r.Method == http.MethodPost {
		_, _, err := f.work(r, form, "break_glass", func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
			o, teams, err := f.Residents.Stands(ctx, tx, a, id)
			if err != nil {
				return "", err
			}
			g, err := f.Access.Break(ctx, tx, a, o, teams, form.Text("reason"), form.Text("explanation"))
			return g.ID, err
		})
		if err == nil {
			return web.Redirect(w, r, "/inwoners/"+id)
		}
		if status, err = untilRight(form, err); err != nil {
			return f.stepUp(w, r, web.Here(r), hidden(err))
		}
	}
	reasons := web.Choice{Name: "reason", Legend: text(r, "glass.reason"), Error: form.At("reason")}
	for _, reason := range access.GlassReasons {
		reasons.Options = append(reasons.Options, web.Option{Value: reason, Label: text(r, "reason_"+reason), Chosen: form.Text("reason") == reason})
	}
	view := askView{Title: text(r, "glass.title"), Action: web.Path(r, "/noodinzage/"+id), Problems: form.Problems(), Hidden: []pair{{"once", keyOf(form)}},
		Intro: []string{text(r, "glass.intro"), text(r, "glass.told")}, Choices: []web.Choice{reasons},
		Areas: []web.TextArea{{Name: "explanation", Label: text(r, "glass.explanation"), Help: text(r, "glass.explanation_help"), Value: form.Text("explanation"),
			Error: form.At("explanation"), MaxLength: access.MaxExplanation}},
		Buttons: web.Buttons{{Label: text(r, "glass.go"), Kind: "primary"}, {Label: text(r, "glass.stop"), Href: web.Path(r, "/inwoners")}}}
	return askPage.Render(w, r, status, web.Head{Title: text(r, "glass.title"), Same: "/noodinzage/" + id}, view)
}

// hidden makes a refusal without a reason the answer to what does not exist: a closed file and no file look the same.
func hidden(err error) error {
	if fl, ok := fault.As(err); ok && fl.Kind == fault.Forbidden && fl.Text == (fault.Text{}) {
		return fault.New(fault.NotFound, fault.Text{}).Because(err)
	}
	return err
}

func (f *Feature) reviews(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadQuery(r)
	if err != nil {
		return err
	}
	return f.showReviews(w, r, form, http.StatusOK)
}

func (f *Feature) showReviews(w http.ResponseWriter, r *http.Request, form *web.Form, status int) error {
	a := me(r)
	list, err := f.Access.Reviews(r.Context(), a)
	if err != nil {
		return err
	}
	names, err := f.Access.Colleagues(r.Context(), a)
	if err != nil {
		return err
	}
	view := reviewsView{Problems: form.Problems()}
	sees := access.MayAny(a, access.See, "resident")
	now := db.InstantOf(f.Clock.Now()).String()
	for _, g := range list {
		v := glassView{ID: g.ID, Who: names[g.Worker], When: f.moment(r, g.Began), Until: f.moment(r, g.Until), Reason: text(r, "reason_"+g.Reason), Explanation: g.Explanation,
			ReviewBy: f.moment(r, g.ReviewBy), Note: g.ReviewNote, By: names[g.ReviewedBy], Once: once.Key()}
		if !g.Ended.IsZero() {
			v.Until = f.moment(r, g.Ended)
		}
		if sees {
			v.Href = web.Path(r, "/inwoners/"+g.Resident)
		}
		if !g.Reviewed.IsZero() {
			v.Outcome = text(r, "outcome."+g.Outcome)
			view.Done = append(view.Done, v)
			continue
		}
		v.Late = g.ReviewBy.String() < now
		v.Choice = web.Choice{Name: "outcome", Legend: text(r, "reviews.outcome"), Anchor: "outcome-" + g.ID}
		v.Text = web.TextArea{Name: "note", Label: text(r, "reviews.note"), Optional: true, MaxLength: access.MaxExplanation}
		for _, o := range access.GlassOutcomes {
			v.Choice.Options = append(v.Choice.Options, web.Option{Value: o, Label: text(r, "outcome."+o)})
		}
		view.Open = append(view.Open, v)
	}
	return reviewsPage.Render(w, r, status, web.Head{Title: text(r, "reviews.title"), Section: "glass", Same: "/noodinzage"}, view)
}

func (f *Feature) review(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	_, _, err = f.work(r, form, "break_glass", func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		return form.Text("glass"), f.Access.Review(ctx, tx, a, form.Text("glass"), form.Text("outcome"), form.Text("note"))
	})
	if err == nil {
		return web.Redirect(w, r, "/noodinzage")
	}
	if fl, ok := fault.As(err); ok && fl.Kind == fault.Invalid && len(fl.Fields) > 0 {
		for _, field := range fl.Fields {
			form.Problem("", field.Text)
		}
		return f.showReviews(w, r, form, http.StatusUnprocessableEntity)
	}
	return err
}
