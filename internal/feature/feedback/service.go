package feedback

import (
	"context"
	"slices"
	"unicode/utf8"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/usecase"
	"nabij/internal/platform/web"

	"github.com/google/uuid"
)

// MaxWords bounds a remark and an answer, in letters.
const MaxWords = 2000

func (f *Feature) base() usecase.Base { return usecase.Base{DB: f.DB, Audit: f.Audit} }

// work is one change: once, in one transaction, with its audit lines.
func (f *Feature) work(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (string, error) {
	_, result, err := f.base().Do(ctx, form, fn)
	return result, err
}

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

var errStale = fault.New(fault.Conflict, fault.Say("Iemand heeft deze opmerking intussen beantwoord. Kijk wat er staat.", "Somebody answered this remark meanwhile. See what is there."))

func checkWords(form *web.Form, field string) {
	if utf8.RuneCountInString(form.Text(field)) > MaxWords {
		form.Problem(field, fault.Say("Deze tekst is te lang. Maak hem korter.", "This text is too long. Make it shorter."))
	}
}

// about finds what a remark is about: an item of a version that is in force, or of the newest one.
func (f *Feature) about(ctx context.Context, form *web.Form) (*framework.Pack, framework.Item, error) {
	none := fault.New(fault.NotFound, fault.Text{})
	p := f.Library(ctx).Find(form.Text("pack"), form.Text("version"))
	if p == nil {
		p = f.Library(ctx).Find(form.Text("pack"), "") // that version is not there any more; the remark still counts
	}
	if p == nil {
		return nil, framework.Item{}, none
	}
	key := form.Text("item")
	if key == "" {
		key = "pack"
	}
	item, ok := framework.FindItem(p, key)
	if !ok {
		return nil, framework.Item{}, none
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
		_, d, err := f.base().May(ctx, access.Add, "feedback", "")
		if err != nil {
			return "", err
		}
		key, err := uuid.NewV7()
		if err != nil {
			return "", err
		}
		id := key.String()
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
		a, d, err := f.base().May(ctx, access.Change, "feedback", id)
		if err != nil {
			return "", err
		}
		r, err := findRemark(ctx, tx, a, id)
		if fault.KindOf(err) == fault.NotFound {
			return "", f.base().Denied(access.Change, "feedback", id, "not_found", err)
		}
		if err != nil {
			return "", err
		}
		if int64(seen) != r.Version {
			return "", errStale
		}
		taken := form.Text("versie." + id)
		if taken != "" {
			all, err := f.Numbers(ctx, tx, a, r.Pack)
			if err != nil {
				return "", err
			}
			if !slices.Contains(all, taken) {
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
