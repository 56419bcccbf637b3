package publishing

import (
	"context"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/web"
)

// about finds what a remark is about: an item of a version that is in force, or of the newest one.
func (f *Feature) about(ctx context.Context, form *web.Form) (*framework.Pack, Item, error) {
	none := fault.New(fault.NotFound, fault.Text{})
	p := f.Library(ctx).Find(form.Text("pack"), form.Text("version"))
	if p == nil {
		p = f.Library(ctx).Find(form.Text("pack"), "") // that version is not there any more; the remark still counts
	}
	if p == nil {
		return nil, Item{}, none
	}
	key := form.Text("item")
	if key == "" {
		key = "pack"
	}
	item, ok := FindItem(p, key)
	if !ok {
		return nil, Item{}, none
	}
	return p, item, nil
}

// leave stores a remark of the actor.
func (f *Feature) leave(ctx context.Context, form *web.Form) error {
	p, item, err := f.about(ctx, form)
	if err != nil {
		return err
	}
	if form.Text("tekst") == "" {
		form.Problem("tekst", fault.Say("Schrijf wat je wilt zeggen.", "Write what you want to say."))
	}
	checkWords(form, "tekst")
	if err := form.Err(); err != nil {
		return err
	}
	_, err = f.work(ctx, form, func(ctx context.Context, tx db.Tx, a access.Actor) (string, error) {
		_, d, err := f.may(ctx, access.Add, "feedback", "")
		if err != nil {
			return "", err
		}
		id, err := f.newID()
		if err != nil {
			return "", err
		}
		r := Remark{ID: id, Pack: string(p.Head.ID), Number: p.Head.Version, Item: item.Key, Body: form.Text("tekst")}
		if err := addRemark(ctx, tx, a, r, f.now()); err != nil {
			return "", err
		}
		return id, f.Audit.Record(ctx, tx, audit.Line{Event: "feedback.given", Kind: "feedback", ID: id, Ground: d.Ground})
	})
	return err
}

// reply answers a remark; the answer goes to who left it.
func (f *Feature) reply(ctx context.Context, form *web.Form, id string) error {
	field := "antwoord." + id
	if form.Text(field) == "" {
		form.Problem(field, fault.Say("Schrijf een antwoord.", "Write an answer."))
	}
	checkWords(form, field)
	if err := form.Err(); err != nil {
		return err
	}
	seen, _ := form.Int("versie")
	_, err := f.work(ctx, form, func(ctx context.Context, tx db.Tx, _ access.Actor) (string, error) {
		a, d, err := f.may(ctx, access.Change, "feedback", id)
		if err != nil {
			return "", err
		}
		r, err := findRemark(ctx, tx, a, id)
		if fault.KindOf(err) == fault.NotFound {
			return "", refused("feedback", id, "change", "not_found", err)
		}
		if err != nil {
			return "", err
		}
		if int64(seen) != r.Version {
			return "", errStale
		}
		taken := form.Text("versie." + id)
		if taken != "" {
			all, err := listVersions(ctx, tx, a, r.Pack)
			if err != nil {
				return "", err
			}
			if !hasNumber(all, taken) {
				return "", fault.New(fault.Invalid, fault.Text{}).At("versie."+id, fault.Say("Kies een van de versies.", "Choose one of the versions."))
			}
		}
		if err := answer(ctx, tx, a, r, form.Text(field), taken, f.now()); err != nil {
			return "", err
		}
		return id, f.Audit.Record(ctx, tx, audit.Line{Event: "feedback.handled", Kind: "feedback", ID: id, Ground: d.Ground})
	})
	return err
}

// hasNumber tells whether there is a version with a number.
func hasNumber(all []Version, number string) bool {
	for _, v := range all {
		if v.Number == number {
			return true
		}
	}
	return false
}
