package feedback

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"unicode/utf8"

	"nabij/internal/framework"
	"nabij/internal/platform/access"
	"nabij/internal/platform/audit"
	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
	"nabij/internal/platform/once"
	"nabij/internal/platform/web"

	"github.com/google/uuid"
)

// MaxWords bounds a remark and an answer, in letters.
const MaxWords = 2000

// refusal is the error of somebody who may not. The guard writes it to the audit trail after whatever was begun has been
// rolled back.
type refusal struct {
	line audit.Line
	told error
}

func (r *refusal) Error() string { return r.told.Error() }
func (r *refusal) Unwrap() error { return r.told }

var signIn = fault.New(fault.SignInNeeded, fault.Text{})

// guard demands a person, and records what was refused before the answer tells it.
func (f *Feature) guard(h web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if _, ok := access.From(r.Context()); !ok {
			return signIn
		}
		err := h(w, r)
		var no *refusal
		if errors.As(err, &no) {
			if noted := f.Audit.Note(r.Context(), no.line); noted != nil {
				return noted
			}
		}
		return err
	}
}

// may asks whether the actor may do something to a remark; the error is the refusal.
func (f *Feature) may(ctx context.Context, v access.Verb, id string) (access.Actor, access.Decision, error) {
	a, ok := access.From(ctx)
	if !ok {
		return a, access.Decision{}, signIn
	}
	d := access.May(a, v, access.Object{Kind: "feedback", ID: id, Org: a.Org, Relation: access.None})
	if !d.Allowed {
		return a, d, refused(id, string(v), d.Reason, fault.New(fault.Forbidden, fault.Text{}))
	}
	return a, d, nil
}

func refused(id, verb, reason string, told error) error {
	line := audit.Line{Event: "access.refused", Kind: "feedback", Ground: reason, Outcome: audit.Refused, Detail: "verb:" + verb}
	if isID(id) {
		line.ID = id
	}
	return &refusal{told: told, line: line}
}

// work is one change: once, in one transaction, with its audit lines.
func (f *Feature) work(ctx context.Context, form *web.Form, fn func(ctx context.Context, tx db.Tx, a access.Actor) (string, error)) (result string, err error) {
	a, ok := access.From(ctx)
	if !ok {
		return "", signIn
	}
	err = f.DB.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		_, result, err = once.Do(ctx, tx, a, form.Text(once.Field), func() (string, error) { return fn(ctx, tx, a) })
		return err
	})
	return result, err
}

func (f *Feature) now() db.Instant { return db.InstantOf(f.Clock.Now()) }

// isID tells whether something can be an id of ours at all.
func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && len(s) == 36 && id.String() == s
}

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
		_, d, err := f.may(ctx, access.Add, "")
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
		a, d, err := f.may(ctx, access.Change, id)
		if err != nil {
			return "", err
		}
		r, err := findRemark(ctx, tx, a, id)
		if fault.KindOf(err) == fault.NotFound {
			return "", refused(id, "change", "not_found", err)
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
